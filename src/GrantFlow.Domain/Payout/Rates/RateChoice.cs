using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.Rates;

/// <summary>Which of the published rates converts a payment, or why none does. An old rate is never used because there is no other.</summary>
public static class RateChoice
{
    /// <summary>From which source first, where nobody says otherwise: the rate that funders' accounts are kept in, then the daily one, then the office's own.</summary>
    public static IReadOnlyList<RateSource> Preference { get; } = [RateSource.InforEuro, RateSource.Ecb, RateSource.Office];

    /// <summary>The rate of the preferred source that holds on a day.</summary>
    /// <param name="from">The grants' currency.</param>
    /// <param name="to">The currency that people are paid in.</param>
    /// <param name="day">When the money leaves.</param>
    /// <param name="newest">Of each source the newest rate up to that day.</param>
    /// <param name="preference">Sources in order; others are not used.</param>
    public static (ExchangeRate? Rate, Decision.Refused? Refused) Of(Currency from, Currency to, DateOnly day, IReadOnlyCollection<DatedRate> newest, IReadOnlyList<RateSource> preference)
    {
        var known = newest.Where(one => preference.Contains(one.Source) && one.Rate.From == from && one.Rate.To == to && one.Rate.Day <= day)
            .OrderBy(one => preference.ToList().IndexOf(one.Source)).ToList();
        if (known.Find(one => one.HoldsOn(day)) is { } holds)
        {
            return (holds.Rate, null);
        }

        return (null, known.MaxBy(one => one.Until) is { } last
            ? new(RefusalCode.RateStale, $"The newest rate from {from} to {to} is {last.Rate.Source}'s of {last.Rate.Day:yyyy-MM-dd}, which holds until {last.Until:yyyy-MM-dd}; the payment is of {day:yyyy-MM-dd}. Import a newer one.")
            : new(RefusalCode.RateMissing, $"There is no rate from {from} to {to} up to {day:yyyy-MM-dd}. Import one ({string.Join(", ", preference)}), or pay in {from}."));
    }
}
