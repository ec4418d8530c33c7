namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter that receives the message of a queue.</summary>
/// <param name="queueName">The queue's name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>The queue's name.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The setting that holds the storage connection; the host's own storage if null.</summary>
    public string? Connection { get; set; }
}
