using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Export;

/// <summary>What an export covers: days, and of these what all conditions given let through.</summary>
/// <param name="From">First posting day (UTC).</param>
/// <param name="To">Last posting day (UTC), inclusive.</param>
/// <param name="Programme">One programme, or all when null.</param>
public sealed record LedgerRange(DateOnly From, DateOnly To, ProgrammeId? Programme)
{
    /// <summary>The longest export in days.</summary>
    public const int MaxDays = 366;

    /// <summary>For a funder's eyes: where identities are sealed, programmes and funding lines go by their neutral names.</summary>
    public bool ForFunder { get; init; }

    /// <summary>One funding line, or all when null.</summary>
    public FundingLineId? Line { get; init; }

    /// <summary>One funder, by the name in the catalogue; <see cref="FunderLines"/> are theirs.</summary>
    public string? Funder { get; init; }

    /// <summary>The funding lines of <see cref="Funder"/>; null when all funders are meant.</summary>
    public IReadOnlySet<FundingLineId>? FunderLines { get; init; }

    /// <summary>One country office. Entries without an office are then left out: none was chosen yet, or it was not kept yet.</summary>
    public OfficeId? Office { get; init; }

    /// <summary>One account: of each entry, the rows on it.</summary>
    public Account? Account { get; init; }

    /// <summary>One period, as the entries themselves say: what came late counts in an earlier one than its day's, what came after a soft closing in a later one.</summary>
    public AccountingPeriod? Period { get; init; }

    /// <summary>Where an earlier download broke off: what comes behind it is exported, without a beginning of its own.</summary>
    public LedgerPlace? After { get; init; }

    /// <summary>The programme that storage is asked for.</summary>
    internal ProgrammeId? Stored => Programme ?? Line?.Programme;

    /// <summary>An entry with those of its postings that are asked for, or null.</summary>
    public PostedEntry? Choose(PostedEntry entry)
    {
        if ((Programme is { } programme && entry.Programme != programme)
            || (Line is { } line && entry.FundingLine != line)
            || (FunderLines is { } lines && !lines.Contains(entry.FundingLine))
            || (Office is { } office && entry.Office != office)
            || (Period is { } period && entry.Period != period))
        {
            return null;
        }

        return Account is not { } account ? entry
            : entry.Postings.Where(posting => posting.Account == account).ToList() is { Count: > 0 } chosen ? entry with { Postings = chosen }
            : null;
    }
}
