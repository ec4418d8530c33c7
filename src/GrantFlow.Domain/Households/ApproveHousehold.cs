using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Households;

/// <summary>What one member gets.</summary>
public sealed record MemberAmount(GrantId Grant, Money Amount);

/// <summary>An officer approves the family: the first approval of some members, the second of others. Who was decided before is left alone.</summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">Who approves.</param>
/// <param name="Amounts">For members who get something else than was asked for, or than the first approval gave.</param>
/// <param name="Note">For every member's file; no personal data.</param>
public sealed record ApproveHousehold(HouseholdCommandId Id, Actor Actor, IReadOnlyList<MemberAmount> Amounts, string? Note) : HouseholdCommand(Id, Actor)
{
    /// <inheritdoc/>
    public override HouseholdDecision Decide(Household? household, IReadOnlyList<MemberStanding> members, DecisionContext context)
    {
        if (household is null)
        {
            return FamilyDecision.NotFound(this);
        }

        var belonging = FamilyDecision.Belonging(household, members);
        var covered = belonging.Where(one => FamilyDecision.Undecided.Contains(one.Grant.State)).ToList();
        var commands = covered.Select(one => new ApproveGrant(Id.To(one.Grant.Id), Actor, AmountOf(one.Grant), Note) { Household = household.Id }).ToList();
        return Conclude(
            [
                .. FamilyDecision.Standing(household, [.. FamilyDecision.OnTheirWay(members), .. FamilyDecision.InTheWay(belonging, FamilyDecision.TooEarly)], covered.Count > 0, "awaits an approval"),
                .. Strangers([.. covered.Select(one => one.Grant.Id)], [.. belonging.Select(one => one.Grant.Id)]),
                .. ChildrenLeftAlone(household, belonging, covered),
                .. FamilyDecision.Rehearse(covered, commands, context),
            ],
            commands);
    }

    private Money AmountOf(Grant grant) => Amounts.LastOrDefault(given => given.Grant == grant.Id)?.Amount ?? grant.Approved ?? grant.Application.Requested;

    private IEnumerable<Decision.Refused> Strangers(IReadOnlyList<GrantId> covered, IReadOnlyList<GrantId> belonging)
    {
        foreach (var grant in Amounts.Select(given => given.Grant).Where(grant => !covered.Contains(grant)))
        {
            yield return belonging.Contains(grant)
                ? new(RefusalCode.WrongState, $"Grant {grant} does not await an approval. Leave its amount out.")
                : new(RefusalCode.NotInHousehold, $"Grant {grant} is not in household {Id.Household}. Leave its amount out, and decide it on its own.");
        }
    }

    /// <summary>When the adults have left, withdrawn or been refused, the children that remain are children alone.</summary>
    private static IEnumerable<Decision.Refused> ChildrenLeftAlone(Household household, IReadOnlyList<(Grant Grant, int Number)> belonging, IEnumerable<(Grant Grant, int Number)> covered) =>
        household.HasAdult(belonging.Select(one => one.Grant))
            ? []
            : covered.Where(one => !one.Grant.Application.HasGuardianPapers).Select(one => new Decision.Refused(
                RefusalCode.GuardianMissing, $"Member {one.Number}, grant {one.Grant.Id}: no adult of this household is left in it. Split the child off with guardian and best-interests papers."));
}
