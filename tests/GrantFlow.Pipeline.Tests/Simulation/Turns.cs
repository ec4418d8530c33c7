namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>
/// Everything that runs at once runs on one thread. Each task stops before every storage call; a seeded choice lets one of those that wait go on. So a seed is one order of calls, the same every time.
/// </summary>
internal sealed class Turns(Random random) : SynchronizationContext
{
    private readonly List<(Life Life, TaskCompletionSource Turn)> _waiting = [];
    private readonly List<(Life Life, TaskCompletionSource Turn, DateTimeOffset Until)> _asleep = [];
    private readonly Queue<(SendOrPostCallback Work, object? State)> _posted = new();

    /// <summary>In some seeds all advance alike, in others one task runs far ahead while the rest stand still.</summary>
    private readonly double _ahead = random.Next(3) * 0.45;

    public bool AnyWaiting => _waiting.Count > 0;

    /// <summary>When the next that stands still goes on; null when none does.</summary>
    public DateTimeOffset? NextAwake => _asleep.Count == 0 ? null : _asleep.Min(one => one.Until);

    /// <summary>Waits for a turn; for good when its host dies before.</summary>
    public Task Wait(Life life)
    {
        var turn = new TaskCompletionSource();
        if (!life.IsOver)
        {
            _waiting.Add((life, turn));
        }

        return turn.Task;
    }

    /// <summary>Stands still until a moment, as a host that is short of breath.</summary>
    public Task Sleep(Life life, DateTimeOffset until)
    {
        var turn = new TaskCompletionSource();
        _asleep.Add((life, turn, until));
        return turn.Task;
    }

    /// <summary>Lets one of those that wait go on.</summary>
    public void LetOne()
    {
        var at = random.NextDouble() < _ahead ? _waiting.Count - 1 : random.Next(_waiting.Count);
        var turn = _waiting[at].Turn;
        _waiting.RemoveAt(at);
        turn.SetResult();
        Pump();
    }

    /// <summary>Wakes those whose time has come.</summary>
    public void Wake(DateTimeOffset now)
    {
        for (var at = _asleep.Count - 1; at >= 0; at--)
        {
            if (_asleep[at].Until <= now)
            {
                _waiting.Add((_asleep[at].Life, _asleep[at].Turn));
                _asleep.RemoveAt(at);
            }
        }
    }

    /// <summary>A host died: nothing of it ever goes on.</summary>
    public void Bury(Life life)
    {
        _waiting.RemoveAll(one => one.Life == life);
        _asleep.RemoveAll(one => one.Life == life);
    }

    /// <summary>Does what the tasks left to be done.</summary>
    public void Pump()
    {
        while (_posted.TryDequeue(out var next))
        {
            next.Work(next.State);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing that is simulated waits for another thread.");
}
