namespace GrantFlow.Pipeline.Stores;

/// <summary>A message seen without taking it from its queue.</summary>
public sealed record PeekedMessage(string Id, string Body, DateTimeOffset? InsertedOn, long DequeueCount);

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
}
