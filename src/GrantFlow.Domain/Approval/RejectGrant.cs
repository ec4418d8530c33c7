using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>An officer rejects, with a reason the person can understand.</summary>
public sealed record RejectGrant(CommandId Id, Actor Actor, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Officer)
            .From(GrantTrigger.Reject)
            .Unless(grant.Submitters.Contains(Actor.Id), RefusalCode.OwnSubmission, "Nobody decides on what they submitted. Ask another officer.")
            .Then(outcome => outcome.Record(GrantTrigger.Reject, new GrantRejected(Reason)));
}

/// <summary>Rejected; may be appealed.</summary>
public sealed record GrantRejected(string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why, Approved = null, Approvers = [], Deciders = grant.Deciders.Add(By.Id) };
}
