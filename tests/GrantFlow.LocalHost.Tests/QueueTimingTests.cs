using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.LocalHost.Tests;

public sealed class QueueTimingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_failed_message_rests_for_the_visibility_timeout()
    {
        var options = TestHost.Options(settings => settings with { VisibilityTimeout = TimeSpan.FromSeconds(2), MaxDequeueCount = 2 });
        var probe = new Probe { Do = (_, _) => throw new InvalidOperationException("no") };
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, options, probe);
        await host.Queue.SendMessageAsync("again");
        await host.WaitForPoison();
        var tries = probe.Started.ToArray();
        Assert.Equal(2, tries.Length);
        var rest = tries[1].At - tries[0].At;
        Assert.InRange(rest, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_function_longer_than_the_lease_keeps_its_message()
    {
        var options = TestHost.Options() with { Lease = TimeSpan.FromSeconds(2) };
        var probe = new Probe { Do = (_, cancellationToken) => Task.Delay(5000, cancellationToken) };
        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, options, probe);
        await host.Queue.SendMessageAsync("long");
        await host.WaitUntilEmpty();
        Assert.Single(probe.Started);
        Assert.Single(probe.Finished);
    }

    [Fact]
    public async Task A_message_of_a_host_that_died_comes_back_after_its_lease()
    {
        var name = TestHost.NewQueueName();
        var queue = TestHost.Client(azurite.ConnectionString, name);
        await queue.CreateAsync();
        await queue.SendMessageAsync("orphan");
        await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(2));

        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, queueName: name);
        await host.WaitUntilEmpty();
        Assert.Equal("orphan", Assert.Single(host.Probe.Finished));
    }

    [Fact]
    public async Task Never_more_than_a_batch_and_the_threshold_run_at_once()
    {
        var options = TestHost.Options(settings => settings with { BatchSize = 4, NewBatchThreshold = 2 });
        var probe = new Probe { Do = (message, cancellationToken) => Task.Delay(100 + 20 * int.Parse(message), cancellationToken) };
        var name = TestHost.NewQueueName();
        var queue = TestHost.Client(azurite.ConnectionString, name);
        await queue.CreateAsync();
        for (var i = 0; i < 24; i++)
            await queue.SendMessageAsync($"{i}");

        await using var host = await TestHost.Start(typeof(TextSample), azurite.ConnectionString, options, probe, queueName: name);
        await host.WaitUntilEmpty();
        Assert.Equal(24, probe.Finished.Distinct().Count());
        Assert.InRange(probe.MostAtOnce, 5, 6);
    }

    [Fact]
    public async Task A_message_sent_by_a_function_is_taken_at_once_however_seldom_the_queue_is_polled()
    {
        var options = TestHost.Options(settings => settings with { MaxPollingInterval = TimeSpan.FromMinutes(1) });
        var second = TestHost.Client(azurite.ConnectionString, TestHost.NewQueueName());
        await using var host = await TestHost.Start(
            typeof(ForwardSample), azurite.ConnectionString, options,
            services: services => services.AddSingleton(new Forward(second)),
            settings: new Dictionary<string, string?> { ["SecondQueue"] = second.Name });
        // After 8 seconds of empty polls the next one is 2 to 7 seconds away.
        await Task.Delay(8000);
        var watch = Stopwatch.StartNew();
        await host.Queue.SendMessageAsync("hop");
        await Eventually.True(() => !host.Probe.Finished.IsEmpty, "the second hop");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"Two hops took {watch.Elapsed}.");
    }

    [Fact]
    public void Empty_polls_come_ever_less_often_up_to_the_maximum_and_at_once_again_after_a_message()
    {
        var delay = new PollingDelay(TimeSpan.FromSeconds(2), new Random(1));
        var delays = Enumerable.Range(0, 8).Select(_ => delay.Next().TotalMilliseconds).ToArray();
        for (var i = 0; i < delays.Length; i++)
        {
            var middle = Math.Min(100 * Math.Pow(2, i), 2000);
            Assert.InRange(delays[i], Math.Max(100, middle * 0.8), Math.Min(2000, middle * 1.2));
        }

        delay.Reset();
        Assert.InRange(delay.Next().TotalMilliseconds, 100, 120);
    }
}
