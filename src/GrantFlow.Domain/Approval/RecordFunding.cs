using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>The funding line's answer to a reservation.</summary>
/// <param name="Id">Derived from the reservation.</param>
/// <param name="Actor">The pipeline.</param>
/// <param name="Reservation">Which reservation; an answer to an older one is stale.</param>
/// <param name="Reserved">Whether the money is held.</param>
/// <param name="Why">When not: why.</param>
public sealed record RecordFunding(CommandId Id, Actor Actor, string Reservation, bool Reserved, string? Why) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var trigger = Reserved ? GrantTrigger.ReserveFunds : GrantTrigger.RefuseFunds;
        return Ruling.On(grant, this, context)
            .By(Role.System)
            .FromEvenOnHold(trigger)
            .Unless(Reservation != grant.Reservation, RefusalCode.StaleAttempt, $"The answer is about {Reservation}; the present reservation is {grant.Reservation}.")
            .Then(outcome =>
            {
                if (Reserved)
                {
                    outcome.Record(trigger, new FundsReserved(grant.Approved!.Value) { Entry = outcome.NextEntry });
                    outcome.Post(EntryKind.Commitment, Account.Committed, Account.Available, grant.Approved.Value);
                }
                else
                {
                    outcome.Record(trigger, new FundsRefused(Why ?? "The funding line has not enough left."));
                }
            });
    }
}

/// <summary>The money is reserved.</summary>
public sealed record FundsReserved(Money Amount) : GrantEvent
{
    /// <summary>The entry posted with it; null where it was not noted.</summary>
    public string? Entry { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Committed = true, Commitment = Entry, Reason = null };
}

/// <summary>The line has not enough; an officer decides anew.</summary>
public sealed record FundsRefused(string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = $"{RefusalCode.FundsExhausted.Slug()}: {Why}", Approved = null, Approvers = [] };
}
