using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Batches;

/// <summary>What a batch may have lost on its way: its next step, a grant's command, a grant's word, the request for its file. Each is sent again under its own id.</summary>
public sealed class BatchRest(BatchStore batches, BatchWorker worker, BatchLines lines, GrantStore grants, IQueues queues, TimeProvider time) : IWorkToFinish
{
    private const int AtOnce = 16;

    /// <inheritdoc/>
    public WorkKind Kind => WorkKind.Batch;

    /// <inheritdoc/>
    public async Task<WorkStanding> GoOn(string id, CancellationToken cancellationToken)
    {
        var batchId = BatchId.Parse(id);
        if (await batches.Find(batchId, cancellationToken) is not { Batch: var batch })
        {
            return WorkStanding.Done;
        }

        if (batch.Work is not null)
        {
            await worker.Ask(batch, null, cancellationToken);
            return WorkStanding.UnderWay;
        }

        if (!batch.IsImmutable || batch.State == BatchState.Cancelled)
        {
            return WorkStanding.Done;
        }

        await foreach (var some in batches.Lines(batchId, cancellationToken).Where(line => line.State.IsOpen()).Chunk(AtOnce).WithCancellation(cancellationToken))
        {
            await Task.WhenAll(some.Select(line => Ask(batch, line, cancellationToken)));
        }

        await lines.Follow(batchId, cancellationToken);
        var tally = await batches.Tally(batchId, cancellationToken);
        return tally.Where(state => state.IsOnItsWay()).Lines > 0 || (await batches.Find(batchId, cancellationToken))!.Batch.NeedsFile(tally) ? WorkStanding.UnderWay
            : tally.Where(state => state.IsOpen()).Lines > 0 ? WorkStanding.WithOthers
            : WorkStanding.Done;
    }

    private async Task Ask(PaymentBatch batch, BatchLine line, CancellationToken cancellationToken)
    {
        var (now, command) = (time.GetUtcNow(), BatchReleases.Command(batch, line, [.. batch.Signers]));
        var grant = (await grants.Find(line.Payment.Grant, cancellationToken))?.Grant;
        if (line.State == BatchLineState.Releasing && await grants.FindOutcome(command.Id, cancellationToken) is var outcome && outcome is null or { Code: not null })
        {
            await (outcome is { Code: { } code }
                ? queues.Send(QueueNames.Batches, MessageText.Write<BatchMessage>($"{command.Id}-01", command.Id.Value, batch.Id.Value, now, new LineRefused(batch.Id, line.Payment, code, outcome.Why!)), null, cancellationToken)
                : queues.Send(QueueNames.Commands, MessageText.Write<Domain.Lifecycle.GrantCommand>(command.Id.Value, batch.Id.Value, command.Id.Grant, now, command), null, cancellationToken));
        }
        else if (grant is not null && LinesMoved.Of(null, grant) is { } stands && stands.Lines.Any(one => one.Line == line.Payment.Line && one.Batch == batch.Id && one.Attempt == line.Attempt && one.InBatch != line.State))
        {
            await queues.Send(QueueNames.Batches, MessageText.Write<BatchMessage>($"{grant.Id}-{grant.Version}-stands", batch.Id.Value, grant.Id, now, stands), null, cancellationToken);
        }
    }
}
