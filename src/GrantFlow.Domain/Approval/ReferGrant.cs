using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>The person seeks international protection: the grant stops here without prejudice and the competent agency takes over.</summary>
public sealed record ReferGrant(CommandId Id, Actor Actor, string Agency, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Officer)
            .FromEvenOnHold(GrantTrigger.Refer)
            .Then(outcome =>
            {
                outcome.Record(GrantTrigger.Refer, new GrantReferred(Agency, Reason));
                Commitments.ReleaseAll(outcome, grant);
            });
}

/// <summary>Handed to the competent agency.</summary>
public sealed record GrantReferred(string Agency, string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why };
}
