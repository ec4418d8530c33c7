using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Export.Jobs;

/// <summary>Which part of the ledger a job exports, and as what. A funder's lines are those of the day on which it was asked for.</summary>
/// <param name="From">First posting day (UTC).</param>
/// <param name="To">Last posting day (UTC), inclusive.</param>
/// <param name="Format">As what.</param>
public sealed record ExportChoice(DateOnly From, DateOnly To, ExportFormat Format)
{
    /// <summary>The longest job in days: ten years.</summary>
    public const int MaxDays = 3653;

    /// <summary>See <see cref="LedgerRange"/>, as all that follow.</summary>
    public ProgrammeId? Programme { get; init; }

    /// <summary>One funding line.</summary>
    public FundingLineId? Line { get; init; }

    /// <summary>One funder.</summary>
    public string? Funder { get; init; }

    /// <summary>Their funding lines.</summary>
    public IReadOnlyList<FundingLineId>? FunderLines { get; init; }

    /// <summary>One country office.</summary>
    public OfficeId? Office { get; init; }

    /// <summary>One account.</summary>
    public Account? Account { get; init; }

    /// <summary>One period.</summary>
    public AccountingPeriod? Period { get; init; }

    /// <summary>With neutral names.</summary>
    public bool ForFunder { get; init; }

    /// <summary>Days in all.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>What was chosen.</summary>
    public static ExportChoice Of(LedgerRange range, ExportFormat format) => new(range.From, range.To, format)
    {
        Programme = range.Programme,
        Line = range.Line,
        Funder = range.Funder,
        FunderLines = range.FunderLines is { } lines ? [.. lines.OrderBy(line => line.Value, StringComparer.Ordinal)] : null,
        Office = range.Office,
        Account = range.Account,
        Period = range.Period,
        ForFunder = range.ForFunder,
    };

    /// <summary>The same for some of its days.</summary>
    public LedgerRange Range(DateOnly from, DateOnly to) => new(from, to, Programme)
    {
        Line = Line,
        Funder = Funder,
        FunderLines = FunderLines?.ToHashSet(),
        Office = Office,
        Account = Account,
        Period = Period,
        ForFunder = ForFunder,
    };
}
