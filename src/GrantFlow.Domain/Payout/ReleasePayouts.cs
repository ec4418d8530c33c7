using System.Collections.Immutable;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Finance releases cash of a grant that is due: all of it, or the one line that leaves in a batch. From here on only a withdrawal that reaches a payment before its provider does can stop it.</summary>
public sealed record ReleasePayouts(CommandId Id, Actor Actor) : GrantCommand(Id, Actor)
{
    /// <summary>The batch it leaves in; null where a grant is released alone.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>The one line that is released; null for all that are due.</summary>
    public LineId? Line { get; init; }

    /// <summary>Which attempt is released; null for whichever is next. A batch releases what it gathered, not what became of it.</summary>
    public int? Attempt { get; init; }

    /// <summary>Who releases with the actor, where a batch needs two; null where one does.</summary>
    public ImmutableList<ActorId>? With { get; init; }

    /// <summary>At which rate it is paid in another currency; null where it is paid in the grant's.</summary>
    public ExchangeRate? Rate { get; init; }

    /// <inheritdoc/>
    public override bool AsksForTheFamily => true;

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var cash = grant.Lines.OfType<CashLine>().Where(line => Line is null || line.Id == Line).ToList();
        var due = cash.Where(line => CashMachine.At(line.State).CanFire(CashTrigger.Release) && !line.IsInQuestion).ToList();
        var unknown = due.Count == 0 && cash.Any(line => line.IsInQuestion);
        var waits = due.Count == 0 && cash.Any(line => line.State == CashState.Planned);
        return Ruling.On(grant, this, context)
            .By(Role.Finance)
            .From(GrantTrigger.MoveLine)
            .UnlessLeftAlone()
            .UnlessPlanPending(moves: due.Count > 0)
            .Unless(unknown, RefusalCode.PaymentUnknown, "Nobody can say yet whether this grant's cash was paid. Have finance find out from the provider; if it failed, it is paid again then.")
            .Unless(Line is { } named && grant.Line(named) is null, RefusalCode.LineNotFound, $"Grant {grant.Id} has no line {Line}. Take it out of the batch.")
            .Unless(Attempt is { } one && due.Any(line => line.Attempt + 1 != one), RefusalCode.StaleAttempt, $"Line {Line} has been released since: the next attempt is another than {Attempt}. Gather it again.")
            .Unless(context.MoneyLeavesInBatches && Batch is null, RefusalCode.BatchNeeded, "Money leaves in batches here. Gather what is due in a batch and have a colleague release it.")
            .Unless((With ?? []).Append(Actor.Id).Any(person => FourPeople.Involved(grant, person)), RefusalCode.ReleaserInvolved, FourPeople.Why)
            .Unless(waits, RefusalCode.InKindComesFirst, "The programme's in-kind measures come before cash. Release once they are delivered and accepted.")
            // A line can be older than this rule.
            .Unless(due.SelectMany(line => Payees.Check(grant.Application, line.Route)))
            .Unless(due.Count == 0 && !waits && !unknown, RefusalCode.NothingDue, "No cash line of this grant is due. Cash falls due with the split, after in-kind measures that come first, or with a new route for a failed payment.")
            .Then(outcome =>
            {
                foreach (var line in due)
                {
                    var conversion = Rate?.Convert(line.Amount);
                    outcome.Move(new CashMoved(line.Id, CashTrigger.Release) { With = With, Batch = Batch, Conversion = conversion, Entry = outcome.NextEntry });
                    outcome.Post(EntryKind.PayoutRelease, Account.InTransit, Account.PayableCash, line.Amount, line.Id, paidAs: PaidAs.Of(conversion));
                    outcome.Ask(new InstructPayment(PaymentId.For(grant.Id, line.Id), line.Attempt + 1, grant.Id, line.Id, grant.Application.Person, line.Route, line.Amount) { Batch = Batch, Conversion = conversion });
                }
            });
    }
}
