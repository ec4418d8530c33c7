using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Pipeline.Rates.Layouts;

namespace GrantFlow.Pipeline.Rates;

/// <summary>Reads a file of rates as its source publishes it. Everything that is wrong is named by line, and then nothing is taken.</summary>
public static class RateFile
{
    /// <summary>The largest file in bytes: the daily and monthly files are well below it.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The most rates of one file.</summary>
    public const int MostRates = 5_000;

    /// <summary>How far ahead a rate may be dated: the accounting rate of a month is out before it begins.</summary>
    public const int DaysAhead = 10;

    private const int MostErrors = 20;

    /// <param name="source">Whose layout it is.</param>
    /// <param name="text">The file: JSON, XML or CSV, as its first character shows.</param>
    /// <param name="month">For a file that does not say of which month it is.</param>
    /// <param name="today">No rate is dated more than <see cref="DaysAhead"/> days after it.</param>
    public static (IReadOnlyList<RateLine> Lines, IReadOnlyList<RateError> Errors) Read(RateSource source, string text, DateOnly? month, DateOnly today)
    {
        var found = new RateFindings();
        switch (source, text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').FirstOrDefault())
        {
            case (RateSource.Ecb, '<'):
                EcbXml.Read(text, found);
                break;
            case (RateSource.Ecb, not ('{' or '[')):
                EcbCsv.Read(text, found);
                break;
            case (RateSource.InforEuro, '['):
                InforEuroFile.ReadJson(text, month, found);
                break;
            case (RateSource.InforEuro, not ('{' or '<')):
                InforEuroFile.ReadCsv(text, month, found);
                break;
            case (RateSource.Office, '{' or '['):
                OfficeFile.ReadJson(text, found);
                break;
            case (RateSource.Office, not '<'):
                OfficeFile.ReadCsv(text, found);
                break;
            default:
                found.Wrong(0, $"This is no file of {source}: send {(source == RateSource.Ecb ? "XML or CSV" : "JSON or CSV")} as it is published.");
                break;
        }

        return found.Check(today, MostRates, DaysAhead) is { Count: > 0 } errors ? ([], [.. errors.Take(MostErrors)]) : (found.Lines, []);
    }
}
