using System.Collections.ObjectModel;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.TestSupport;

/// <summary>One table: partitions and rows in ordinal order. Not thread-safe; its owner locks.</summary>
internal sealed class MemoryTable
{
    private readonly SortedDictionary<string, SortedList<string, Row>> _partitions = new(StringComparer.Ordinal);

    /// <summary>Where reading goes on after a row; keys cannot hold a line feed.</summary>
    public static string PlaceOf(Row row) => $"{row.Partition}\n{row.Key}";

    public Row? Find(string partition, string key) =>
        _partitions.TryGetValue(partition, out var rows) && rows.TryGetValue(key, out var row) ? Shown(row) : null;

    public IEnumerable<Row> Slice(RowQuery query, string? afterPlace, int count) =>
        RowsOf(query, afterPlace)
            .Where(row => query.Where.All(condition => RowCondition.Holds(condition, row)))
            .Take(count)
            .Select(Shown);

    public CommitOutcome Commit(IReadOnlyList<RowChange> changes, Func<string> nextVersion)
    {
        foreach (var change in changes)
        {
            var outcome = Check(change);
            if (outcome != CommitOutcome.Committed)
            {
                return outcome;
            }
        }

        var partition = changes[0].Row.Partition;
        if (!_partitions.TryGetValue(partition, out var rows))
        {
            rows = _partitions[partition] = new(StringComparer.Ordinal);
        }

        foreach (var (action, row) in changes)
        {
            if (action == RowAction.Delete)
            {
                rows.Remove(row.Key);
            }
            else
            {
                rows[row.Key] = Copy(row) with { ETag = nextVersion() };
            }
        }

        if (rows.Count == 0)
        {
            _partitions.Remove(partition);
        }

        return CommitOutcome.Committed;
    }

    private CommitOutcome Check(RowChange change)
    {
        var stored = Find(change.Row.Partition, change.Row.Key);
        return change.Action switch
        {
            RowAction.Add => stored is null ? CommitOutcome.Committed : CommitOutcome.AlreadyExists,
            RowAction.Upsert => CommitOutcome.Committed,
            RowAction.Overwrite => stored is null ? CommitOutcome.Changed : CommitOutcome.Committed,
            RowAction.Replace or RowAction.Delete => stored is not null && (change.Row.ETag is null || change.Row.ETag == stored.ETag) ? CommitOutcome.Committed : CommitOutcome.Changed,
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Action, "No such action."),
        };
    }

    private IEnumerable<Row> RowsOf(RowQuery query, string? afterPlace)
    {
        if (query.Partition is null)
        {
            return _partitions.Values.SelectMany(rows => Range(rows, query, null)).Where(row => afterPlace is null || IsAfter(row, afterPlace));
        }

        return _partitions.TryGetValue(query.Partition, out var partition) ? Range(partition, query, afterPlace) : [];
    }

    /// <summary>Sought, not looked through: with ten thousand rows in a partition that is what takes long.</summary>
    private static IEnumerable<Row> Range(SortedList<string, Row> rows, RowQuery query, string? afterPlace)
    {
        var from = query.FromKey is { } first ? FirstFrom(rows.Keys, first) : 0;
        if (afterPlace is not null)
        {
            // No key lies between one and the same with the lowest letter behind it.
            from = Math.Max(from, FirstFrom(rows.Keys, afterPlace[(afterPlace.IndexOf('\n', StringComparison.Ordinal) + 1)..] + '\0'));
        }

        for (var at = from; at < rows.Count && (query.BeforeKey is null || string.CompareOrdinal(rows.Keys[at], query.BeforeKey) < 0); at++)
        {
            yield return rows.Values[at];
        }
    }

    private static int FirstFrom(IList<string> keys, string key)
    {
        var (low, high) = (0, keys.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(keys[middle], key) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool IsAfter(Row row, string place)
    {
        var end = place.IndexOf('\n', StringComparison.Ordinal);
        var partition = string.CompareOrdinal(row.Partition, place[..end]);
        return partition > 0 || (partition == 0 && string.CompareOrdinal(row.Key, place[(end + 1)..]) > 0);
    }

    // Neither side can change what the other holds.
    private static Row Copy(Row row) => row with
    {
        Values = new ReadOnlyDictionary<string, object>(row.Values.ToDictionary(
            pair => pair.Key,
            pair => pair.Value switch
            {
                byte[] bytes => bytes.ToArray(),
                DateTimeOffset moment => moment.ToUniversalTime(),
                var value => value,
            },
            StringComparer.Ordinal)),
    };

    /// <summary>What is stored can be read by anybody and changed by nobody, but for bytes.</summary>
    private static Row Shown(Row row) => row.Values.Values.Any(value => value is byte[]) ? Copy(row) : row;
}
