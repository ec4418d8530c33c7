using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>
/// Runs several tasks at once on one thread. Each stops before every storage call; when all have stopped, a seeded choice
/// lets one of the calls through. So each seed is one order of the calls, the same every time. Some seeds let everyone
/// advance alike, others let one task run far ahead while the rest stand still.
/// </summary>
internal sealed class Interleaving(int seed) : SynchronizationContext, IStorageProbe
{
    private readonly Random _random = new(seed);
    private readonly double _ahead = (seed % 3) switch { 0 => 0, 1 => 0.6, _ => 0.95 };
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly Queue<(SendOrPostCallback Work, object? State)> _posted = new();
    private bool _running;

    /// <summary>Runs the tasks to their end. Outside of a run, calls pass at once.</summary>
    public void Run(params IReadOnlyList<Func<Task>> tasks)
    {
        var before = Current;
        SetSynchronizationContext(this);
        _running = true;
        try
        {
            var all = Task.WhenAll(tasks.Select(task => task()).ToList());
            while (!all.IsCompleted)
            {
                Step();
            }

            all.GetAwaiter().GetResult();
        }
        finally
        {
            _running = false;
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Waits for this call's turn.</summary>
    public Task Turn()
    {
        if (!_running)
        {
            return Task.CompletedTask;
        }

        var turn = new TaskCompletionSource();
        _waiting.Add(turn);
        return turn.Task;
    }

    public Task Before(StorageCall call, CancellationToken cancellationToken) => Turn();

    public Task After(StorageCall call, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
        {
            _posted.Enqueue((d, state));
            Monitor.Pulse(_posted);
        }
    }

    private void Step()
    {
        if (Posted(wait: _waiting.Count == 0) is { } next)
        {
            next.Work(next.State);
        }
        else
        {
            // The last one waiting is the next call of the task that was let through before.
            var at = _random.NextDouble() < _ahead ? _waiting.Count - 1 : _random.Next(_waiting.Count);
            var turn = _waiting[at];
            _waiting.RemoveAt(at);
            turn.SetResult();
        }
    }

    private (SendOrPostCallback Work, object? State)? Posted(bool wait)
    {
        lock (_posted)
        {
            if (_posted.Count == 0 && wait)
            {
                Assert.True(Monitor.Wait(_posted, TimeSpan.FromSeconds(10)), "Every task waits for another.");
            }

            return _posted.TryDequeue(out var next) ? next : null;
        }
    }
}
