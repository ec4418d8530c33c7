namespace GrantFlow.LocalHost.Tests;

/// <summary>A clock that goes only when told, and rings its timers on the way.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Ring> _rings = [];
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    /// <summary>When the next timer rings; null when nobody waits.</summary>
    public DateTimeOffset? NextRing
    {
        get
        {
            lock (_lock)
                return _rings.Count == 0 ? null : _rings.Min(ring => ring.Due);
        }
    }

    public void GoTo(DateTimeOffset moment)
    {
        while (true)
        {
            Ring? next;
            lock (_lock)
            {
                next = _rings.Where(ring => ring.Due <= moment).MinBy(ring => ring.Due);
                _now = next?.Due ?? moment;
                if (next is not null)
                    _rings.Remove(next);
            }

            if (next is null)
                return;
            next.Callback();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var ring = new Ring(this, () => callback(state));
        ring.Change(dueTime, period);
        return ring;
    }

    private sealed class Ring(ManualClock clock, Action callback) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public Action Callback => callback;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._rings.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                Due = clock._now + dueTime;
                clock._rings.Add(this);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
