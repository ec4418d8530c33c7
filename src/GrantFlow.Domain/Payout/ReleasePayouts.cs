using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Finance releases all cash of a grant that is due. From here on only a withdrawal that reaches a payment before its provider does can stop it.</summary>
public sealed record ReleasePayouts(CommandId Id, Actor Actor) : GrantCommand(Id, Actor)
{
    /// <inheritdoc/>
    public override bool AsksForTheFamily => true;

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var cash = grant.Lines.OfType<CashLine>().ToList();
        var due = cash.Where(line => CashMachine.At(line.State).CanFire(CashTrigger.Release)).ToList();
        var waits = due.Count == 0 && cash.Any(line => line.State == CashState.Planned);
        return Ruling.On(grant, this, context)
            .By(Role.Finance)
            .From(GrantTrigger.MoveLine)
            .UnlessLeftAlone()
            .UnlessPlanPending(moves: due.Count > 0)
            .Unless(FourPeople.Involved(grant, Actor), RefusalCode.ReleaserInvolved, FourPeople.Why)
            .Unless(waits, RefusalCode.InKindComesFirst, "The programme's in-kind measures come before cash. Release once they are delivered and accepted.")
            // A line can be older than this rule.
            .Unless(due.SelectMany(line => Payees.Check(grant.Application, line.Route)))
            .Unless(due.Count == 0 && !waits, RefusalCode.NothingDue, "No cash line of this grant is due. Cash falls due with the split, after in-kind measures that come first, or with a new route for a failed payment.")
            .Then(outcome =>
            {
                foreach (var line in due)
                {
                    outcome.Move(new CashMoved(line.Id, CashTrigger.Release));
                    outcome.Post(EntryKind.PayoutRelease, Account.InTransit, Account.PayableCash, line.Amount, line.Id);
                    outcome.Ask(new InstructPayment(PaymentId.For(grant.Id, line.Id), line.Attempt + 1, grant.Id, line.Id, grant.Application.Person, line.Route, line.Amount));
                }
            });
    }
}
