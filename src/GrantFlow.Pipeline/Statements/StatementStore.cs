using System.Globalization;
using System.Runtime.CompilerServices;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Statements;

/// <summary>A page of files or rows, and where to go on; null when it is the last.</summary>
public sealed record StatementPage<T>(IReadOnlyList<T> Items, string? Cursor);

/// <summary>A row that a person has to decide, with its file.</summary>
public sealed record OpenRow(StatementId File, StatementEntry Entry);

/// <summary>
/// A file's partition: <c>file</c>, <c>row-NNNNNN</c>, and <c>sum-NNNNNN</c>, how many rows of a handful ended in which way. Beside them the lists: all files, newest first,
/// and all rows that wait for a person, oldest first.
/// </summary>
public sealed class StatementStore(ITables tables)
{
    /// <summary>Rows that are handled, and counted, together.</summary>
    public const int Handful = 50;

    /// <summary>The largest page.</summary>
    public const int MaxPage = 200;

    private const string FileKey = "file";
    private const string Files = "files";
    private const string Open = "open";
    private const string Result = "result";

    /// <summary>A file, or null.</summary>
    public async Task<StatementFile?> Find(StatementId id, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Statements, id.Value, FileKey, cancellationToken) is { } row ? GrantRows.Read<StatementFile>(row) : null;

    /// <summary>A row of a file, or null.</summary>
    public async Task<StatementEntry?> FindRow(StatementId id, int number, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Statements, id.Value, RowKey(number), cancellationToken) is { } row ? GrantRows.Read<StatementEntry>(row) : null;

    /// <summary>Files, newest first.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list.</exception>
    public Task<StatementPage<StatementFile>> List(int size, string? cursor, CancellationToken cancellationToken) =>
        Page<StatementFile>(new RowQuery(Files), size, cursor, cancellationToken);

    /// <summary>Rows of a file in order, all or those that ended in one way.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list.</exception>
    public Task<StatementPage<StatementEntry>> Rows(StatementId id, RowResult? result, int size, string? cursor, CancellationToken cancellationToken) =>
        Page<StatementEntry>(RowQuery.Prefix(id.Value, "row-") with { Where = result is { } one ? [new Condition(Result, "eq", one.ToString())] : [] }, size, cursor, cancellationToken);

    /// <summary>Rows of all files that wait for a person, those of the oldest file first.</summary>
    /// <exception cref="FormatException">The cursor is not one of this list.</exception>
    public Task<StatementPage<OpenRow>> Waiting(int size, string? cursor, CancellationToken cancellationToken) =>
        Page<OpenRow>(new RowQuery(Open), size, cursor, cancellationToken);

    /// <summary>How many rows of a file ended in which way.</summary>
    public async Task<IReadOnlyDictionary<RowResult, int>> Results(StatementId id, CancellationToken cancellationToken)
    {
        var sums = new SortedDictionary<RowResult, int>();
        await foreach (var row in tables.Query(TableNames.Statements, RowQuery.Prefix(id.Value, "sum-"), cancellationToken))
        {
            foreach (var (result, count) in GrantRows.Read<Dictionary<RowResult, int>>(row))
            {
                sums[result] = sums.GetValueOrDefault(result) + count;
            }
        }

        return sums;
    }

    /// <summary>The handfuls of a file by their first row, and how many of each ended in which way.</summary>
    internal async IAsyncEnumerable<(int First, IReadOnlyDictionary<RowResult, int> Results)> Handfuls(StatementId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in tables.Query(TableNames.Statements, RowQuery.Prefix(id.Value, "sum-"), cancellationToken))
        {
            yield return (int.Parse(row.Key["sum-".Length..], CultureInfo.InvariantCulture), GrantRows.Read<Dictionary<RowResult, int>>(row));
        }
    }

    /// <summary>Keeps a file. False when it is known.</summary>
    internal async Task<bool> Add(StatementFile file, CancellationToken cancellationToken)
    {
        var isNew = await tables.Commit(TableNames.Statements, [RowChange.Add(file.Id.Value, FileKey, GrantRows.Values(file))], cancellationToken) == CommitOutcome.Committed;
        var known = isNew ? file : (await Find(file.Id, cancellationToken))!;
        // Again for a known one: whoever kept it first may have died before this.
        await tables.Commit(TableNames.Statements, [RowChange.Upsert(Files, FileListKey(known), GrantRows.Values(known with { Rows = null }))], cancellationToken);
        return isNew;
    }

    /// <summary>Says how many rows a file came to.</summary>
    internal async Task Complete(StatementId id, int rows, CancellationToken cancellationToken)
    {
        var row = (await tables.Find(TableNames.Statements, id.Value, FileKey, cancellationToken))!;
        await tables.Commit(TableNames.Statements, [RowChange.Replace(row, GrantRows.Values(GrantRows.Read<StatementFile>(row) with { Rows = rows }))], cancellationToken);
    }

    /// <summary>Lays out rows that nobody looked at yet; rows that are there stay as they are.</summary>
    internal Task Lay(StatementId id, IReadOnlyList<StatementRow> rows, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Statements, [.. rows.Select(row => RowChange.Add(id.Value, RowKey(row.Number), Values(new StatementEntry(row, RowResult.New))))], cancellationToken);

    /// <summary>The rows of a handful as they stand, with the versions that were read.</summary>
    internal async Task<IReadOnlyList<(Row Stored, StatementEntry Entry)>> HandfulAt(StatementId id, int first, CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Statements, new RowQuery(id.Value, RowKey(first), RowKey(first + Handful)), cancellationToken)
            .Select(row => (row, GrantRows.Read<StatementEntry>(row))).ToListAsync(cancellationToken);

    /// <summary>The handful that a row belongs to.</summary>
    internal static int HandfulOf(int number) => number - ((number - 1) % Handful);

    /// <summary>Brings a row and the list of open ones to what became of it. False when somebody else changed the row.</summary>
    internal async Task<bool> Move(StatementFile file, Row stored, StatementEntry entry, CancellationToken cancellationToken)
    {
        // The list first: a row may stand in it too long, never too short.
        await PutOnTheList(file, entry, cancellationToken);
        if (await tables.Commit(TableNames.Statements, [RowChange.Replace(stored, Values(entry))], cancellationToken) != CommitOutcome.Committed)
        {
            return false;
        }

        // Again: somebody who still saw it decided may have taken it off meanwhile.
        await PutOnTheList(file, entry, cancellationToken);
        await TakeOffTheList(file, entry, cancellationToken);
        return true;
    }

    /// <summary>Takes a row that was decided off the list of open ones, unless it waits again.</summary>
    internal async Task TakeOffTheList(StatementFile file, StatementEntry entry, CancellationToken cancellationToken)
    {
        if (entry is { IsOpen: false, Decision: not null })
        {
            await tables.Commit(TableNames.Statements, [RowChange.Delete(new Row(Open, OpenKey(file, entry), new Dictionary<string, object>()))], cancellationToken);
            await PutOnTheList(file, (await FindRow(file.Id, entry.Row.Number, cancellationToken))!, cancellationToken);
        }
    }

    /// <summary>Keeps what a person said of an open row. False when it is not open, or somebody was faster.</summary>
    internal async Task<bool> Decide(StatementId id, int number, Func<StatementEntry, StatementEntry?> decide, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Statements, id.Value, RowKey(number), cancellationToken) is { } row
        && decide(GrantRows.Read<StatementEntry>(row)) is { } decided
        && await tables.Commit(TableNames.Statements, [RowChange.Replace(row, Values(decided))], cancellationToken) == CommitOutcome.Committed;

    /// <summary>Counts a handful anew.</summary>
    internal async Task Count(StatementId id, int first, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Read before the rows: whoever counted them later has changed it.
            var row = await tables.Find(TableNames.Statements, id.Value, SumKey(first), cancellationToken);
            var sums = (await HandfulAt(id, first, cancellationToken)).CountBy(one => one.Entry.Result).ToDictionary();
            var values = GrantRows.Values(sums);
            if (await tables.Commit(TableNames.Statements, [row is null ? RowChange.Add(id.Value, SumKey(first), values) : RowChange.Replace(row, values)], cancellationToken) == CommitOutcome.Committed)
            {
                return;
            }
        }
    }

    private async Task PutOnTheList(StatementFile file, StatementEntry entry, CancellationToken cancellationToken)
    {
        if (entry.IsOpen)
        {
            await tables.Commit(TableNames.Statements, [RowChange.Upsert(Open, OpenKey(file, entry), GrantRows.Values(new OpenRow(file.Id, entry)))], cancellationToken);
        }
    }

    private async Task<StatementPage<T>> Page<T>(RowQuery query, int size, string? cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaxPage);
        var page = await tables.Page(TableNames.Statements, query, size, cursor, cancellationToken);
        return new StatementPage<T>([.. page.Rows.Select(GrantRows.Read<T>)], page.Continuation);
    }

    private static Dictionary<string, object> Values(StatementEntry entry)
    {
        var values = GrantRows.Values(entry);
        values[Result] = entry.Result.ToString();
        return values;
    }

    private static string RowKey(int number) => string.Create(CultureInfo.InvariantCulture, $"row-{number:D7}");

    private static string SumKey(int first) => string.Create(CultureInfo.InvariantCulture, $"sum-{first:D7}");

    private static string FileListKey(StatementFile file) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - file.ReceivedAt.UtcTicks:D19}-{file.Id}");

    private static string OpenKey(StatementFile file, StatementEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{file.ReceivedAt.UtcTicks:D19}-{file.Id}-{entry.Row.Number:D7}");
}
