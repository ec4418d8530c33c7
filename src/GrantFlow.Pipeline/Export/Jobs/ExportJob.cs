using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Jobs;

namespace GrantFlow.Pipeline.Export.Jobs;

/// <summary>Sums of a currency.</summary>
public sealed record CurrencyTotals(Money Debits, Money Credits)
{
    /// <summary>One a currency, in order of their codes.</summary>
    internal static IReadOnlyList<CurrencyTotals> Sum(IEnumerable<CurrencyTotals> parts) =>
    [
        .. parts.GroupBy(sum => sum.Debits.Currency)
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => new CurrencyTotals(Money.Sum(group.Select(sum => sum.Debits), group.Key), Money.Sum(group.Select(sum => sum.Credits), group.Key))),
    ];
}

/// <summary>The file of an export that is done.</summary>
/// <param name="Blob">In <see cref="ContainerNames.Exports"/>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="Until">When its link ends.</param>
public sealed record ExportedFile(string Blob, long Bytes, string Sha256, DateTimeOffset Until);

/// <summary>Some days of an export, as they were read once.</summary>
/// <param name="Blob">In <see cref="ContainerNames.Exports"/>.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="SealedTo">The last sealed day before anything was read; null while nothing was ever sealed.</param>
public sealed record ExportPart(string Blob, DateOnly From, DateOnly To, DateOnly? SealedTo);

/// <summary>A part of the ledger being written into a file.</summary>
public sealed record ExportJob : LedgerJob
{
    /// <summary>What exports are called in lists.</summary>
    public const string KindName = "export";

    /// <summary>How long the file can be fetched.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromHours(24);

    /// <summary>Of what.</summary>
    public required ExportChoice Choice { get; init; }

    /// <summary>The first day that is not in a part.</summary>
    public required DateOnly Next { get; init; }

    /// <summary>Entries so far.</summary>
    public long Entries { get; init; }

    /// <summary>Rows so far, without a header.</summary>
    public long Rows { get; init; }

    /// <summary>Sums so far, in order of currencies.</summary>
    public IReadOnlyList<CurrencyTotals> Totals { get; init; } = [];

    /// <summary>The file, once it is done.</summary>
    public ExportedFile? File { get; init; }

    /// <inheritdoc/>
    internal override string Kind => KindName;

    /// <inheritdoc/>
    public override JobState StateAt(DateTimeOffset now) => File is { } file && now >= file.Until ? JobState.Expired : base.StateAt(now);

    /// <summary>With what a part has.</summary>
    internal ExportJob With(ControlTotals totals) => this with
    {
        Entries = Entries + totals.Entries,
        Rows = Rows + totals.Postings,
        Totals = CurrencyTotals.Sum(Totals.Concat(totals.ByCurrency.Values.Select(sum => new CurrencyTotals(sum.Debits, sum.Credits)))),
    };
}
