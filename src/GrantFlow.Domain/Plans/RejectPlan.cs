using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Plans;

/// <summary>An officer rejects the change of plan that waits; the plan stays as it was.</summary>
public sealed record RejectPlan(CommandId Id, Actor Actor, int Plan, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        PlanDecision.On(grant, this, Plan, context)
            .Then(outcome => outcome.Record(GrantTrigger.ChangePlan, new PlanRejected(Reason)));
}

/// <summary>The plan stays as it was.</summary>
public sealed record PlanRejected(string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Pending = null, Reason = Why };
}
