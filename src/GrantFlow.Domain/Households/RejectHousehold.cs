using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Households;

/// <summary>An officer rejects every member not decided yet. Each may appeal alone.</summary>
public sealed record RejectHousehold(HouseholdCommandId Id, Actor Actor, string Reason) : HouseholdCommand(Id, Actor)
{
    /// <summary>A likely duplicate can be rejected as it is.</summary>
    private static readonly IReadOnlyList<GrantState> TooEarly = [.. FamilyDecision.TooEarly.Where(state => state != GrantState.NeedsAdjudication)];

    /// <inheritdoc/>
    public override HouseholdDecision Decide(Household? household, IReadOnlyList<MemberStanding> members, DecisionContext context)
    {
        if (household is null)
        {
            return FamilyDecision.NotFound(this);
        }

        var belonging = FamilyDecision.Belonging(household, members);
        var covered = belonging.Where(one => GrantMachine.At(one.Grant.State, one.Grant.Facts).CanFire(GrantTrigger.Reject)).ToList();
        var commands = covered.Select(one => new RejectGrant(Id.To(one.Grant.Id), Actor, Reason)).ToList();
        return Conclude(
            [
                .. FamilyDecision.Standing(household, [.. FamilyDecision.OnTheirWay(members), .. FamilyDecision.InTheWay(belonging, TooEarly)], covered.Count > 0, "awaits a decision"),
                .. FamilyDecision.Rehearse(covered, commands, context),
            ],
            commands);
    }
}
