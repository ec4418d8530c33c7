using System.Collections.Immutable;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Plans;

/// <summary>
/// The country office plans anew what is not fixed yet: less money, other kinds of help, another route. It holds at once
/// unless officers have to approve it.
/// </summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">An officer of the grant's own office.</param>
/// <param name="Amount">The grant's new amount, fixed lines included; never above the approved one.</param>
/// <param name="Parts">Before the split none; later what takes the place of every line that can still be called off.</param>
/// <param name="Route">A payout route that takes the place of the one on file; null keeps it.</param>
/// <param name="Reason">Why, in plain words; no personal data.</param>
public sealed record ChangePlan(CommandId Id, Actor Actor, Money Amount, IReadOnlyList<SplitPart> Parts, PayoutRoute? Route, string Reason) : GrantCommand(Id, Actor)
{
    /// <inheritdoc/>
    public override IEnumerable<SupplierRef> SuppliersNamed(Grant grant) => SupplierRef.Of(Parts);

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var change = new PlanChange(Amount, SupplierRules.Named(Parts, context), Route, Reason);
        return PlanProposal.On(grant, this, context)
            .Unless(PlanRules.Check(grant, change, context))
            .Then(outcome => PlanProposal.Put(outcome, change));
    }
}

/// <summary>A change of plan waits for officers.</summary>
public sealed record PlanProposed(Money Amount, ImmutableList<SplitPart> Parts, PayoutRoute? Route, string Why, int ApprovalsNeeded) : GrantEvent
{
    /// <summary>The one line that is to be called off; null where the plan replaces every line that can be.</summary>
    public LineId? Only { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant.HandledBy(By.Id) with
    {
        Pending = new PendingPlan(Version, By.Id, At, Amount, Parts, Route, Why, ApprovalsNeeded) { Only = Only },
        Reason = Why,
    };
}
