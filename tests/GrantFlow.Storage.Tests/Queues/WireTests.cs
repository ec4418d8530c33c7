using System.Text;
using GrantFlow.Storage.Tests.Contract;

namespace GrantFlow.Storage.Tests.Queues;

[Collection(AzuriteStores.Collection)]
public sealed class WireTests(AzuriteStores stores)
{
    [Fact]
    public async Task A_message_is_base64_and_never_expires()
    {
        var queue = await stores.NewQueue();
        await stores.Queues.Send(queue, "Zdravko \u010d", null, default);
        await stores.Queues.Send(queue, "later", TimeSpan.FromSeconds(1), default);

        var message = Assert.Single((await stores.Clients.RawQueues.GetQueueClient(queue).ReceiveMessagesAsync(32)).Value);
        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes("Zdravko \u010d")), message.Body.ToString());
        Assert.Equal(9999, message.ExpiresOn!.Value.Year);
    }

    [Fact]
    public async Task A_message_that_is_no_base64_is_peeked_as_it_is()
    {
        var queue = await stores.NewQueue();
        var raw = stores.Clients.RawQueues.GetQueueClient(queue);
        await raw.SendMessageAsync("{\"sent\":\"by hand\"}");
        await raw.SendMessageAsync(Convert.ToBase64String([0xff, 0xfe, 0x00]));
        await stores.Queues.Send(queue, "good", null, default);

        var bodies = (await stores.Queues.Peek(queue, 32, default)).Select(message => message.Body);
        Assert.Equal(["//4A", "good", "{\"sent\":\"by hand\"}"], bodies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_call_is_one_counted_request()
    {
        var queue = await stores.NewQueue();
        using var requests = new RequestLog();
        await stores.Queues.Send(queue, "m", null, default);
        await stores.Queues.Peek(queue, 1, default);
        await stores.Queues.Count(queue, default);
        await stores.Receive(queue);
        Assert.Equal(["queue send", "queue peek", "queue properties", "queue receive"], requests.Seen);
    }
}
