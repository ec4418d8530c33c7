using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Plans;

/// <summary>An officer approves the change of plan that waits; the last approval it needs puts it into effect.</summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">An officer who had no part in the plan or in handing anything over.</param>
/// <param name="Plan">The number of the plan that was read.</param>
/// <param name="Note">What the officer adds, or null.</param>
public sealed record ApprovePlan(CommandId Id, Actor Actor, int Plan, string? Note) : GrantCommand(Id, Actor)
{
    /// <inheritdoc/>
    public override IEnumerable<SupplierRef> SuppliersNamed(Grant grant) => SupplierRef.Of(grant.Pending?.Parts ?? []);

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var programme = context.RulesOf(grant);
        var pending = grant.Pending;
        return PlanDecision.On(grant, this, Plan, context)
            .UnlessUnknown()
            .Unless(pending?.Approvals.Contains(Actor.Id) == true, RefusalCode.SecondApproverIsFirst, "You gave the first approval of this plan. The second needs another officer.")
            .Unless(programme is null, RefusalCode.UnknownProgramme, $"Version {grant.ProgrammeVersion} of {grant.Application.Programme} is not in the catalogue any more. Ask the programme administrator.")
            .Unless(pending is null ? [] : Outdated(grant, PlanChange.Of(pending), context))
            .Then(outcome =>
            {
                outcome.Record(GrantTrigger.ChangePlan, new PlanApproved(Note));
                if (outcome.Grant.Pending!.Approvals.Count >= pending!.ApprovalsNeeded)
                {
                    PlanChange.Of(pending).Apply(outcome, programme!);
                }
            });
    }

    /// <summary>What fitted when it was proposed may not fit any more: a delivery was disputed, a payment failed. How a supplier stands is no fault of the plan's.</summary>
    private static IEnumerable<Decision.Refused> Outdated(Grant grant, PlanChange change, DecisionContext context) =>
        PlanRules.Check(grant, change, context)
            .Select(wrong => wrong.Code is RefusalCode.SupplierNotCleared or RefusalCode.SupplierNotRegistered or RefusalCode.SupplierListStale ? wrong : new Decision.Refused(RefusalCode.PlanOutdated, $"Lines have moved since this plan was proposed. {wrong.Why} Reject it, and let the office plan anew."));
}

/// <summary>An officer approved the change of plan.</summary>
public sealed record PlanApproved(string? Note) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with
    {
        Pending = grant.Pending! with { Approvals = grant.Pending.Approvals.Add(By.Id) },
        // Who approves the plan stands behind the grant like who approved it before.
        Approvers = grant.Approvers.Contains(By.Id) ? grant.Approvers : grant.Approvers.Add(By.Id),
    };
}
