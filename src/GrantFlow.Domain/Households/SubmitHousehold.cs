using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Households;

/// <summary>One member's application.</summary>
public sealed record MemberApplication(GrantId Grant, Application Application);

/// <summary>Intake hands a family in. Either everybody's application fits, or nobody's is taken.</summary>
public sealed record SubmitHousehold(HouseholdCommandId Id, Actor Actor, IReadOnlyList<MemberApplication> Members) : HouseholdCommand(Id, Actor)
{
    /// <summary>The household as it is kept.</summary>
    public Household Household(DateTimeOffset at)
    {
        var shared = Members[0].Application;
        return new(
            Id.Household, shared.Programme, shared.Office, shared.Host, shared.Destination,
            [.. Members.Select(member => new HouseholdMember(member.Grant, member.Application.HouseholdRole, Id.To(member.Grant)))], Actor.Id, at);
    }

    /// <inheritdoc/>
    public override HouseholdDecision Decide(Household? household, IReadOnlyList<MemberStanding> members, DecisionContext context)
    {
        if (household is not null)
        {
            return new HouseholdDecision.Refused(RefusalCode.AlreadySubmitted, $"Household {household.Id} was handed in on {household.SubmittedAt:yyyy-MM-dd}. Use a new Idempotency-Key for another family.");
        }

        var commands = Members.Select(member => new SubmitGrant(Id.To(member.Grant), Actor, member.Application with { Household = Id.Household })).ToList();
        return Conclude([.. Together(), .. commands.SelectMany((command, at) => Alone(command, at, context))], commands);
    }

    private static IEnumerable<Decision.Refused> Alone(SubmitGrant command, int at, DecisionContext context)
    {
        if (GrantDecider.Decide(null, command, context) is Decision.Refused refused)
        {
            yield return refused with { Why = $"Member {at + 1}: {refused.Why}" };
        }
    }

    /// <summary>What makes several people one family.</summary>
    private IEnumerable<Decision.Refused> Together()
    {
        if (Members.Count is < Households.Household.FewestMembers or > Households.Household.MostMembers)
        {
            yield return new(RefusalCode.HouseholdIncomplete, $"A household has {Households.Household.FewestMembers} to {Households.Household.MostMembers} members; {Members.Count} were given. Hand in one person alone as a grant.");
            yield break;
        }

        var principals = Members.Count(member => member.Application.HouseholdRole == HouseholdRole.Principal);
        if (principals != 1)
        {
            yield return new(RefusalCode.HouseholdIncomplete, $"A household has exactly one principal; {principals} were given. Say who it is.");
        }

        if (Members.Select(member => (member.Application.Programme, member.Application.Office, member.Application.Host, member.Application.Destination)).Distinct().Count() > 1)
        {
            yield return new(RefusalCode.HouseholdIncomplete, "The members of a household share programme, office, host and destination. Hand in those who do not on their own.");
        }

        // With nobody of age in the family, every child in it is alone.
        if (Members.All(member => member.Application.IsChild))
        {
            foreach (var (member, at) in Members.Select((member, at) => (member.Application, at)).Where(child => !child.Application.HasGuardianPapers))
            {
                yield return new(RefusalCode.GuardianMissing, $"Member {at + 1}: nobody in this household is of age, so each {member.HouseholdRole.Plain()} needs a guardian and a best-interests determination on file.");
            }
        }
    }
}
