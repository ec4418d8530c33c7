using System.Globalization;
using GrantFlow.Domain.Payout.Rates;

namespace GrantFlow.Pipeline.Rates.Layouts;

/// <summary>Rates that a country office found: currency, day, rate, and for how many days each may be used.</summary>
internal static class OfficeFile
{
    public static void ReadJson(string text, RateFindings found) => JsonItems.Read(text, found, (number, item) =>
        Take(number, JsonItems.Text(item, "currency"), JsonItems.Text(item, "day"), JsonItems.Text(item, "rate"), JsonItems.Text(item, "days"), found));

    public static void ReadCsv(string text, RateFindings found)
    {
        if (CsvRows.Read(text, found) is not [var (headerLine, header), .. var rows])
        {
            return;
        }

        int[] columns = [CsvRows.Column(header, "CURRENCY"), CsvRows.Column(header, "DAY"), CsvRows.Column(header, "RATE"), CsvRows.Column(header, "DAYS")];
        if (columns.Contains(-1))
        {
            found.Wrong(headerLine, "Expected a header with the columns currency, day, rate and days.");
            return;
        }

        foreach (var (line, fields) in rows)
        {
            Take(line, fields.ElementAtOrDefault(columns[0]), fields.ElementAtOrDefault(columns[1]), fields.ElementAtOrDefault(columns[2]), fields.ElementAtOrDefault(columns[3]), found);
        }
    }

    private static void Take(int line, string? code, string? on, string? value, string? days, RateFindings found)
    {
        var (currency, day, rate) = (found.CurrencyOf(line, code), found.DayOf(line, on, "yyyy-MM-dd"), found.RateOf(line, value));
        if (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > DatedRate.MostDays)
        {
            found.Wrong(line, $"Expected for how many days it may be used, from 1 to {DatedRate.MostDays}, found {RateFindings.Quoted(days)}.");
            return;
        }

        if (currency is { } to && day is { } from && rate is { } units)
        {
            found.Take(line, DatedRate.OfOffice(to, units, from, number));
        }
    }
}
