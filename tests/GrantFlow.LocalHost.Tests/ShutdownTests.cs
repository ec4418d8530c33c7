using System.Diagnostics;

namespace GrantFlow.LocalHost.Tests;

public sealed class ShutdownTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task What_is_in_flight_finishes_and_nothing_new_is_taken()
    {
        var options = TestHost.Options(settings => settings with { BatchSize = 2, NewBatchThreshold = 0 });
        var probe = new Probe { Do = (_, cancellationToken) => Task.Delay(1500, cancellationToken) };
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, options, probe);
        for (var i = 0; i < 6; i++)
            await host.Queue.SendMessageAsync($"{i}");
        await Eventually.True(() => probe.Started.Count >= 2, "two messages in flight");
        await host.Stop();
        Assert.Equal(probe.Started.Count, probe.Finished.Count);
        Assert.Equal(6 - probe.Finished.Count, await TestHost.Count(host.Queue));
        Assert.InRange(probe.Started.Count, 2, 4);
    }

    [Fact]
    public async Task What_does_not_finish_in_time_is_cancelled_and_comes_again()
    {
        var options = TestHost.Options() with { DrainTimeout = TimeSpan.FromSeconds(1) };
        var probe = new Probe { Do = (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken) };
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, options, probe);
        await host.Queue.SendMessageAsync("endless");
        await Eventually.True(() => !probe.Started.IsEmpty, "a message in flight");
        var watch = Stopwatch.StartNew();
        await host.Stop();
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(8));
        Assert.Empty(probe.Finished);
        Assert.Single((await host.Queue.PeekMessagesAsync(1)).Value);
    }
}
