using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>An officer asks intake to amend; approvals given so far fall.</summary>
public sealed record ReturnGrant(CommandId Id, Actor Actor, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Officer)
            .From(GrantTrigger.Return)
            .Then(outcome => outcome.Record(GrantTrigger.Return, new GrantReturned(Reason)));
}

/// <summary>Back with intake.</summary>
public sealed record GrantReturned(string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why, Approved = null, Approvers = [] };
}
