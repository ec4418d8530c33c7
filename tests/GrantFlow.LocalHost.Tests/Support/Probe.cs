using System.Collections.Concurrent;
using System.Diagnostics;

namespace GrantFlow.LocalHost.Tests;

/// <summary>What a sample function is to do with a message, and what it has seen.</summary>
public sealed class Probe
{
    private static readonly Stopwatch Watch = Stopwatch.StartNew();
    private int _running;
    private int _mostAtOnce;

    /// <summary>What the function does; nothing unless set.</summary>
    public Func<string, CancellationToken, Task> Do { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Every message started on, with the time since the process started.</summary>
    public ConcurrentQueue<(string Message, TimeSpan At)> Started { get; } = new();

    /// <summary>Every message finished without an error.</summary>
    public ConcurrentQueue<string> Finished { get; } = new();

    /// <summary>The invocations' scopes, told apart by their own service.</summary>
    public ConcurrentQueue<ScopeMark> Scopes { get; } = new();

    /// <summary>The most functions that ran at once.</summary>
    public int MostAtOnce => _mostAtOnce;

    public async Task Handle(string message, CancellationToken cancellationToken)
    {
        Started.Enqueue((message, Watch.Elapsed));
        var running = Interlocked.Increment(ref _running);
        lock (this)
            _mostAtOnce = Math.Max(_mostAtOnce, running);
        try
        {
            await Do(message, cancellationToken);
            Finished.Enqueue(message);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

/// <summary>A service that lives as long as one invocation.</summary>
public sealed class ScopeMark : IDisposable
{
    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}
