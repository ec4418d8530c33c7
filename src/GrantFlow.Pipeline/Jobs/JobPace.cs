namespace GrantFlow.Pipeline.Jobs;

/// <summary>How much is done in one slice. A slice that has begun a day or page ends it first.</summary>
/// <param name="Time">After which nothing more is begun.</param>
/// <param name="Days">The most days of an export.</param>
/// <param name="Rows">After which no day is begun.</param>
public sealed record JobPace(TimeSpan Time, int Days, long Rows)
{
    /// <summary>Far below what the platform lets a function run, and enough that a slice's own requests do not count.</summary>
    public static JobPace Usual { get; } = new(TimeSpan.FromSeconds(45), Days: 92, Rows: 500_000);
}
