using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Export;

/// <summary>What an export covers.</summary>
/// <param name="From">First posting day (UTC).</param>
/// <param name="To">Last posting day (UTC), inclusive.</param>
/// <param name="Programme">One programme, or all when null.</param>
public sealed record LedgerRange(DateOnly From, DateOnly To, ProgrammeId? Programme)
{
    /// <summary>For a funder's eyes: where identities are sealed, programmes and funding lines go by their neutral names.</summary>
    public bool ForFunder { get; init; }

    /// <summary>The longest export in days.</summary>
    public const int MaxDays = 366;
}
