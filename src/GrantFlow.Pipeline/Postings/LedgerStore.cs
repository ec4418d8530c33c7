using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>The ledger: every entry once, partitioned by posting day and shard so that an export reads only its days and writes do not queue.</summary>
public sealed class LedgerStore(ITables tables)
{
    /// <summary>Partitions per day. Changing it needs a rebuild of the ledger from the grants' own rows.</summary>
    public const int ShardsPerDay = 4;

    /// <summary>Stores an entry; storing it again changes nothing, because row and content follow from the entry.</summary>
    public Task Store(PostedEntry entry, CancellationToken cancellationToken) =>
        tables.Commit(
            TableNames.Ledger,
            [RowChange.Upsert(Partition(entry.PostedOn, (int)(Shards.Hash(entry.Grant.Value) % ShardsPerDay)), Key(entry), new Dictionary<string, object>
            {
                ["data"] = JsonSerializer.Serialize(entry, GrantJson.Options),
                ["programme"] = entry.Programme.Value,
            })],
            cancellationToken);

    /// <summary>All entries of the days, both inclusive, in order of posting; of one programme when given. Reads a page at a time.</summary>
    public async IAsyncEnumerable<PostedEntry> Read(DateOnly from, DateOnly to, ProgrammeId? programme, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            await foreach (var entry in ReadDay(day, programme, cancellationToken))
            {
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<PostedEntry> ReadDay(DateOnly day, ProgrammeId? programme, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var where = programme is { } only ? new[] { new Condition("programme", "eq", only.Value) } : [];
        var shards = Enumerable.Range(0, ShardsPerDay)
            .Select(shard => tables.Query(TableNames.Ledger, new RowQuery(Partition(day, shard)) { Where = where }, cancellationToken).GetAsyncEnumerator(cancellationToken))
            .ToList();
        try
        {
            // Each shard is in order; taking the smallest head each time merges them without holding more than one page of each.
            var heads = new PriorityQueue<IAsyncEnumerator<Row>, string>(StringComparer.Ordinal);
            foreach (var shard in shards)
            {
                if (await shard.MoveNextAsync())
                {
                    heads.Enqueue(shard, shard.Current.Key);
                }
            }

            while (heads.TryDequeue(out var head, out _))
            {
                yield return JsonSerializer.Deserialize<PostedEntry>(head.Current.Text("data")!, GrantJson.Options)!;
                if (await head.MoveNextAsync())
                {
                    heads.Enqueue(head, head.Current.Key);
                }
            }
        }
        finally
        {
            foreach (var shard in shards)
            {
                await shard.DisposeAsync();
            }
        }
    }

    private static string Partition(DateOnly day, int shard) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}|{shard}");

    private static string Key(PostedEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcDateTime:HHmmssfffffff}-{entry.Id}");
}
