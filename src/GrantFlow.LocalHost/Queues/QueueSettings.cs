namespace GrantFlow.LocalHost;

/// <summary>How queues are listened to, as <c>extensions.queues</c> of <c>host.json</c> says. Defaults are those of the Functions host.</summary>
public sealed record QueueSettings
{
    /// <summary>The shortest wait after an empty poll, fixed in the Functions host.</summary>
    public static TimeSpan MinPollingInterval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many messages are taken at once; 1 to 32, storage's bound.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>A new batch is taken when no more than this many messages are being worked on.</summary>
    public int NewBatchThreshold { get; init; } = 8;

    /// <summary>How often a message is tried before it goes to the poison queue; from 1.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message rests after a failed try; whole seconds.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The longest wait between two polls of an empty queue; from 100 ms.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How a message's text is written in the queue.</summary>
    public MessageEncoding MessageEncoding { get; init; } = MessageEncoding.Base64;
}

/// <summary>How a message's text is written in a queue.</summary>
public enum MessageEncoding
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>Base64 of its UTF-8.</summary>
    Base64,
}
