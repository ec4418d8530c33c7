using GrantFlow.Pipeline.Jobs;

namespace GrantFlow.Pipeline.Postings;

/// <summary>The ledger being made again.</summary>
public sealed record RebuildJob : LedgerJob
{
    /// <summary>What rebuilds are called in lists.</summary>
    public const string KindName = "rebuild";

    /// <summary>Why somebody asked for it.</summary>
    public required string Reason { get; init; }

    /// <summary>Where to go on; null at the beginning and at the end.</summary>
    public string? Place { get; init; }

    /// <summary>Days that were made again from what was sealed.</summary>
    public int SealedDays { get; init; }

    /// <summary>Entries of these days.</summary>
    public long Restored { get; init; }

    /// <summary>Entries of grants that were offered to the ledger as their messages would.</summary>
    public long Journals { get; init; }

    /// <summary>What could not be made again as it was sealed, also what is not named.</summary>
    public long ProblemCount { get; init; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <inheritdoc/>
    internal override string Kind => KindName;
}
