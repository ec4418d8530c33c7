using System.Collections.Concurrent;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>
/// What is due, by funding line and kind of route: one row for each attempt that can be released. The row is the claim as well: a batch takes a line by
/// writing its id into the row as it was read, so that of two batches one has it. That counts for as long as that batch holds the line.
/// </summary>
public sealed class DueLines(ITables tables)
{
    private const string Batch = "batch";

    private readonly ConcurrentDictionary<DueGroup, bool> _listed = new();

    /// <summary>The groups in which something is or was due.</summary>
    public async Task<IReadOnlyList<DueGroup>> Groups(CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Batches, new RowQuery(DueGroup.List), cancellationToken).Select(row => DueGroup.Parse(row.Key)).ToListAsync(cancellationToken);

    /// <summary>Every due line of a group with the batch that took it, by country and payment.</summary>
    public IAsyncEnumerable<(DueLine Line, BatchId? Batch)> All(DueGroup group, CancellationToken cancellationToken) =>
        tables.Query(TableNames.Batches, new RowQuery(group.Partition), cancellationToken).Select(row => (GrantRows.Read<DueLine>(row), TakenBy(row)));

    /// <summary>One page after a key; empty when there is no more.</summary>
    internal async Task<IReadOnlyList<Row>> After(DueGroup group, CountryCode? country, string? cursor, int size, CancellationToken cancellationToken)
    {
        var query = country is { } one ? RowQuery.Prefix(group.Partition, $"{one}-") : new RowQuery(group.Partition);
        // No key lies between one and the same with a blank behind it.
        query = cursor is null ? query : query with { FromKey = $"{cursor} " };
        for (string? continuation = null; ;)
        {
            var page = await tables.Page(TableNames.Batches, query, size, continuation, cancellationToken);
            if (page.Rows.Count > 0 || page.Continuation is null)
            {
                return page.Rows;
            }

            continuation = page.Continuation;
        }
    }

    /// <summary>A line is due. What is on file from a later version stays.</summary>
    internal async Task<Row> Put(DueGroup group, DueLine line, CancellationToken cancellationToken)
    {
        await List(group, cancellationToken);
        while (true)
        {
            if (await Find(group, line.Key, cancellationToken) is { } row)
            {
                return row;
            }

            await tables.Commit(TableNames.Batches, [RowChange.Add(group.Partition, line.Key, GrantRows.Values(line))], cancellationToken);
        }
    }

    /// <summary>The row of a line, or null.</summary>
    internal Task<Row?> Find(DueGroup group, string key, CancellationToken cancellationToken) => tables.Find(TableNames.Batches, group.Partition, key, cancellationToken);

    /// <summary>An attempt can be released no more.</summary>
    internal async Task Remove(DueGroup group, string key, CancellationToken cancellationToken)
    {
        if (await Find(group, key, cancellationToken) is { } row)
        {
            // Without its version: an attempt that is over never falls due again, whoever took it meanwhile.
            await tables.Commit(TableNames.Batches, [RowChange.Delete(row with { ETag = null })], cancellationToken);
        }
    }

    /// <summary>A batch takes lines: all as they were read, or none.</summary>
    internal async Task<bool> Take(IReadOnlyList<Row> rows, BatchId batch, CancellationToken cancellationToken) =>
        rows.Count == 0 || await tables.Commit(TableNames.Batches, [.. rows.Select(row => RowChange.Replace(row, Marked(row, batch)))], cancellationToken) == CommitOutcome.Committed;

    /// <summary>A batch gives a line back, so that the list of what is due shows it as free.</summary>
    internal async Task GiveBack(DueGroup group, string key, BatchId batch, CancellationToken cancellationToken)
    {
        if (await Find(group, key, cancellationToken) is { } row && TakenBy(row) == batch)
        {
            // Another batch was faster: then it is not free.
            await tables.Commit(TableNames.Batches, [RowChange.Replace(row, Marked(row, null))], cancellationToken);
        }
    }

    internal static BatchId? TakenBy(Row row) => row.Text(Batch) is { } id ? BatchId.Parse(id) : null;

    private static Dictionary<string, object> Marked(Row row, BatchId? batch)
    {
        var values = row.Values.Where(pair => pair.Key != Batch).ToDictionary(pair => pair.Key, pair => pair.Value);
        if (batch is { } id)
        {
            values[Batch] = id.Value;
        }

        return values;
    }

    private async Task List(DueGroup group, CancellationToken cancellationToken)
    {
        if (!_listed.ContainsKey(group))
        {
            await tables.Commit(TableNames.Batches, [RowChange.Upsert(DueGroup.List, group.Key, new Dictionary<string, object>())], cancellationToken);
            _listed[group] = true;
        }
    }
}
