using GrantFlow.Domain.Payout.Rates;

namespace GrantFlow.Pipeline.Rates.Layouts;

/// <summary>The European Central Bank's <c>eurofxref.csv</c>, daily or historical: a column for each currency, a line for each day.</summary>
internal static class EcbCsv
{
    public static void Read(string text, RateFindings found)
    {
        if (CsvRows.Read(text, found) is not [var (headerLine, header), .. var days])
        {
            return;
        }

        if (header is not [var first, ..] || !first.Equals("Date", StringComparison.OrdinalIgnoreCase))
        {
            found.Wrong(headerLine, "Expected the header \"Date, USD, JPY, …\".");
            return;
        }

        // The file ends every line with a comma.
        var columns = header.Skip(1).Select((code, at) => (Code: code, At: at + 1)).Where(column => column.Code.Length > 0)
            .Select(column => (Currency: Known(column.Code), column.Code, column.At)).ToList();
        foreach (var (line, fields) in days)
        {
            if (found.DayOf(line, fields[0], "yyyy-MM-dd", "dd MMMM yyyy", "d MMMM yyyy") is not { } day)
            {
                continue;
            }

            foreach (var (currency, code, at) in columns)
            {
                var cell = at < fields.Length ? fields[at] : null;
                // A currency that is not quoted any more, on that day or at all.
                if (cell is "N/A" or "" || currency is not { } quoted)
                {
                    continue;
                }

                if (found.RateOf(line, cell) is { } rate)
                {
                    found.Take(line, DatedRate.OfDay(quoted, rate, day));
                }
            }
        }
    }

    /// <summary>The historical file has columns of currencies that are no more.</summary>
    private static Domain.Values.Currency? Known(string code) => Domain.Values.Currency.TryParse(code, out var currency) && currency != Domain.Values.Currency.Eur ? currency : null;
}
