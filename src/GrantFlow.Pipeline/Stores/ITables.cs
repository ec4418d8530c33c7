namespace GrantFlow.Pipeline.Stores;

/// <summary>One table row. Values are <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="bool"/>, <see cref="DateTimeOffset"/> or byte[].</summary>
/// <param name="Partition">Partition key; rows of one partition commit together.</param>
/// <param name="Key">Row key, unique within the partition; rows are read in ordinal key order.</param>
/// <param name="Values">The row's properties by name; a missing property is simply absent.</param>
/// <param name="ETag">The version that was read; null for a row that was not read from storage.</param>
public sealed record Row(string Partition, string Key, IReadOnlyDictionary<string, object> Values, string? ETag = null)
{
    /// <summary>A text property, or null when absent.</summary>
    public string? Text(string name) => Values.TryGetValue(name, out var value) ? (string)value : null;

    /// <summary>A 64-bit property (a stored 32-bit one widens), or null when absent.</summary>
    public long? Number(string name) => Values.TryGetValue(name, out var value) ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;
}

/// <summary>What a change does to its row.</summary>
public enum RowAction
{
    /// <summary>Inserts; fails with <see cref="CommitOutcome.AlreadyExists"/> when the key is taken.</summary>
    Add,

    /// <summary>Replaces; needs the row's ETag and fails with <see cref="CommitOutcome.Changed"/> when it no longer holds.</summary>
    Replace,

    /// <summary>Inserts or replaces whatever is there. Only for rows whose content is derived from their key.</summary>
    Upsert,

    /// <summary>Replaces whatever version is there; fails with <see cref="CommitOutcome.Changed"/> when there is none. What is written only as long as a row stands is written together with it.</summary>
    Overwrite,

    /// <summary>Deletes; with an ETag only that version, without one whatever is there. A row already gone is <see cref="CommitOutcome.Changed"/>.</summary>
    Delete,
}

/// <summary>One change of a transaction.</summary>
public sealed record RowChange(RowAction Action, Row Row)
{
    /// <summary>An insert.</summary>
    public static RowChange Add(string partition, string key, IReadOnlyDictionary<string, object> values) => new(RowAction.Add, new Row(partition, key, values));

    /// <summary>A replacement of the version that was read.</summary>
    public static RowChange Replace(Row read, IReadOnlyDictionary<string, object> values) => new(RowAction.Replace, read with { Values = values });

    /// <summary>An insert or replacement.</summary>
    public static RowChange Upsert(string partition, string key, IReadOnlyDictionary<string, object> values) => new(RowAction.Upsert, new Row(partition, key, values));

    /// <summary>A replacement of whatever version is there.</summary>
    public static RowChange Overwrite(string partition, string key, IReadOnlyDictionary<string, object> values) => new(RowAction.Overwrite, new Row(partition, key, values));

    /// <summary>A deletion of the version that was read (or of any version, when the ETag is null).</summary>
    public static RowChange Delete(Row row) => new(RowAction.Delete, row);
}

/// <summary>How a transaction ended. Anything else (network, throttling) throws.</summary>
public enum CommitOutcome
{
    /// <summary>Every change is stored.</summary>
    Committed,

    /// <summary>Nothing is stored: a row to add exists already.</summary>
    AlreadyExists,

    /// <summary>Nothing is stored: a row to replace, overwrite or delete is gone or has another version.</summary>
    Changed,
}

/// <summary>A property condition of a query: <c>eq ne lt le gt ge</c>.</summary>
public sealed record Condition(string Property, string Operator, object Value);

/// <summary>Which rows to read. Without a partition the whole table is scanned: only maintenance does that.</summary>
public sealed record RowQuery(string? Partition, string? FromKey = null, string? BeforeKey = null)
{
    /// <summary>All must hold; evaluated by storage.</summary>
    public IReadOnlyList<Condition> Where { get; init; } = [];

    /// <summary>Rows whose key starts with <paramref name="prefix"/>.</summary>
    public static RowQuery Prefix(string partition, string prefix) => new(partition, prefix, prefix[..^1] + (char)(prefix[^1] + 1));
}

/// <summary>One page of rows and where to go on; null when it is the last.</summary>
public sealed record RowPage(IReadOnlyList<Row> Rows, string? Continuation);

/// <summary>
/// The seam to table storage: ordered rows in partitions, optimistic versions, one atomic transaction per partition. Of a row that only a later release may read, every read throws <see cref="Versions.LaterReleaseException"/>.
/// </summary>
public interface ITables
{
    /// <summary>Reads one row; null when there is none.</summary>
    Task<Row?> Find(string table, string partition, string key, CancellationToken cancellationToken);

    /// <summary>Reads all rows of a query in key order, page by page as they are consumed.</summary>
    IAsyncEnumerable<Row> Query(string table, RowQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one page of at most <paramref name="size"/> rows (1 to 1000).</summary>
    /// <exception cref="FormatException">The continuation is not one this store handed out.</exception>
    Task<RowPage> Page(string table, RowQuery query, int size, string? continuation, CancellationToken cancellationToken);

    /// <summary>Stores all changes or none. All rows are of one partition and each row appears once.</summary>
    /// <exception cref="StorageLimitException">More than 100 rows, 4 MiB in all, or 64 KiB in one property.</exception>
    Task<CommitOutcome> Commit(string table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken);
}

/// <summary>A storage limit that this write would break; the message names the limit and what was asked.</summary>
public sealed class StorageLimitException(string message) : Exception(message);
