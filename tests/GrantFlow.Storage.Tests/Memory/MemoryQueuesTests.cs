using GrantFlow.Pipeline;
using GrantFlow.TestSupport;

namespace GrantFlow.Storage.Tests.Memory;

/// <summary>What the simulation builds on and the seam does not show: receiving, receipts, time and order.</summary>
public sealed class MemoryQueuesTests
{
    private const string Queue = QueueNames.Commands;

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_message_not_deleted_in_time_comes_back_and_counts_its_deliveries()
    {
        var queues = new MemoryQueues(_time);
        await queues.Send(Queue, "m", null, default);
        for (var delivery = 1; delivery <= 6; delivery++)
        {
            var message = Assert.Single(await queues.Receive(Queue, 32, TimeSpan.FromSeconds(10), default));
            Assert.Equal(delivery, message.DequeueCount);
            _time.Advance(TimeSpan.FromSeconds(9));
            Assert.Empty(await queues.Receive(Queue, 32, TimeSpan.FromSeconds(10), default));
            Assert.Equal(_time.GetUtcNow().AddSeconds(1), queues.NextVisible());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Null(queues.NextVisible());
    }

    [Fact]
    public async Task A_receipt_holds_until_the_message_is_received_again()
    {
        var queues = new MemoryQueues(_time);
        await queues.Send(Queue, "m", null, default);
        var first = Assert.Single(await queues.Receive(Queue, 1, TimeSpan.FromSeconds(10), default));
        _time.Advance(TimeSpan.FromSeconds(10));
        var second = Assert.Single(await queues.Receive(Queue, 1, TimeSpan.FromSeconds(10), default));

        Assert.False(await queues.Delete(Queue, first.Id, first.PopReceipt, default));
        Assert.Null(await queues.Release(Queue, first.Id, first.PopReceipt, TimeSpan.Zero, default));
        var receipt = await queues.Release(Queue, second.Id, second.PopReceipt, TimeSpan.FromSeconds(5), default);
        Assert.False(await queues.Delete(Queue, second.Id, second.PopReceipt, default));
        Assert.True(await queues.Delete(Queue, second.Id, receipt!, default));
        Assert.Equal(0, await queues.Count(Queue, default));
    }

    [Fact]
    public async Task A_shuffle_is_the_same_for_the_same_seed_and_loses_nothing()
    {
        var first = await Order(1);
        Assert.Equal(first, await Order(1));
        Assert.NotEqual(first, await Order(2));
        Assert.Equal(Enumerable.Range(0, 20), first.Order());
        Assert.Equal(Enumerable.Range(0, 20), await Order(null));

        async Task<List<int>> Order(int? seed)
        {
            var queues = new MemoryQueues(_time, seed);
            for (var number = 0; number < 20; number++)
            {
                await queues.Send(Queue, $"{number}", null, default);
            }

            var order = new List<int>();
            while ((await queues.Receive(Queue, 3, TimeSpan.FromMinutes(1), default)) is { Count: > 0 } messages)
            {
                order.AddRange(messages.Select(message => int.Parse(message.Body, System.Globalization.CultureInfo.InvariantCulture)));
            }

            return order;
        }
    }

    [Fact]
    public async Task Consumers_at_once_never_hold_the_same_message()
    {
        var queues = new MemoryQueues(_time, 1);
        for (var number = 0; number < 200; number++)
        {
            await queues.Send(Queue, $"{number}", null, default);
        }

        var received = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var bodies = new List<string>();
            while ((await queues.Receive(Queue, 5, TimeSpan.FromMinutes(1), default)) is { Count: > 0 } messages)
            {
                bodies.AddRange(messages.Select(message => message.Body));
            }

            return bodies;
        })));
        Assert.Equal(200, received.SelectMany(bodies => bodies).Distinct().Count());
        Assert.Equal(200, received.Sum(bodies => bodies.Count));
    }
}
