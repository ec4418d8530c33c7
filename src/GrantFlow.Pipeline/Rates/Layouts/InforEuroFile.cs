using GrantFlow.Domain.Payout.Rates;

namespace GrantFlow.Pipeline.Rates.Layouts;

/// <summary>The European Commission's monthly accounting rates, as its service gives them: one item for each country. They do not say of which month they are.</summary>
internal static class InforEuroFile
{
    public static void ReadJson(string text, DateOnly? month, RateFindings found) => JsonItems.Read(text, found, (number, item) =>
        Take(number, month, JsonItems.Text(item, "isoA3Code"), JsonItems.Text(item, "value"), found));

    public static void ReadCsv(string text, DateOnly? month, RateFindings found)
    {
        if (CsvRows.Read(text, found) is not [var (headerLine, header), .. var rows])
        {
            return;
        }

        var code = CsvRows.Column(header, "ISOA3CODE", "ISOCODE", "ISO", "CURRENCYCODE", "CURRENCYISO");
        var value = CsvRows.Column(header, "VALUE", "RATE", "AMOUNT");
        if (code < 0 || value < 0)
        {
            found.Wrong(headerLine, "Expected a header with the columns isoA3Code and value.");
            return;
        }

        foreach (var (line, fields) in rows)
        {
            Take(line, month, fields.ElementAtOrDefault(code), fields.ElementAtOrDefault(value), found);
        }
    }

    private static void Take(int line, DateOnly? month, string? code, string? value, RateFindings found)
    {
        if (month is not { } first)
        {
            if (line <= 2)
            {
                found.Wrong(0, "The file does not say of which month it is. Give month, such as 2026-03.");
            }

            return;
        }

        if (found.CurrencyOf(line, code, published: true) is { } currency && found.RateOf(line, value) is { } rate)
        {
            found.Take(line, DatedRate.OfMonth(currency, rate, first));
        }
    }
}
