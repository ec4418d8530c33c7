using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Export.Jobs;

namespace GrantFlow.Functions.Http.Exports;

/// <summary>Reads which part of the ledger is asked for. What does not go together is said before anything is read.</summary>
internal sealed class ExportRequest(Catalogue catalogue)
{
    public static readonly string[] Parameters = ["from", "to", "programme", "line", "funder", "office", "account", "period", "for"];

    /// <exception cref="BadRequestException">A value is none, unknown, or contradicts another.</exception>
    public LedgerRange Read(Query query) => Read(query, LedgerRange.MaxDays, "For more, up to ten years, ask for a file: POST /api/ledger/exports.");

    /// <summary>The same of the days that a file may have.</summary>
    /// <exception cref="BadRequestException">A value is none, unknown, or contradicts another.</exception>
    public LedgerRange ReadLong(Query query) => Read(query, ExportChoice.MaxDays, "Ask for more than one file.");

    private LedgerRange Read(Query query, int maxDays, string orElse)
    {
        var (from, to) = Days(query, maxDays, orElse);
        var (programme, line) = (query.Value<ProgrammeId>("programme"), query.Value<FundingLineId>("line"));
        if (programme is { } asked && !catalogue.Has(asked))
        {
            throw new BadRequestException("programme", $"There is no programme {asked}.");
        }

        if (line is { } one)
        {
            Check(one, programme);
        }

        return new LedgerRange(from, to, programme)
        {
            Line = line,
            Funder = query["funder"],
            FunderLines = query["funder"] is { } funder ? LinesOf(funder, programme, line) : null,
            Office = query.Value<OfficeId>("office") is not { } office ? null
                : catalogue.Find(office) is not null ? office
                : throw new BadRequestException("office", $"There is no office {office}."),
            Account = query.Name<Account>("account"),
            Period = query.Value<AccountingPeriod>("period") is not { } period ? null
                : Earliest(period) <= to ? period
                : throw new BadRequestException("period", $"What counts in {period} is posted on {Earliest(period):yyyy-MM-dd} or later, and the range ends on {to:yyyy-MM-dd}."),
            ForFunder = query["for"] switch
            {
                null => false,
                "funder" => true,
                _ => throw new BadRequestException("for", "Expected funder, or leave it out."),
            },
        };
    }

    /// <summary>The days of a range, both inclusive.</summary>
    /// <exception cref="BadRequestException">They are none, or too many.</exception>
    public static (DateOnly From, DateOnly To) Days(Query query) => Days(query, LedgerRange.MaxDays, "Ask year by year.");

    private static (DateOnly From, DateOnly To) Days(Query query, int maxDays, string orElse)
    {
        var (from, to) = (query.Day("from"), query.Day("to"));
        return to < from ? throw new BadRequestException("to", "The last day is before the first.")
            : to.DayNumber - from.DayNumber >= maxDays ? throw new BadRequestException("to", $"At most {maxDays} days at once. {orElse}")
            : (from, to);
    }

    /// <summary>A month that runs may be soft-closed; what is posted on it then counts in the next one, which is open as long as it has not begun.</summary>
    private static DateOnly Earliest(AccountingPeriod period) => period.From > DateOnly.MinValue ? period.From.AddMonths(-1) : period.From;

    private void Check(FundingLineId line, ProgrammeId? programme)
    {
        if (programme is { } other && line.Programme != other)
        {
            throw new BadRequestException("line", $"The funding line {line} is of the programme {line.Programme}, not of {other}. Leave one of the two out.");
        }

        if (!Lines(line.Programme).Any(one => one.Id == line))
        {
            throw new BadRequestException("line", $"There is no funding line {line}.");
        }
    }

    /// <summary>The funding lines of a funder, in any version of the rules.</summary>
    /// <exception cref="BadRequestException">There is no such funder, or it pays nothing of what else is asked for.</exception>
    public HashSet<FundingLineId> LinesOf(string funder, ProgrammeId? programme, FundingLineId? line)
    {
        var all = catalogue.Versions.Keys.SelectMany(Lines).ToList();
        var lines = all.Where(one => one.Funder == funder).Select(one => one.Id).ToHashSet();
        if (lines.Count == 0)
        {
            throw new BadRequestException("funder", $"There is no such funder; there are {string.Join(", ", all.Select(one => one.Funder).OfType<string>().Distinct().Order(StringComparer.Ordinal))}.");
        }

        return lines.Any(one => (line is null || one == line) && (programme is null || one.Programme == programme))
            ? lines
            : throw new BadRequestException("funder", $"This funder pays no part of {(line?.Value ?? programme?.Value)}.");
    }

    /// <summary>The funding lines of every version of a programme's rules.</summary>
    private IEnumerable<FundingLine> Lines(ProgrammeId programme) => catalogue.Versions.GetValueOrDefault(programme)?.SelectMany(version => version.FundingLines) ?? [];
}
