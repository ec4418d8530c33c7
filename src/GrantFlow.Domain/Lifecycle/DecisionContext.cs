using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>What a decision may look at besides the grant and the command.</summary>
/// <param name="Now">The time of the decision (UTC).</param>
/// <param name="Catalogue">Programmes and offices.</param>
public sealed record DecisionContext(DateTimeOffset Now, Catalogue Catalogue)
{
    /// <summary>The calendar day of the decision in UTC; postings carry it.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);
}
