using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>Sends every message several times, the further ones late: at least once, in no order, as queues are.</summary>
internal sealed class RepeatingQueues(IQueues queues, int copies, Random random) : IQueues
{
    private const int LatestSeconds = 90;

    public async Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken)
    {
        await queues.Send(queue, body, delay, cancellationToken);
        for (var copy = 1; copy < copies; copy++)
        {
            await queues.Send(queue, body, (delay ?? TimeSpan.Zero) + TimeSpan.FromSeconds(random.Next(LatestSeconds)), cancellationToken);
        }
    }

    public Task<int> Count(string queue, CancellationToken cancellationToken) => queues.Count(queue, cancellationToken);

    public Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken) => queues.Peek(queue, count, cancellationToken);

    public Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
        queues.Receive(queue, count, visibilityTimeout, cancellationToken);

    public Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken) => queues.Delete(queue, id, popReceipt, cancellationToken);
}
