using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Jobs;

namespace GrantFlow.Pipeline.Postings;

/// <summary>The ledger of some days being compared with the journals it is made of.</summary>
public sealed record ReconciliationJob : LedgerJob
{
    /// <summary>What reconciliations are called in lists.</summary>
    public const string KindName = "reconciliation";

    /// <summary>First posting day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last posting day, inclusive.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Where to go on; null at the beginning and at the end.</summary>
    public string? Place { get; init; }

    /// <summary>What the journals have.</summary>
    public ReconciledSide Journals { get; init; } = ReconciledSide.Nothing;

    /// <summary>What the ledger has.</summary>
    public ReconciledSide Ledger { get; init; } = ReconciledSide.Nothing;

    /// <summary>Entries on a later day, because their own was sealed before they came.</summary>
    public long Late { get; init; }

    /// <summary>Entries so new that they may still be on their way.</summary>
    public long OnTheWay { get; init; }

    /// <summary>All differences.</summary>
    public long Differences { get; init; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<LedgerDifference> Named { get; init; } = [];

    /// <inheritdoc/>
    internal override string Kind => KindName;
}

/// <summary>What was counted on one side.</summary>
/// <param name="Entries">Entries.</param>
/// <param name="Postings">Their postings.</param>
/// <param name="Totals">Sums, in order of currencies.</param>
public sealed record ReconciledSide(long Entries, long Postings, IReadOnlyList<CurrencyTotals> Totals)
{
    /// <summary>Before anything was counted.</summary>
    public static ReconciledSide Nothing { get; } = new(0, 0, []);

    internal ReconciledSide With(ControlTotals part) => new(
        Entries + part.Entries,
        Postings + part.Postings,
        CurrencyTotals.Sum(Totals.Concat(part.ByCurrency.Values.Select(sum => new CurrencyTotals(sum.Debits, sum.Credits)))));
}
