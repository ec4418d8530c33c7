using System.Globalization;
using System.Runtime.CompilerServices;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Versions;

namespace GrantFlow.TestSupport;

/// <summary><see cref="ITables"/> in memory, with the rules and limits of Azure Table storage (one contract suite runs against both). Thread-safe; no clock, no randomness.</summary>
/// <param name="tables">The tables there are; those of <see cref="TableNames"/> when null. Any other one is an error, as in Azure.</param>
/// <param name="probe">Sees every call.</param>
public sealed class MemoryTables(IEnumerable<string>? tables = null, IStorageProbe? probe = null) : ITables
{
    private const int ScanSize = 1000;

    private readonly Lock _lock = new();

    private readonly Dictionary<string, MemoryTable> _tables = (tables ?? TableNames.All).ToDictionary(name => name, _ => new MemoryTable(), StringComparer.Ordinal);

    private long _version;

    /// <summary>Sees every change that is asked for, with its table: for whoever takes samples of what is written.</summary>
    public static Action<string, RowChange>? Written { get; set; }

    /// <summary>Makes a table that is not there yet.</summary>
    public void Create(string table)
    {
        lock (_lock)
        {
            _tables.TryAdd(table, new MemoryTable());
        }
    }

    /// <summary>Every row of a table, in order of partition and key.</summary>
    public IReadOnlyList<Row> Rows(string table)
    {
        lock (_lock)
        {
            return [.. Table(table).Slice(new RowQuery(null), null, int.MaxValue)];
        }
    }

    /// <inheritdoc/>
    public Task<Row?> Find(string table, string partition, string key, CancellationToken cancellationToken) =>
        Call("find", table, () => Table(table).Find(partition, key) is { } row ? RowVersion.Check(table, row) : null, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> Query(string table, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await Page(table, query, ScanSize, continuation, cancellationToken);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <inheritdoc/>
    public Task<RowPage> Page(string table, RowQuery query, int size, string? continuation, CancellationToken cancellationToken)
    {
        RowRules.CheckQuery(query);
        RowRules.CheckPageSize(size);
        var scope = Scope(table, query);
        var place = continuation is null ? null : PageCursor.Decode(scope, continuation);
        return Call("page", table, () => ReadPage(table, query, size, scope, place), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CommitOutcome> Commit(string table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        RowRules.CheckCommit(table, changes);
        StorageLimits.CheckCommit(table, changes);
        if (Written is { } written)
        {
            foreach (var change in changes)
            {
                written(table, change);
            }
        }

        return Call("commit", table, () => Table(table).Commit(changes, () => string.Create(CultureInfo.InvariantCulture, $"W/\"{++_version}\"")), cancellationToken);
    }

    private RowPage ReadPage(string table, RowQuery query, int size, string scope, string? place)
    {
        // The row after the page tells whether there is one.
        var rows = Table(table).Slice(query, place, size + 1).ToList();
        rows.ForEach(row => RowVersion.Check(table, row));
        if (rows.Count <= size)
        {
            return new RowPage(rows, null);
        }

        rows.RemoveAt(size);
        return new RowPage(rows, PageCursor.Encode(scope, MemoryTable.PlaceOf(rows[^1])));
    }

    private MemoryTable Table(string name) =>
        _tables.TryGetValue(name, out var table) ? table : throw new InvalidOperationException($"There is no table '{name}'.");

    private Task<T> Call<T>(string operation, string table, Func<T> effect, CancellationToken cancellationToken) =>
        probe.Run(
            new StorageCall("table", operation, table),
            () =>
            {
                lock (_lock)
                {
                    return effect();
                }
            },
            cancellationToken);

    private static string Scope(string table, RowQuery query) =>
        string.Join('\n', [table, query.Partition, query.FromKey, query.BeforeKey, .. query.Where.Select(condition => string.Create(CultureInfo.InvariantCulture, $"{condition.Property} {condition.Operator} {condition.Value}"))]);
}
