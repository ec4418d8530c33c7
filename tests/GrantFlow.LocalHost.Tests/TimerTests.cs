using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.LocalHost.Tests;

public sealed class TimerTests
{
    private static readonly DateTimeOffset Start = new(2031, 3, 1, 7, 50, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Start);
    private readonly TimerProbe _probe = new();

    [Fact]
    public async Task A_timer_runs_at_every_moment_of_its_schedule()
    {
        await using var host = await StartHost(typeof(QuarterHourSample), "0 */15 8-9 * * *");
        await GoTo(At(8, 0), runs: 1);
        await GoTo(At(8, 15), runs: 2);
        await GoTo(At(8, 30), runs: 3);
        Assert.Equal([At(8, 0), At(8, 15), At(8, 30)], _probe.Runs.Select(run => run.At));
    }

    [Fact]
    public async Task A_timer_is_told_when_it_ran_last_and_runs_next()
    {
        await using var host = await StartHost(typeof(QuarterHourSample), "0 */15 8-9 * * *");
        await GoTo(At(8, 0), runs: 1);
        await GoTo(At(8, 15), runs: 2);
        var (_, info) = _probe.Runs.Last();
        Assert.False(info.IsPastDue);
        Assert.Equal(At(8, 0).UtcDateTime, info.ScheduleStatus!.Last);
        Assert.Equal(At(8, 30).UtcDateTime, info.ScheduleStatus.Next);
    }

    [Fact]
    public async Task The_second_field_counts_in_seconds()
    {
        await using var host = await StartHost(typeof(QuarterHourSample), "*/20 * * * * *");
        await GoTo(Start.AddSeconds(20), runs: 1);
        await GoTo(Start.AddSeconds(40), runs: 2);
        Assert.Equal([Start.AddSeconds(20), Start.AddSeconds(40)], _probe.Runs.Select(run => run.At));
    }

    [Fact]
    public async Task What_falls_due_during_a_run_is_skipped()
    {
        var finish = new TaskCompletionSource();
        _probe.Do = _ => finish.Task;
        await using var host = await StartHost(typeof(QuarterHourSample), "0 */15 * * * *");
        await GoTo(At(8, 0), runs: 1);
        _clock.GoTo(At(8, 50));
        Assert.Single(_probe.Runs);
        finish.SetResult();
        await GoTo(At(9, 0), runs: 2);
        Assert.Equal([At(8, 0), At(9, 0)], _probe.Runs.Select(run => run.At));
    }

    [Fact]
    public async Task A_failed_run_does_not_end_the_schedule()
    {
        _probe.Do = _ => throw new InvalidOperationException("this time");
        await using var host = await StartHost(typeof(QuarterHourSample), "0 */15 * * * *");
        await GoTo(At(8, 0), runs: 1);
        await GoTo(At(8, 15), runs: 2);
    }

    [Fact]
    public async Task A_schedule_further_away_than_timers_reach_is_waited_for()
    {
        await using var host = await StartHost(typeof(QuarterHourSample), "0 0 0 1 6 *");
        var first = new DateTimeOffset(2031, 6, 1, 0, 0, 0, TimeSpan.Zero);
        for (var day = Start; day < first; day = day.AddDays(1))
            await GoTo(day, runs: 0);
        await GoTo(first, runs: 1);
    }

    [Fact]
    public async Task A_timer_may_also_run_when_the_host_starts()
    {
        await using var host = await StartHost(typeof(StartSample), "");
        await Eventually.True(() => _probe.Runs.Count == 1, "the run at the start");
        await GoTo(new DateTimeOffset(2031, 3, 2, 4, 0, 0, TimeSpan.Zero), runs: 2);
    }

    [Fact]
    public async Task A_run_in_flight_finishes_when_the_host_stops()
    {
        var finished = false;
        _probe.Do = async cancellationToken =>
        {
            await Task.Delay(500, cancellationToken);
            finished = true;
        };
        await using var host = await StartHost(typeof(QuarterHourSample), "0 0 8 * * *");
        await GoTo(At(8, 0), runs: 1);
        await host.Stop();
        Assert.True(finished);
    }

    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("every day")]
    public async Task A_schedule_that_cannot_be_read_is_refused_with_its_function(string schedule)
    {
        var error = await Assert.ThrowsAsync<LocalHostException>(() => StartHost(typeof(QuarterHourSample), schedule));
        Assert.StartsWith($"Function QuarterHour has the schedule \"{schedule}\"", error.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(int hour, int minute) => new(2031, 3, 1, hour, minute, 0, TimeSpan.Zero);

    private Task<TestHost> StartHost(Type functions, string schedule) => TestHost.Start(
        functions,
        services: services => services.AddSingleton(_probe).AddSingleton<TimeProvider>(_clock),
        settings: new Dictionary<string, string?> { ["Schedule"] = schedule });

    // The loop waits before the clock goes on, as it would in life.
    private async Task GoTo(DateTimeOffset moment, int runs)
    {
        await Eventually.True(() => _clock.NextRing > _clock.GetUtcNow(), "a waiting timer");
        _clock.GoTo(moment);
        await Eventually.True(() => _probe.Runs.Count >= runs, $"run {runs}");
        Assert.Equal(runs, _probe.Runs.Count);
    }
}
