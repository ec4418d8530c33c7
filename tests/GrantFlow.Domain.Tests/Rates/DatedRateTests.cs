using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Rates;

/// <summary>How long a rate of each source may be used, and which one is.</summary>
public sealed class DatedRateTests
{
    private static readonly Currency Dinar = Currency.Parse("IQD");

    [Theory]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    [InlineData(2285, 3, 22)]
    public void Easter_is_when_it_is(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), TargetDays.EasterSunday(year));

    [Theory]
    // A weekday, a Friday, the days around Easter, the first of May on a Friday, Christmas before a week-end.
    [InlineData("2026-03-10", "2026-03-11")]
    [InlineData("2026-03-13", "2026-03-16")]
    [InlineData("2026-04-02", "2026-04-07")]
    [InlineData("2026-04-30", "2026-05-04")]
    [InlineData("2026-12-24", "2026-12-28")]
    [InlineData("2025-12-31", "2026-01-02")]
    public void A_daily_rate_holds_until_the_next_one_is_out(string day, string until)
    {
        var rate = DatedRate.OfDay(Dinar, 1431.25m, DateOnly.Parse(day));

        Assert.Equal(DateOnly.Parse(until), rate.Until);
        Assert.True(rate.HoldsOn(rate.Until) && rate.HoldsOn(rate.Rate.Day));
        Assert.False(rate.HoldsOn(rate.Until.AddDays(1)) || rate.HoldsOn(rate.Rate.Day.AddDays(-1)));
    }

    [Theory]
    [InlineData("2026-02-17", "2026-02-01", "2026-02-28")]
    [InlineData("2028-02-01", "2028-02-01", "2028-02-29")]
    [InlineData("2026-12-31", "2026-12-01", "2026-12-31")]
    public void A_monthly_rate_holds_for_its_month(string within, string from, string until)
    {
        var rate = DatedRate.OfMonth(Dinar, 1431.25m, DateOnly.Parse(within));

        Assert.Equal((DateOnly.Parse(from), DateOnly.Parse(until)), (rate.Rate.Day, rate.Until));
    }

    [Fact]
    public void An_office_rate_holds_for_as_many_days_as_it_says() =>
        Assert.Equal((1, 7), (DatedRate.OfOffice(Dinar, 1, new(2026, 3, 1), 1).Until.Day, DatedRate.OfOffice(Dinar, 1, new(2026, 3, 1), 7).Until.Day));

    [Fact]
    public void The_preferred_source_that_holds_is_used_and_an_old_rate_never()
    {
        DatedRate[] known = [DatedRate.OfMonth(Dinar, 1430, new(2026, 2, 1)), DatedRate.OfDay(Dinar, 1440, new(2026, 3, 9)), DatedRate.OfOffice(Dinar, 1450, new(2026, 3, 8), 7)];
        var of = (DateOnly day, RateSource[] preference) => RateChoice.Of(Currency.Eur, Dinar, day, known, preference);

        Assert.Equal(1440, of(new(2026, 3, 10), [RateSource.InforEuro, RateSource.Ecb, RateSource.Office]).Rate!.Rate);
        Assert.Equal(1450, of(new(2026, 3, 10), [RateSource.Office, RateSource.Ecb]).Rate!.Rate);
        Assert.Equal(1450, of(new(2026, 3, 14), [RateSource.InforEuro, RateSource.Ecb, RateSource.Office]).Rate!.Rate);
        Assert.Equal(RefusalCode.RateStale, of(new(2026, 3, 15), [RateSource.InforEuro, RateSource.Ecb, RateSource.Office]).Refused!.Code);
        Assert.Equal(RefusalCode.RateStale, of(new(2026, 3, 10), [RateSource.InforEuro]).Refused!.Code);
        Assert.Equal(RefusalCode.RateMissing, of(new(2026, 1, 31), [RateSource.InforEuro, RateSource.Ecb, RateSource.Office]).Refused!.Code);
        Assert.Equal(RefusalCode.RateMissing, RateChoice.Of(Currency.Eur, Currency.Parse("AFN"), new(2026, 3, 10), known, RateChoice.Preference).Refused!.Code);
    }
}
