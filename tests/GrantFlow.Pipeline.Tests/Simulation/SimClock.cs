namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>Virtual time: it stands still until the simulation moves it. Nobody sleeps in it; a step that did would stop the run.</summary>
internal sealed class SimClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nothing that is simulated waits by the clock.");

    /// <summary>Goes on; a moment that is past changes nothing.</summary>
    public void GoTo(DateTimeOffset moment) => Now = moment > Now ? moment : Now;
}
