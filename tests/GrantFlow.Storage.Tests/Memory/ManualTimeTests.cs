using GrantFlow.TestSupport;

namespace GrantFlow.Storage.Tests.Memory;

public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Time_stands_still_until_told()
    {
        var start = _time.GetUtcNow();
        var stamp = _time.GetTimestamp();
        Assert.Equal(start, _time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(start.AddMinutes(5), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(5), _time.GetElapsedTime(stamp));
        _time.AdvanceTo(start);
        Assert.Equal(start.AddMinutes(5), _time.GetUtcNow());
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _time);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_moment()
    {
        var start = _time.GetUtcNow();
        var fired = new List<string>();
        using var late = Timer("late", 3, 0);
        using var every = Timer("every", 1, 2);
        using var never = Timer("never", 2, 0);
        never.Dispose();
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["every 1", "late 3", "every 3", "every 5"], fired);

        ITimer Timer(string name, int due, int period) => _time.CreateTimer(
            _ => fired.Add($"{name} {(_time.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(due), period == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period));
    }
}
