using System.Globalization;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.TestSupport;

/// <summary>
/// <see cref="IQueues"/> in memory, with the rules and limits of Azure Queue storage: at least once, and what is received but not deleted in time comes back. Thread-safe; time is
/// <paramref name="time"/> and nothing else.
/// </summary>
/// <param name="time">When messages become visible.</param>
/// <param name="shuffleSeed">Receives visible messages in a random order, the same for the same seed; in order of sending when null.</param>
/// <param name="queues">The queues there are; those of <see cref="QueueNames"/> with their poison twins when null. Any other one is an error, as in Azure.</param>
/// <param name="probe">Sees every call.</param>
public sealed class MemoryQueues(TimeProvider time, int? shuffleSeed = null, IEnumerable<string>? queues = null, IStorageProbe? probe = null) : IQueues
{
    private readonly Lock _lock = new();

    private readonly Random? _random = shuffleSeed is { } seed ? new Random(seed) : null;

    private readonly Dictionary<string, SortedDictionary<long, Message>> _queues =
        (queues ?? QueueNames.All.Concat(QueueNames.All.Select(QueueNames.Poison))).ToDictionary(name => name, _ => new SortedDictionary<long, Message>(), StringComparer.Ordinal);

    private long _lastId;

    /// <summary>Makes a queue that is not there yet.</summary>
    public void Create(string queue)
    {
        lock (_lock)
        {
            _queues.TryAdd(queue, []);
        }
    }

    /// <inheritdoc/>
    public Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken)
    {
        StorageLimits.CheckMessage(queue, body, delay);
        return Call("send", queue, messages => Add(messages, body, delay ?? TimeSpan.Zero), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> Count(string queue, CancellationToken cancellationToken) => Call("count", queue, messages => messages.Count, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken)
    {
        CheckCount(count);
        return Call<IReadOnlyList<PeekedMessage>>(
            "peek",
            queue,
            messages => [.. Visible(messages).Take(count).Select(message => new PeekedMessage(message.Id, message.Body, message.InsertedOn, message.DequeueCount))],
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken)
    {
        CheckCount(count);
        return Call<IReadOnlyList<ReceivedMessage>>("receive", queue, messages => Take(messages, count, visibilityTimeout), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken) =>
        Call("delete", queue, messages => Held(messages, id, popReceipt) is { } held && messages.Remove(held.Number), cancellationToken);

    /// <summary>Makes a received message visible after a delay; the new receipt, or null when the old one no longer holds.</summary>
    public Task<string?> Release(string queue, string id, string popReceipt, TimeSpan visibleAfter, CancellationToken cancellationToken) =>
        Call(
            "update",
            queue,
            messages => Held(messages, id, popReceipt) is { } found ? Hide(found, visibleAfter).PopReceipt : null,
            cancellationToken);

    /// <summary>When the next hidden message of any queue becomes visible; null when none is hidden.</summary>
    public DateTimeOffset? NextVisible()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return _queues.Values.SelectMany(messages => messages.Values).Where(message => message.VisibleAt > now).Min(message => (DateTimeOffset?)message.VisibleAt);
        }
    }

    /// <summary>Adds the queues that have a message which can be taken now.</summary>
    public void Visible(ICollection<string> found)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var (queue, messages) in _queues)
            {
                if (messages.Count > 0 && messages.Values.Any(message => message.VisibleAt <= now))
                {
                    found.Add(queue);
                }
            }
        }
    }

    private Message Add(SortedDictionary<long, Message> messages, string body, TimeSpan delay)
    {
        var now = time.GetUtcNow();
        // The service counts in seconds: as the other implementation, rounded up.
        var message = new Message(++_lastId, body, now) { VisibleAt = now + TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds)) };
        messages.Add(message.Number, message);
        return message;
    }

    private List<ReceivedMessage> Take(SortedDictionary<long, Message> messages, int count, TimeSpan visibilityTimeout)
    {
        var visible = Visible(messages).ToArray();
        _random?.Shuffle(visible);
        var taken = new List<ReceivedMessage>();
        foreach (var message in visible.Take(count))
        {
            message.DequeueCount++;
            Hide(message, visibilityTimeout);
            taken.Add(new(message.Id, message.PopReceipt!, message.Body, message.InsertedOn, message.DequeueCount));
        }

        return taken;
    }

    private Message Hide(Message message, TimeSpan wait)
    {
        message.VisibleAt = time.GetUtcNow() + wait;
        message.PopReceipt = string.Create(CultureInfo.InvariantCulture, $"r-{++_lastId}");
        return message;
    }

    private IEnumerable<Message> Visible(SortedDictionary<long, Message> messages)
    {
        var now = time.GetUtcNow();
        return messages.Values.Where(message => message.VisibleAt <= now);
    }

    /// <summary>The message, for whoever has the last receipt of it.</summary>
    private static Message? Held(SortedDictionary<long, Message> messages, string id, string popReceipt) =>
        long.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && messages.TryGetValue(number, out var found) && found.PopReceipt == popReceipt ? found : null;

    private Task<T> Call<T>(string operation, string queue, Func<SortedDictionary<long, Message>, T> effect, CancellationToken cancellationToken) =>
        probe.Run(
            new StorageCall("queue", operation, queue),
            () =>
            {
                lock (_lock)
                {
                    return effect(_queues.TryGetValue(queue, out var messages) ? messages : throw new InvalidOperationException($"There is no queue '{queue}'."));
                }
            },
            cancellationToken);

    private static void CheckCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 32);
    }

    private sealed class Message(long number, string body, DateTimeOffset insertedOn)
    {
        public long Number => number;

        public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"m-{number}");

        public string Body => body;

        public DateTimeOffset InsertedOn => insertedOn;

        public DateTimeOffset VisibleAt { get; set; }

        public string? PopReceipt { get; set; }

        public long DequeueCount { get; set; }
    }
}
