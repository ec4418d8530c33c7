using GrantFlow.Demo;
using GrantFlow.Demo.Journeys;
using GrantFlow.Demo.Scenario;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>On which days the demo says that things happened.</summary>
public class CalendarTests
{
    private static readonly DateTimeOffset Began = new(2026, 3, 2, 23, 59, 0, TimeSpan.Zero);

    [Fact]
    public async Task Days_are_fixed_where_no_deadline_counts_from_them()
    {
        var person = Crowd.Gather(new DemoOptions()).First(person => person.Return.Programme == "calais-avr");
        var days = await new Calendar().Of(person, CancellationToken.None);
        Assert.Equal((person.SignedOn, null, person.ArrivedOn), (days.Signed, days.Returned, days.Arrived));
    }

    [Fact]
    public async Task Where_deadlines_count_from_the_return_the_run_s_first_day_decides_however_often_it_is_told()
    {
        var calendar = new Calendar();
        var waiting = calendar.Of(Returnee, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        calendar.Began(Began);
        calendar.Began(Began.AddDays(400));
        var days = await waiting;
        Assert.Equal((new DateOnly(2026, 2, 24), new DateOnly(2026, 2, 25), new DateOnly(2026, 3, 2)), (days.Returned!.Value, days.Arrived, days.Delivered));
        Assert.True(days.Signed < days.Returned);
    }

    [Fact]
    public async Task Nobody_waits_for_a_run_that_never_begins()
    {
        var calendar = new Calendar();
        calendar.NeverBegan();
        await Assert.ThrowsAsync<DemoException>(() => calendar.Of(Returnee, CancellationToken.None));
    }

    private static Person Returnee => Crowd.Gather(new DemoOptions()).First(person => person.Return.Programme == "eurp");
}
