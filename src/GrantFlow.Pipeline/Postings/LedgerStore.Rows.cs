using System.Text.Json;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>An entry's place in the order of the ledger.</summary>
/// <param name="Day">Its posting day.</param>
/// <param name="Key">Its row's key.</param>
public sealed record LedgerPlace(DateOnly Day, string Key);

/// <content>Single rows, for what compares the ledger with the grants' journals and makes it again from them.</content>
public sealed partial class LedgerStore
{
    /// <summary>What a key begins with: the time of day, and a hyphen.</summary>
    private const int TimeLength = 14;

    /// <summary>The row that stands where an entry belongs, or null.</summary>
    internal Task<Row?> Find(PostedEntry entry, CancellationToken cancellationToken) =>
        tables.Find(TableNames.Ledger, GateOf(entry).Partition, Key(entry), cancellationToken);

    /// <summary>A journal's entry as the ledger has it: on its own day, or on the one it was given when it came late. Null where it has it on neither.</summary>
    public async Task<PostedEntry?> FindPosted(PostedEntry entry, CancellationToken cancellationToken)
    {
        var row = await Find(entry, cancellationToken)
            ?? (await seals.LateDay(entry.Id, cancellationToken) is { } day ? await Find(entry with { PostedOn = day }, cancellationToken) : null);
        return row is null ? null : Read(row);
    }

    /// <summary>A page of the rows of one shard of a day.</summary>
    internal Task<RowPage> Page(DateOnly day, int shard, int size, string? continuation, CancellationToken cancellationToken) =>
        tables.Page(TableNames.Ledger, new DayGate(tables, day, shard).Entries, size, continuation, cancellationToken);

    /// <summary>Where an entry stands that was posted on a day; null where there is none. Reads that day as far as the entry.</summary>
    public async Task<LedgerPlace?> PlaceOf(DateOnly day, string entry, CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < ShardsPerDay; shard++)
        {
            await foreach (var row in tables.Query(TableNames.Ledger, new DayGate(tables, day, shard).Entries, cancellationToken))
            {
                if (row.Key.Length > TimeLength && row.Key.AsSpan(TimeLength).SequenceEqual(entry))
                {
                    return new(day, row.Key);
                }
            }
        }

        return null;
    }

    /// <summary>Writes an entry past the gate of its day, as it stood there when the day was sealed. Only what was sealed may come this way.</summary>
    internal Task Restore(PostedEntry entry, CancellationToken cancellationToken) => tables.Commit(TableNames.Ledger, [RowOf(entry)], cancellationToken);

    /// <summary>A row's entry; null where it cannot be read, or stands where its content does not belong.</summary>
    internal PostedEntry? Read(Row row)
    {
        try
        {
            return row.Text("data") is not null && GrantRows.Read<PostedEntry>(row) is { } entry && GateOf(entry).Partition == row.Partition && Key(entry) == row.Key ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private RowChange RowOf(PostedEntry entry) => RowChange.Upsert(GateOf(entry).Partition, Key(entry), new Dictionary<string, object>(GrantRows.Values(entry)) { ["programme"] = entry.Programme.Value });
}
