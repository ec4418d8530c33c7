using System.Globalization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Batches;

/// <summary>Goes on with what the pipeline is at with a batch: one bounded step for each message, then a message for the next.</summary>
public sealed class BatchWorker(BatchStore batches, BatchGathering gathering, BatchRetrying retrying, BatchReleasing releasing, BatchLines lines, IQueues queues, TimeProvider time, ILogger<BatchWorker> log)
{
    /// <summary>How often one delivery looks again because the batch changed; after that the queue tries later.</summary>
    private const int Tries = 8;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(2);

    /// <summary>Asks to go on.</summary>
    internal Task Ask(PaymentBatch batch, TimeSpan? delay, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{batch.Id}-{batch.Work}-{batch.Lines}-{batch.Cursor}");
        return queues.Send(QueueNames.Batches, MessageText.Write<BatchMessage>(id, batch.Id.Value, batch.Id.Value, time.GetUtcNow(), new ContinueBatch(batch.Id)), delay, cancellationToken);
    }

    /// <summary>Takes one step, if there is one to take.</summary>
    internal async Task Continue(BatchId id, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await batches.Find(id, cancellationToken) is not { } read)
            {
                // Asked for before the draft was stored, and then it was not.
                return;
            }

            if (read.Batch.Work is not { } work)
            {
                if (read.Batch.IsImmutable && read.Batch.State != BatchState.Cancelled)
                {
                    await lines.Follow(id, cancellationToken);
                }

                return;
            }

            if (work == BatchWork.Gathering && read.Batch.Follows is not null && await retrying.IsUndecided(read.Batch, cancellationToken))
            {
                await Ask(read.Batch, Wait(read.Batch), cancellationToken);
                return;
            }

            if (await Step(work, read, cancellationToken))
            {
                await Ask((await batches.Find(id, cancellationToken))!.Batch, null, cancellationToken);
                log.LogInformation("A step of {Work} in batch {Batch} is done.", work, id);
                return;
            }
        }

        throw new InvalidOperationException($"Batch {id} changed {Tries} times during one step. The queue tries again later.");
    }

    /// <summary>As long again as it has waited: each delivery that comes twice asks twice, and so a message that does so all the time is a thousand in the end and not a million.</summary>
    private TimeSpan Wait(PaymentBatch batch) => time.GetUtcNow() - batch.DraftedAt is var waited && waited > ShortestWait ? waited : ShortestWait;

    private Task<bool> Step(BatchWork work, LoadedBatch read, CancellationToken cancellationToken) => work switch
    {
        BatchWork.Gathering => gathering.Step(read, cancellationToken),
        BatchWork.Retrying => retrying.Step(read, cancellationToken),
        BatchWork.Releasing => releasing.Step(read, cancellationToken),
        _ => throw new InvalidOperationException($"No step is known for {work}."),
    };
}
