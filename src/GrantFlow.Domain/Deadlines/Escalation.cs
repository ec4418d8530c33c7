using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Deadlines;

/// <summary>Nobody moved for too long. It lasts until the grant moves on to another state.</summary>
/// <param name="Turn">Whose turn it was.</param>
/// <param name="On">The day on which it was found (UTC).</param>
/// <param name="Deputy">The office that may act in place of the grant's own; null where it is on the deputies' list only.</param>
public sealed record Escalation(Role Turn, DateOnly On, OfficeId? Deputy);

/// <summary>A hold that is over.</summary>
/// <param name="From">The day on which it began (UTC).</param>
/// <param name="Until">The day on which it was lifted: no longer part of it.</param>
public sealed record HeldPeriod(DateOnly From, DateOnly Until)
{
    /// <summary>Days on which clocks stood still, counted from a day on.</summary>
    public int DaysSince(DateOnly first) => Math.Max(0, Until.DayNumber - Math.Max(From.DayNumber, first.DayNumber));
}
