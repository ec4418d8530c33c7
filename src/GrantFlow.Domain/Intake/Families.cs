using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Intake;

/// <summary>Whether the programme takes households, and whether the role in the family fits the person's age.</summary>
internal static class Families
{
    public static IEnumerable<Decision.Refused> Check(Application application, Programme programme)
    {
        if (application.Household is not null && !programme.Families)
        {
            yield return new(RefusalCode.FamiliesNotCovered, $"{programme.Id} takes no household cases. Hand each person in on their own.");
        }

        if (application is { HouseholdRole: HouseholdRole.FamilyMember, UnderAge: true })
        {
            yield return new(RefusalCode.RoleNotForAge, $"A family member under {SystemRules.AdultAge} is a minor. Give householdRole minor.");
        }

        if (application is { HouseholdRole: HouseholdRole.Minor, UnderAge: false })
        {
            yield return new(RefusalCode.RoleNotForAge, $"The person is {SystemRules.AdultAge} or older and so no minor. Give householdRole family-member or principal.");
        }
    }
}
