using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>Asks the grants to let their lines go, some at a time: first the commands, then how far it came. Commands have ids of their own, so asking again changes nothing.</summary>
public sealed class BatchReleasing(BatchStore batches, IQueues queues, TimeProvider time)
{
    /// <summary>One step. False when something changed meanwhile and it has to be looked at again.</summary>
    internal async Task<bool> Step(LoadedBatch read, CancellationToken cancellationToken)
    {
        var batch = read.Batch;
        var lines = await batches.LinesAfter(batch.Id, batch.Cursor, BatchRows.Step, BatchLineState.Gathered, cancellationToken);
        if (lines.Count == 0)
        {
            return await batches.Commit(batch.Id, [], (read, batch with { Work = null, Cursor = null }), [], cancellationToken);
        }

        var signers = batch.Signers.ToList();
        await Task.WhenAll(lines.Select(line => Send(batch, BatchReleases.Command(batch, line.Line, signers), cancellationToken)));
        var changes = lines.Select(line => new LineChange(line.Row, line.Line, line.Line with { State = BatchLineState.Releasing })).ToList();
        return await batches.Commit(batch.Id, changes, (read, batch with { Cursor = lines[^1].Line.Payment.Value }), [], cancellationToken);
    }

    private Task Send(PaymentBatch batch, GrantCommand command, CancellationToken cancellationToken) =>
        queues.Send(QueueNames.Commands, MessageText.Write(command.Id.Value, batch.Id.Value, command.Id.Grant, time.GetUtcNow(), command), null, cancellationToken);
}
