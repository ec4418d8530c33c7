using GrantFlow.Domain.Households;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Functions.Http;

/// <summary>A household as the API shows it: who was handed in together, and how each stands. Who the people are stays in the vault.</summary>
internal static class HouseholdAnswer
{
    public static object Of(Household household, IReadOnlyList<MemberStanding> members) => new
    {
        household.Id,
        household.Programme,
        household.Office,
        household.Host,
        household.Destination,
        household.SubmittedBy,
        household.SubmittedAt,
        Members = members.Select(member => Member(household, member)),
    };

    /// <summary>One of them is the office's own, or came to it as deputy.</summary>
    public static bool IsServedBy(OfficeId? office, IReadOnlyList<MemberStanding> members) => members.Any(member => member.Grant?.IsServedBy(office) == true);

    private static object Member(Household household, MemberStanding member) => new
    {
        member.Member.Grant,
        HouseholdRole = member.Grant?.Application.HouseholdRole ?? member.Member.Role,
        member.Grant?.State,
        Next = member.Grant is { } grant ? NextStep.RoleFor(grant) : null,
        member.Grant?.Application.Requested,
        member.Grant?.Approved,
        member.Grant?.Reason,
        // Split off, or never taken: decided alone, or not at all.
        Belongs = member.Grant is { } own ? own.Household == household.Id : !member.NotTaken,
    };
}
