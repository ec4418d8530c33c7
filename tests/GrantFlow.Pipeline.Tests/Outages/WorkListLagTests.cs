using System.Diagnostics;
using GrantFlow.Pipeline.Outages;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Outages;

/// <summary>Whoever asks how the lists do is not held up by a storage that hangs.</summary>
public sealed class WorkListLagTests
{
    [Fact]
    public async Task A_queue_that_neither_answers_nor_refuses_is_not_waited_for()
    {
        var lag = new WorkListLag(new MemoryQueues(TimeProvider.System, probe: new Hangs()), LagPatience.Usual with { LongestLook = TimeSpan.FromMilliseconds(50) });
        var began = Stopwatch.GetTimestamp();
        Assert.Null(await lag.BehindSince(default));
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_caller_who_goes_is_let_go()
    {
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var lag = new WorkListLag(new MemoryQueues(TimeProvider.System, probe: new Hangs()), LagPatience.Usual with { LongestLook = TimeSpan.FromMinutes(5) });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lag.BehindSince(gone.Token));
    }

    private sealed class Hangs : IStorageProbe
    {
        public Task Before(StorageCall call, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

        public Task After(StorageCall call, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
