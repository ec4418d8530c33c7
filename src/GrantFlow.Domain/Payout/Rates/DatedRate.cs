using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.Rates;

/// <summary>A published rate and how long it may be used.</summary>
/// <param name="Source">Who publishes it.</param>
/// <param name="Rate">For one euro, from its day on.</param>
/// <param name="Until">The last day on which it may be used.</param>
public sealed record DatedRate(RateSource Source, ExchangeRate Rate, DateOnly Until)
{
    /// <summary>The longest that a rate of an office may be used.</summary>
    public const int MostDays = 31;

    /// <summary>The accounting rate of a month, until its last day.</summary>
    public static DatedRate OfMonth(Currency currency, decimal rate, DateOnly month)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        return new(RateSource.InforEuro, new(Currency.Eur, currency, rate, "InforEuro", first), first.AddMonths(1).AddDays(-1));
    }

    /// <summary>The reference rate of a working day, until the next one is out.</summary>
    public static DatedRate OfDay(Currency currency, decimal rate, DateOnly day) =>
        new(RateSource.Ecb, new(Currency.Eur, currency, rate, "ECB", day), TargetDays.After(day));

    /// <summary>An office's rate, for as many days as it says.</summary>
    public static DatedRate OfOffice(Currency currency, decimal rate, DateOnly day, int days) =>
        new(RateSource.Office, new(Currency.Eur, currency, rate, "office", day), day.AddDays(days - 1));

    /// <summary>Whether it may be used on a day.</summary>
    public bool HoldsOn(DateOnly day) => Rate.Day <= day && day <= Until;
}
