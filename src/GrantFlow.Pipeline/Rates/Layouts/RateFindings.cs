using System.Globalization;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Rates.Layouts;

/// <summary>What a file holds, and everything that is wrong with it.</summary>
internal sealed class RateFindings
{
    private const decimal Least = 0.000_001m;
    private const decimal Most = 100_000_000m;

    private readonly Dictionary<(RateSource, Currency, DateOnly), RateLine> _rates = [];
    private readonly List<RateError> _errors = [];

    /// <summary>Every rate once, in the order of the file.</summary>
    public IReadOnlyList<RateLine> Lines => [.. _rates.Values.OrderBy(line => line.Line)];

    public void Wrong(int line, string message) => _errors.Add(new(line, message));

    /// <summary>Takes a rate, unless it is given before: countries that share a currency repeat it.</summary>
    public void Take(int line, DatedRate rate)
    {
        var key = (rate.Source, rate.Rate.To, rate.Rate.Day);
        if (!_rates.TryAdd(key, new(line, rate)) && _rates[key].Rate != rate)
        {
            Wrong(line, $"{rate.Rate.To} on {rate.Rate.Day:yyyy-MM-dd} has another rate on line {_rates[key].Line}.");
        }
    }

    /// <summary>A currency, or null: the euro is the base.</summary>
    /// <param name="line">Where.</param>
    /// <param name="text">Its code.</param>
    /// <param name="published">An official file may hold currencies that nobody is paid in (funds codes, those that are no more): they are passed over.</param>
    public Currency? CurrencyOf(int line, string? text, bool published = false)
    {
        if (Currency.TryParse(text?.Trim(), out var currency))
        {
            return currency == Currency.Eur ? null : currency;
        }

        if (published && text is { Length: 3 } && text.All(char.IsAsciiLetterUpper))
        {
            return null;
        }

        Wrong(line, $"Expected {Currency.Expected}, found {Quoted(text)}.");
        return null;
    }

    /// <summary>A rate within its bounds, or null.</summary>
    public decimal? RateOf(int line, string? text)
    {
        if (decimal.TryParse(text?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= Least and <= Most)
        {
            return rate;
        }

        Wrong(line, $"Expected a rate such as 1431.25, from 0.000001 to 100000000, found {Quoted(text)}.");
        return null;
    }

    /// <summary>A day, or null.</summary>
    public DateOnly? DayOf(int line, string? text, params string[] forms)
    {
        if (DateOnly.TryParseExact(text?.Trim(), forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Wrong(line, $"Expected a day such as {new DateOnly(2026, 3, 31).ToString(forms[0], CultureInfo.InvariantCulture)}, found {Quoted(text)}.");
        return null;
    }

    /// <summary>All errors, in the order of the file.</summary>
    public IReadOnlyList<RateError> Check(DateOnly today, int mostRates, int daysAhead)
    {
        foreach (var (line, rate) in _rates.Values.Where(one => one.Rate.Rate.Day.Year < 2000 || one.Rate.Rate.Day > today.AddDays(daysAhead)))
        {
            Wrong(line, $"{rate.Rate.Day:yyyy-MM-dd} is before 2000 or more than {daysAhead} days ahead.");
        }

        if (_rates.Count > mostRates)
        {
            Wrong(0, $"The file has {_rates.Count} rates. Send at most {mostRates}.");
        }

        if (_rates.Count == 0 && _errors.Count == 0)
        {
            Wrong(0, "The file has no rate.");
        }

        return [.. _errors.OrderBy(error => error.Line)];
    }

    /// <summary>What was found, cut short, so that an answer never grows with a file.</summary>
    public static string Quoted(string? text) => text is null ? "nothing" : $"\"{new string([.. text.Where(letter => !char.IsControl(letter)).Take(30)])}\"";
}
