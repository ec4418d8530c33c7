using System.Text.Json;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Tests.Waiting;

/// <summary>Loses some of the messages that ask for an answer or bring one, now or delayed: as emptied queues do, and a restore from a backup.</summary>
/// <param name="queues">Where the others go.</param>
/// <param name="isLost">Of the n-th such message (from 1) of a queue.</param>
internal sealed class LosingQueues(IQueues queues, Func<int, string, bool> isLost) : IQueues
{
    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    public Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken) =>
        IsAboutAnAnswer(queue, body) && isLost(++Count, queue) ? Task.CompletedTask : queues.Send(queue, body, delay, cancellationToken);

    Task<int> IQueues.Count(string queue, CancellationToken cancellationToken) => queues.Count(queue, cancellationToken);

    public Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken) => queues.Peek(queue, count, cancellationToken);

    public Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
        queues.Receive(queue, count, visibilityTimeout, cancellationToken);

    public Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken) => queues.Delete(queue, id, popReceipt, cancellationToken);

    private static bool IsAboutAnAnswer(string queue, string body)
    {
        if (queue is QueueNames.Screening or QueueNames.Payouts)
        {
            return true;
        }

        var said = JsonDocument.Parse(body).RootElement.GetProperty("body");
        return (queue == QueueNames.Funding && said.GetProperty("$type").GetString() == "reserve")
            || (queue == QueueNames.Commands && said.GetProperty("actor").GetProperty("role").GetString() == "System");
    }
}
