namespace GrantFlow.Pipeline.Stores;

/// <summary>A message seen without taking it from its queue.</summary>
public sealed record PeekedMessage(string Id, string Body, DateTimeOffset? InsertedOn, long DequeueCount);

/// <summary>A message taken from a queue; invisible to others until its time is over.</summary>
public sealed record ReceivedMessage(string Id, string PopReceipt, string Body, DateTimeOffset? InsertedOn, long DequeueCount);

/// <summary>The seam to queue storage: at least once, in no order. Messages never expire.</summary>
public interface IQueues
{
    /// <summary>Sends a message, visible after <paramref name="delay"/> (none when null).</summary>
    /// <exception cref="StorageLimitException">The encoded message is over 64 KiB.</exception>
    Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken);

    /// <summary>How many messages a queue holds, about.</summary>
    Task<int> Count(string queue, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="count"/> (1 to 32) messages from the front, left where they are.</summary>
    Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="count"/> (1 to 32) visible messages, which come back after <paramref name="visibilityTimeout"/> unless deleted. Consumers are the host's to call: this is for poison queues, which have none.</summary>
    Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken);

    /// <summary>Deletes a received message; false when it is gone, or was received again since (the receipt no longer holds).</summary>
    Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken);
}
