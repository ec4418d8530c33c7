using GrantFlow.Domain.Households;
using GrantFlow.Pipeline.Commit;

namespace GrantFlow.Pipeline.Households;

/// <summary>A family's grants as they stand.</summary>
public sealed class HouseholdMembers(GrantStore grants)
{
    /// <summary>Every member in the household's order.</summary>
    public async Task<IReadOnlyList<MemberStanding>> Of(Household? household, CancellationToken cancellationToken) =>
        await Task.WhenAll((household?.Members ?? []).Select(member => Stands(member, cancellationToken)));

    private async Task<MemberStanding> Stands(HouseholdMember member, CancellationToken cancellationToken)
    {
        var grant = (await grants.Find(member.Grant, cancellationToken))?.Grant;
        return new(member, grant, NotTaken: grant is null && await grants.FindOutcome(member.HandedIn, cancellationToken) is { Code: not null });
    }
}
