using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>Finance closes a completed grant: from here on nothing moves it.</summary>
public sealed record CloseGrant(CommandId Id, Actor Actor) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Finance)
            .From(GrantTrigger.Close)
            .Then(outcome => outcome.Record(GrantTrigger.Close, new GrantClosed()));
}

/// <summary>Closed in the books.</summary>
public sealed record GrantClosed : GrantEvent;
