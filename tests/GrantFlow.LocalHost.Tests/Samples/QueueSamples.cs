using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.LocalHost.Tests;

public sealed class TextSample(Probe probe, ScopeMark mark)
{
    [Function("Text")]
    public async Task Run([QueueTrigger("%QueueName%", Connection = "Storage")] string message, CancellationToken cancellationToken)
    {
        probe.Scopes.Enqueue(mark);
        Assert.False(mark.IsDisposed);
        await probe.Handle(message, cancellationToken);
    }
}

public sealed record Parcel(string Label, int Grams);

public sealed class ParcelSample(Probe probe)
{
    [Function("Parcel")]
    public Task Run([QueueTrigger("%QueueName%", Connection = "Storage")] Parcel parcel) =>
        probe.Handle($"{parcel.Label} {parcel.Grams}", CancellationToken.None);
}

public sealed class BinarySample(Probe probe)
{
    [Function("Binary")]
    public async ValueTask Run([QueueTrigger("%QueueName%", Connection = "Storage")] BinaryData message) =>
        await probe.Handle(message.ToString(), CancellationToken.None);
}

public sealed class ForwardSample(Probe probe, Forward forward)
{
    [Function("First")]
    public async Task First([QueueTrigger("%QueueName%", Connection = "Storage")] string message, CancellationToken cancellationToken) =>
        await forward.Second.SendMessageAsync(message, cancellationToken);

    [Function("Second")]
    public Task Second([QueueTrigger("%SecondQueue%", Connection = "Storage")] string message, CancellationToken cancellationToken) =>
        probe.Handle(message, cancellationToken);
}

public sealed record Forward(Azure.Storage.Queues.QueueClient Second);
