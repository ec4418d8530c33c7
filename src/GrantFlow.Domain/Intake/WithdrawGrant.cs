using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Intake;

/// <summary>The person withdraws, at any moment and without prejudice. Every payment that is not yet with the provider stops; so does what still waits at a cash desk, whose voucher is void from then on.</summary>
public sealed record WithdrawGrant(CommandId Id, Actor Actor, string? Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Intake)
            .FromEvenOnHold(GrantTrigger.Withdraw)
            .Then(outcome =>
            {
                var stopped = grant.Lines.Where(line => line.CanCancel).ToList();
                var withdrawn = new GrantWithdrawn(Reason, [.. stopped.Select(line => line.Id)]);
                foreach (var line in grant.Withdrawing ? [] : grant.Lines.OfType<CashLine>().Where(WaitsAtDesk))
                {
                    outcome.Ask(new StopPayment(new(PaymentId.For(grant.Id, line.Id), line.Attempt, grant.Id, line.Id, grant.Application.Person, line.Route, line.Amount) { Batch = line.Batch, Conversion = line.Conversion }));
                }

                var after = withdrawn.StopLines(grant);
                outcome.Record(GrantTrigger.Withdraw, withdrawn, facts => facts with { LinesDone = after.LinesDone, AnythingSpent = after.Facts.AnythingSpent, Withdrawing = true });
                if (grant.Lines.Count > 0)
                {
                    foreach (var line in stopped)
                    {
                        outcome.ReleaseCommitment(line is CashLine ? Account.PayableCash : Account.PayableInKind, line.Amount, ends: outcome.Grant.State == GrantState.Withdrawn, line.Id);
                    }
                }
                else
                {
                    Commitments.ReleaseAll(outcome, grant);
                }
            });

    /// <summary>A bank or a wallet provider is not told to stop what it has; the desk is ours.</summary>
    private static bool WaitsAtDesk(CashLine line) => line.Route.Kind == RouteKind.CashDesk && line.State is CashState.Released or CashState.Instructed or CashState.Unknown;
}

/// <summary>The person withdrew; the named lines are called off. What is already on its way goes on to its end.</summary>
public sealed record GrantWithdrawn(string? Why, IReadOnlyList<LineId> Stopped) : GrantEvent
{
    internal Grant StopLines(Grant grant) => Stopped.Aggregate(grant, (seen, id) =>
        seen.WithLine(seen.Line(id)?.CallOff() ?? throw new InvalidOperationException($"Line {id} is not in grant {grant.Id}.")));

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => StopLines(grant) with { Withdrawing = true, Pending = null, Reason = Why };
}
