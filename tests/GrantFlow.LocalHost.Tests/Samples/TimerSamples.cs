using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.LocalHost.Tests;

/// <summary>What the timer functions have seen, and what they are to do.</summary>
public sealed class TimerProbe
{
    public Func<CancellationToken, Task> Do { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<(DateTimeOffset At, TimerInfo Info)> Runs { get; } = new();
}

public sealed class QuarterHourSample(TimerProbe probe, TimeProvider clock)
{
    [Function("QuarterHour")]
    public async Task Run([TimerTrigger("%Schedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        probe.Runs.Enqueue((clock.GetUtcNow(), timer));
        await probe.Do(cancellationToken);
    }
}

public sealed class StartSample(TimerProbe probe, TimeProvider clock)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("0 0 4 * * *", RunOnStartup = true)] TimerInfo timer) =>
        probe.Runs.Enqueue((clock.GetUtcNow(), timer));
}
