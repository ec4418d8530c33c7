using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Tests.Contract;

public abstract class QueueContract(IStores stores) : IAsyncLifetime
{
    private string _queue = "";

    private IQueues Queues => stores.Queues;

    public async Task InitializeAsync() => _queue = await stores.NewQueue();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("{\"schema\":\"command\",\"version\":1}")]
    [InlineData("Ahmad أحمد 日本 😀 <b>&amp;</b> \u0001 \r\n")]
    [InlineData("")]
    public async Task A_message_arrives_as_it_was_sent(string body)
    {
        await Queues.Send(_queue, body, null, default);
        Assert.Equal([body], (await Queues.Peek(_queue, 32, default)).Select(message => message.Body));
        Assert.Equal([body], await stores.Receive(_queue));
    }

    [Fact]
    public async Task Peeking_leaves_messages_where_they_are()
    {
        for (var number = 0; number < 5; number++)
        {
            await Queues.Send(_queue, $"m{number}", null, default);
        }

        var peeked = await Queues.Peek(_queue, 3, default);
        Assert.Equal(3, peeked.Count);
        Assert.All(peeked, message => Assert.True(message is { DequeueCount: 0, InsertedOn: not null, Id.Length: > 0 }));
        Assert.Equal(3, (await Queues.Peek(_queue, 3, default)).Count);
        Assert.Equal(5, await Queues.Count(_queue, default));
        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], (await stores.Receive(_queue)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_received_message_is_counted_and_not_seen()
    {
        await Queues.Send(_queue, "m", null, default);
        await stores.Receive(_queue);
        Assert.Empty(await Queues.Peek(_queue, 1, default));
        Assert.Empty(await stores.Receive(_queue));
        Assert.Equal(1, await Queues.Count(_queue, default));
    }

    [Fact]
    public async Task What_is_taken_and_not_deleted_in_time_comes_back_and_the_old_receipt_holds_no_more()
    {
        await Queues.Send(_queue, "m", null, default);
        var first = Assert.Single(await Queues.Receive(_queue, 32, TimeSpan.FromSeconds(1), default));
        Assert.Equal(("m", 1L), (first.Body, first.DequeueCount));
        await stores.Pass(TimeSpan.FromSeconds(2));
        var second = Assert.Single(await Queues.Receive(_queue, 1, TimeSpan.FromMinutes(1), default));
        Assert.Equal((first.Id, 2L), (second.Id, second.DequeueCount));
        Assert.False(await Queues.Delete(_queue, first.Id, first.PopReceipt, default));
        Assert.True(await Queues.Delete(_queue, second.Id, second.PopReceipt, default));
        Assert.False(await Queues.Delete(_queue, second.Id, second.PopReceipt, default));
        Assert.Equal(0, await Queues.Count(_queue, default));
    }

    [Fact]
    public async Task What_is_sent_twice_is_two_messages()
    {
        await Queues.Send(_queue, "m", null, default);
        await Queues.Send(_queue, "m", null, default);
        var taken = await Queues.Receive(_queue, 32, TimeSpan.FromMinutes(1), default);
        Assert.Equal(2, taken.Select(message => message.Id).Distinct().Count());
        Assert.True(await Queues.Delete(_queue, taken[0].Id, taken[0].PopReceipt, default));
        Assert.Equal(1, await Queues.Count(_queue, default));
    }

    [Fact]
    public async Task Of_several_receivers_at_once_no_two_get_the_same_message()
    {
        for (var number = 0; number < 12; number++)
        {
            await Queues.Send(_queue, $"m{number}", null, default);
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Queues.Receive(_queue, 3, TimeSpan.FromMinutes(1), default)));
        Assert.Equal(12, taken.SelectMany(messages => messages).Select(message => message.Body).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public async Task No_more_than_32_messages_are_taken_at_once(int count) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queues.Receive(_queue, count, TimeSpan.FromMinutes(1), default));

    [Fact]
    public async Task A_delayed_message_is_not_seen_before_its_time()
    {
        await Queues.Send(_queue, "later", TimeSpan.FromSeconds(1.2), default);
        Assert.Empty(await Queues.Peek(_queue, 1, default));
        Assert.Empty(await stores.Receive(_queue));
        Assert.Equal(1, await Queues.Count(_queue, default));

        await stores.Pass(TimeSpan.FromSeconds(1.2));
        Assert.Empty(await stores.Receive(_queue));
        await stores.Pass(TimeSpan.FromSeconds(1.2));
        Assert.Equal(["later"], await stores.Receive(_queue));
    }

    [Fact]
    public async Task A_message_of_64_KiB_as_base64_is_sent_and_a_larger_one_is_refused()
    {
        var body = new string('x', 49_152);
        await Queues.Send(_queue, body, null, default);
        Assert.Equal([body], await stores.Receive(_queue));

        var error = await Assert.ThrowsAsync<StorageLimitException>(() => Queues.Send(_queue, body + "x", null, default));
        Assert.Equal(
            $"Storage limit: a message holds at most 65,536 bytes (64 KiB) as base64, but one of 65,540 bytes (49,153 bytes of text) was asked for in queue '{_queue}'. Send a reference to the content instead.",
            error.Message);
        await Assert.ThrowsAsync<StorageLimitException>(() => Queues.Send(_queue, new string('\u00e9', 24_577), null, default));
        Assert.Equal(1, await Queues.Count(_queue, default));
    }

    [Fact]
    public async Task A_message_is_delayed_by_seven_days_at_most()
    {
        await Queues.Send(_queue, "m", TimeSpan.FromDays(7), default);
        await Assert.ThrowsAsync<StorageLimitException>(() => Queues.Send(_queue, "m", TimeSpan.FromDays(7).Add(TimeSpan.FromSeconds(1)), default));
        var error = await Assert.ThrowsAsync<StorageLimitException>(() => Queues.Send(_queue, "m", TimeSpan.FromSeconds(-1), default));
        Assert.StartsWith("Storage limit: a message is delayed by 0 seconds to 7 days, but -00:00:01 was asked for", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Queues.Count(_queue, default));
    }

    [Fact]
    public async Task A_missing_queue_is_an_error()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Queues.Send("missing", "m", null, default));
        await Assert.ThrowsAnyAsync<Exception>(() => Queues.Count("missing", default));
        await Assert.ThrowsAnyAsync<Exception>(() => Queues.Peek("missing", 1, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public async Task Peeking_takes_1_to_32(int count) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queues.Peek(_queue, count, default));
}

public sealed class MemoryQueueContract() : QueueContract(new MemoryStores());

[Collection(AzuriteStores.Collection)]
public sealed class AzureQueueContract(AzuriteStores stores) : QueueContract(stores);
