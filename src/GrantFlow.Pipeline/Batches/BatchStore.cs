using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>A batch and the version of its row, so that only what was read is replaced.</summary>
public sealed record LoadedBatch(PaymentBatch Batch, Row Row);

/// <summary>A line before and after a change, with the version of its row; no row for a line that is new.</summary>
internal sealed record LineChange(Row? Row, BatchLine? Before, BatchLine After);

/// <summary>Payment batches in their partitions.</summary>
public sealed class BatchStore(ITables tables)
{
    /// <summary>The batch as it stands, or null.</summary>
    public async Task<LoadedBatch?> Find(BatchId id, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Batches, id.Value, BatchRows.Batch, cancellationToken) is { } row ? new(GrantRows.Read<PaymentBatch>(row), row) : null;

    /// <summary>Every line in the order of payment ids, read as it is consumed. Those taken out or refused are among them.</summary>
    public IAsyncEnumerable<BatchLine> Lines(BatchId id, CancellationToken cancellationToken) =>
        tables.Query(TableNames.Batches, RowQuery.Prefix(id.Value, BatchRows.LinePrefix), cancellationToken).Select(GrantRows.Read<BatchLine>);

    /// <summary>One page of lines after a payment, in one state or all; empty when there is no more.</summary>
    public async Task<IReadOnlyList<BatchLine>> Page(BatchId id, PaymentId? after, int size, BatchLineState? state, CancellationToken cancellationToken) =>
        [.. (await LinesAfter(id, after?.Value, size, state, cancellationToken)).Select(row => row.Line)];

    /// <summary>One line, or null.</summary>
    public async Task<BatchLine?> Line(BatchId id, PaymentId payment, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Batches, id.Value, BatchRows.Line(payment), cancellationToken) is { } row ? GrantRows.Read<BatchLine>(row) : null;

    /// <summary>The lines counted by state.</summary>
    public async Task<BatchTally> Tally(BatchId id, CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Batches, RowQuery.Prefix(id.Value, BatchRows.TallyPrefix), cancellationToken)
            .Select(GrantRows.Read<BatchTally>).AggregateAsync(BatchTally.Empty, (sum, shard) => sum.Plus(shard), cancellationToken);

    /// <summary>Notes the file for the bank. A file that was noted before stays.</summary>
    /// <exception cref="KeyNotFoundException">There is no such batch.</exception>
    public Task SetFile(BatchId id, BatchFile file, CancellationToken cancellationToken) =>
        Change(id, batch => batch.File is null ? batch with { File = file } : null, cancellationToken);

    /// <summary>Changes the batch alone; the change sees the present one, and null from it changes nothing. Gives what stands after it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such batch.</exception>
    internal async Task<PaymentBatch> Change(BatchId id, Func<PaymentBatch, PaymentBatch?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var present = await Find(id, cancellationToken) ?? throw new KeyNotFoundException($"There is no batch {id}.");
            if (change(present.Batch) is not { } changed)
            {
                return present.Batch;
            }

            if (await tables.Commit(TableNames.Batches, [Replace(present, changed)], cancellationToken) == CommitOutcome.Committed)
            {
                return changed;
            }
        }
    }

    /// <summary>Changes lines, what is counted of them and, where given, the batch: all or nothing. False when one of them changed since it was read.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="lines">At most <see cref="BatchRows.Step"/>.</param>
    /// <param name="batch">The batch as read and as it becomes; null where it stays.</param>
    /// <param name="more">Other rows of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<bool> Commit(BatchId id, IReadOnlyList<LineChange> lines, (LoadedBatch Read, PaymentBatch Becomes)? batch, IEnumerable<RowChange> more, CancellationToken cancellationToken)
    {
        var changes = new List<RowChange>(more);
        if (batch is var (read, becomes))
        {
            changes.Add(Replace(read, becomes));
        }

        changes.AddRange(lines.Select(line => line.Row is null
            ? RowChange.Add(id.Value, BatchRows.Line(line.After.Payment), BatchRows.LineValues(line.After))
            : RowChange.Replace(line.Row, BatchRows.LineValues(line.After))));
        foreach (var shard in lines.GroupBy(line => BatchRows.Tally(line.After.Payment)))
        {
            var row = await tables.Find(TableNames.Batches, id.Value, shard.Key, cancellationToken);
            var tally = shard.Aggregate(
                row is null ? BatchTally.Empty : GrantRows.Read<BatchTally>(row),
                (sum, line) => line.Before is null ? sum.With(line.After) : sum.Moved(line.Before, line.After));
            changes.Add(row is null ? RowChange.Add(id.Value, shard.Key, GrantRows.Values(tally)) : RowChange.Replace(row, GrantRows.Values(tally)));
        }

        return changes.Count == 0 || await tables.Commit(TableNames.Batches, changes, cancellationToken) == CommitOutcome.Committed;
    }

    /// <summary>A line with the version of its row.</summary>
    internal async Task<(Row Row, BatchLine Line)?> FindLine(BatchId id, PaymentId payment, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Batches, id.Value, BatchRows.Line(payment), cancellationToken) is { } row ? (row, GrantRows.Read<BatchLine>(row)) : null;

    /// <summary>One page of lines after a payment, in order.</summary>
    internal async Task<IReadOnlyList<(Row Row, BatchLine Line)>> LinesAfter(BatchId id, string? cursor, int size, BatchLineState? state, CancellationToken cancellationToken)
    {
        var query = RowQuery.Prefix(id.Value, BatchRows.LinePrefix);
        // No key lies between one and the same with a blank behind it.
        query = cursor is null ? query : query with { FromKey = $"{BatchRows.LinePrefix}{cursor} " };
        query = query with { Where = state is { } one ? [BatchRows.In(one)] : [] };
        for (string? continuation = null; ;)
        {
            // Storage may answer with a page that is empty and not the last.
            var page = await tables.Page(TableNames.Batches, query, size, continuation, cancellationToken);
            if (page.Rows.Count > 0 || page.Continuation is null)
            {
                return [.. page.Rows.Select(row => (row, GrantRows.Read<BatchLine>(row)))];
            }

            continuation = page.Continuation;
        }
    }

    private static RowChange Replace(LoadedBatch read, PaymentBatch becomes) => RowChange.Replace(read.Row, GrantRows.Values(becomes));
}
