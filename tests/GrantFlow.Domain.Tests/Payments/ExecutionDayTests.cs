using System.Globalization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Payout.Routes;

namespace GrantFlow.Domain.Tests.Payments;

/// <summary>On which day a bank is asked to pay what is released at a moment.</summary>
public sealed class ExecutionDayTests
{
    private static readonly CutOff Kabul = new(new(11, 0), "Asia/Kabul");
    private static readonly CutOff Berlin = new(new(14, 0), "Europe/Berlin");
    private static readonly CutOff Wellington = new(new(9, 0), "Pacific/Auckland");

    [Theory]
    [InlineData("2026-01-07T06:29:59Z", "2026-01-07", "the last second before eleven in Kabul")]
    [InlineData("2026-01-07T06:30:00Z", "2026-01-08", "eleven o'clock is too late")]
    [InlineData("2026-01-09T06:29:59Z", "2026-01-09", "a Friday in time")]
    [InlineData("2026-01-09T06:30:00Z", "2026-01-12", "a Friday too late: Monday")]
    [InlineData("2026-01-10T05:00:00Z", "2026-01-12", "a Saturday")]
    [InlineData("2026-01-11T05:00:00Z", "2026-01-12", "a Sunday")]
    [InlineData("2026-01-07T21:00:00Z", "2026-01-08", "Wednesday here is Thursday there")]
    [InlineData("2026-01-09T21:00:00Z", "2026-01-12", "Friday here is Saturday there")]
    [InlineData("2026-01-11T21:00:00Z", "2026-01-12", "Sunday here is Monday there")]
    public void Today_before_the_cut_off_of_the_place_else_the_next_working_day(string now, string day, string what) => Assert.Equal((day, what), (Of(now, Kabul), what));

    [Theory]
    [InlineData("2026-07-08T11:59:59Z", "2026-07-08")]
    [InlineData("2026-07-08T12:00:00Z", "2026-07-09")]
    [InlineData("2026-01-07T12:00:00Z", "2026-01-07")]
    [InlineData("2026-01-07T13:00:00Z", "2026-01-08")]
    public void Summer_time_is_the_places(string now, string day) => Assert.Equal(day, Of(now, Berlin));

    [Fact]
    public void Where_routes_differ_the_latest_day_counts()
    {
        Assert.Equal("2026-01-08", Of("2026-01-07T08:00:00Z", Berlin, Kabul));
        Assert.Equal("2026-01-08", Of("2026-01-07T08:00:00Z", Kabul, Berlin));
        Assert.Equal("2026-01-07", Of("2026-01-07T06:00:00Z", Kabul, Berlin));
        Assert.Equal("2026-01-09", Of("2026-01-07T21:00:00Z", Berlin, Kabul, Wellington));
    }

    [Fact]
    public void Without_a_cut_off_it_is_the_day_itself_or_the_next_working_day()
    {
        Assert.Equal("2026-01-07", Of("2026-01-07T23:59:59Z", (CutOff?)null));
        Assert.Equal("2026-01-12", Of("2026-01-10T12:00:00Z", (CutOff?)null));
        Assert.Equal("2026-01-07", Of("2026-01-07T12:00:00Z"));
    }

    private static string Of(string now, params CutOff?[] cutOffs) =>
        ExecutionDay.Of(cutOffs, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
