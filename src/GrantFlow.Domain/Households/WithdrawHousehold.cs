using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Households;

/// <summary>The family withdraws: everybody in it who still can. As for one person, at any moment and without prejudice.</summary>
public sealed record WithdrawHousehold(HouseholdCommandId Id, Actor Actor, string? Reason) : HouseholdCommand(Id, Actor)
{
    /// <inheritdoc/>
    public override HouseholdDecision Decide(Household? household, IReadOnlyList<MemberStanding> members, DecisionContext context)
    {
        if (household is null)
        {
            return FamilyDecision.NotFound(this);
        }

        var covered = FamilyDecision.Belonging(household, members)
            .Where(one => GrantMachine.At(one.Grant.WorkingState, one.Grant.Facts).CanFire(GrantTrigger.Withdraw)).ToList();
        var commands = covered.Select(one => new WithdrawGrant(Id.To(one.Grant.Id), Actor, Reason)).ToList();
        return Conclude(
            [
                .. FamilyDecision.Standing(household, FamilyDecision.OnTheirWay(members), covered.Count > 0, "has a grant that can still be withdrawn"),
                .. FamilyDecision.Rehearse(covered, commands, context),
            ],
            commands);
    }
}
