using Azure;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Queues;

/// <summary><see cref="IQueues"/> over Azure Queue storage. Messages are base64 (as host.json says) and never expire: the default of seven days would lose grants silently.</summary>
public sealed class AzureQueues(StorageClients clients) : IQueues
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    /// <inheritdoc/>
    public async Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken)
    {
        StorageLimits.CheckMessage(queue, body, delay);
        await clients.Queues.GetQueueClient(queue).SendMessageAsync(body, WholeSeconds(delay), Never, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> Count(string queue, CancellationToken cancellationToken)
    {
        var properties = await clients.Queues.GetQueueClient(queue).GetPropertiesAsync(cancellationToken);
        return properties.Value.ApproximateMessagesCount;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 32);

        // Read as it is: on a poison queue the message that somebody put there without base64 is the one to see.
        var messages = await clients.RawQueues.GetQueueClient(queue).PeekMessagesAsync(count, cancellationToken);
        return [.. messages.Value.Select(message =>
            new PeekedMessage(message.MessageId, MessageText.Decode(message.Body.ToString()), message.InsertedOn, message.DequeueCount))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 32);
        var messages = await clients.RawQueues.GetQueueClient(queue).ReceiveMessagesAsync(count, WholeSeconds(visibilityTimeout), cancellationToken);
        return [.. messages.Value.Select(message =>
            new ReceivedMessage(message.MessageId, message.PopReceipt, MessageText.Decode(message.Body.ToString()), message.InsertedOn, message.DequeueCount))];
    }

    /// <inheritdoc/>
    public async Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken)
    {
        try
        {
            await clients.RawQueues.GetQueueClient(queue).DeleteMessageAsync(id, popReceipt, cancellationToken);
            return true;
        }
        catch (RequestFailedException gone) when (gone.ErrorCode is "MessageNotFound" or "PopReceiptMismatch")
        {
            return false;
        }
    }

    // The service counts in seconds and the SDK cuts them off: a message is never visible before it should be.
    private static TimeSpan? WholeSeconds(TimeSpan? delay) => delay is { } wait ? TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds)) : null;
}
