using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Households;

/// <summary>What something asked of a family leads to: a command to each member it applies to, or why not. All or nobody.</summary>
public abstract record HouseholdDecision
{
    private HouseholdDecision()
    {
    }

    /// <summary>It holds for every member it applies to.</summary>
    /// <param name="Commands">One for each of them; at least one.</param>
    public sealed record Accepted(IReadOnlyList<GrantCommand> Commands) : HouseholdDecision;

    /// <summary>It does not hold; nothing is asked of anybody.</summary>
    /// <param name="Code">Stable code.</param>
    /// <param name="Why">Plain words; names the member where it is about one.</param>
    public sealed record Refused(RefusalCode Code, string Why) : HouseholdDecision;
}
