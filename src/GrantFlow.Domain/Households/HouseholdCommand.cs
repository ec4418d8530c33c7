using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Households;

/// <summary>Something asked of a whole family. It moves nothing itself: it becomes one command to each grant it applies to, and each grant decides its own.</summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">Who asks.</param>
public abstract record HouseholdCommand(HouseholdCommandId Id, Actor Actor)
{
    /// <summary>Decides for show, with every member as they stand.</summary>
    /// <param name="household">Null when there is none.</param>
    /// <param name="members">All of them, in the household's order.</param>
    /// <param name="context">Time and catalogue.</param>
    public abstract HouseholdDecision Decide(Household? household, IReadOnlyList<MemberStanding> members, DecisionContext context);

    /// <summary>The first reason by precedence, then by the members' order; or the commands.</summary>
    private protected static HouseholdDecision Conclude(IEnumerable<Decision.Refused> refusals, IReadOnlyList<GrantCommand> commands) =>
        refusals.MinBy(refusal => refusal.Code) is { } first
            ? new HouseholdDecision.Refused(first.Code, first.Why)
            : new HouseholdDecision.Accepted(commands);
}
