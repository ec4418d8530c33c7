using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;

namespace GrantFlow.Pipeline.Batches;

/// <summary>Handles what the batches queue carries. Every message can come twice, late, and in any order.</summary>
public sealed class BatchProcessor(BatchLines lines, DueLines due, GrantStore grants, BatchWorker worker, IEnumerable<IBankFileWriter> files)
{
    /// <summary>Handles one delivery.</summary>
    /// <exception cref="UnreadableMessageException">The message is not one of this queue.</exception>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        switch (MessageText.Read<BatchMessage>(text).Body)
        {
            case LinesMoved moved:
                await List(moved, cancellationToken);
                foreach (var line in moved.Lines.Where(line => line.Batch is not null))
                {
                    await lines.Show(line.Batch!.Value, PaymentId.For(moved.Grant, line.Line), line, moved.Version, cancellationToken);
                }

                break;
            case LineRefused refused:
                await lines.Refuse(refused.Batch, refused.Payment, refused.Code, refused.Why, cancellationToken);
                break;
            case ContinueBatch go:
                await worker.Continue(go.Batch, cancellationToken);
                break;
            case WriteBankFile write:
                foreach (var file in files)
                {
                    await file.Write(write.Batch, cancellationToken);
                }

                break;
            default:
                throw new InvalidOperationException("No step takes this message.");
        }
    }

    private async Task List(LinesMoved moved, CancellationToken cancellationToken)
    {
        var grant = moved.Lines.Any(line => line.State == CashState.Due) ? (await grants.Find(moved.Grant, cancellationToken))?.Grant : null;
        foreach (var line in moved.Lines)
        {
            var (group, next) = (new DueGroup(moved.FundingLine, line.Kind), DueLine.Of(moved, line));
            if (line.State != CashState.Due)
            {
                // The attempt that was released is over for good; the next one is not due where the line was called off, or paid after all.
                await due.Remove(group, DueLine.KeyOf(line.Country, next.Payment, line.Attempt), cancellationToken);
                if (line.State is CashState.Cancelled or CashState.Paid)
                {
                    await Withdraw(group, next, cancellationToken);
                }
            }
            else if (grant?.Line(line.Line) is CashLine { State: CashState.Due } present && present.Attempt == line.Attempt)
            {
                // Late news of what was released since would list it again.
                await due.Put(group, next, cancellationToken);
            }
        }
    }

    private async Task Withdraw(DueGroup group, DueLine next, CancellationToken cancellationToken)
    {
        if (await due.Find(group, next.Key, cancellationToken) is not { } row || GrantRows.Read<DueLine>(row).Version >= next.Version)
        {
            return;
        }

        if (DueLines.TakenBy(row) is { } batch)
        {
            await lines.Drop(batch, next.Payment, next.Attempt, cancellationToken);
        }

        await due.Remove(group, next.Key, cancellationToken);
    }
}
