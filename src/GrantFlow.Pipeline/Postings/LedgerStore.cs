using System.Globalization;
using System.Runtime.CompilerServices;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>The ledger: every entry once, partitioned by posting day and shard so that an export reads only its days and writes do not queue.</summary>
public sealed partial class LedgerStore(ITables tables, SealStore seals, PeriodBook periods)
{
    /// <summary>Partitions per day. Changing it needs a rebuild of the ledger from the grants' own rows.</summary>
    public const int ShardsPerDay = 4;

    /// <summary>How often an entry that came late may find the day it was given closed as well.</summary>
    private const int Tries = 10;

    /// <summary>
    /// Stores an entry; storing it again changes nothing, because row and content follow from the entry. One that comes after its day was sealed is posted on the first day that is not, and stays there.
    /// </summary>
    public async Task Store(PostedEntry entry, CancellationToken cancellationToken)
    {
        if (await Enter(await Place(entry, entry.PostedOn, cancellationToken), cancellationToken) || await Has(entry, cancellationToken))
        {
            return;
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var late = await Place(entry, await seals.PlaceLate(entry, cancellationToken), cancellationToken);
            if (await Enter(late, cancellationToken) || await Has(late, cancellationToken))
            {
                return;
            }

            await seals.MoveOn(entry, late.PostedOn, cancellationToken);
        }

        throw new InvalidOperationException($"Entry {entry.Id} met {Tries} sealed days. The queue tries again later.");
    }

    /// <summary>An entry of a grant's journal as it stands on a day of the ledger: the same whenever it is asked.</summary>
    internal async ValueTask<PostedEntry> Place(PostedEntry own, DateOnly day, CancellationToken cancellationToken) => own.PlacedOn(day, await periods.For(day, cancellationToken));

    /// <summary>Lets nothing more into a day. Closing it again changes nothing.</summary>
    public Task Close(DateOnly day, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, ShardsPerDay).Select(shard => new DayGate(tables, day, shard).Close(cancellationToken)));

    /// <summary>The first day that has anything, or null.</summary>
    public async Task<DateOnly?> FirstDay(CancellationToken cancellationToken) =>
        (await tables.Page(TableNames.Ledger, new RowQuery(null), 1, null, cancellationToken)).Rows is [var first, ..]
            ? DateOnly.ParseExact(first.Partition[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    /// <summary>All entries of the days, both inclusive, in order of posting; of one programme when given. Reads a page at a time.</summary>
    public IAsyncEnumerable<PostedEntry> Read(DateOnly from, DateOnly to, ProgrammeId? programme, CancellationToken cancellationToken) => Read(from, null, to, programme, cancellationToken);

    /// <summary>The same behind a place in the ledger.</summary>
    public IAsyncEnumerable<PostedEntry> ReadBehind(LedgerPlace after, DateOnly to, ProgrammeId? programme, CancellationToken cancellationToken) => Read(after.Day, after.Key, to, programme, cancellationToken);

    private async IAsyncEnumerable<PostedEntry> Read(DateOnly from, string? after, DateOnly to, ProgrammeId? programme, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            await foreach (var entry in ReadDay(day, day == from ? after : null, programme, cancellationToken))
            {
                yield return entry;
            }
        }
    }

    private async Task<bool> Enter(PostedEntry entry, CancellationToken cancellationToken)
    {
        var gate = GateOf(entry);
        return await gate.Enter(RowOf(entry), async () => await seals.LastDay(cancellationToken) is not { } last || last < entry.PostedOn, cancellationToken);
    }

    private async Task<bool> Has(PostedEntry entry, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Ledger, GateOf(entry).Partition, Key(entry), cancellationToken) is not null;

    private DayGate GateOf(PostedEntry entry) => new(tables, entry.PostedOn, (int)(Shards.Hash(entry.Grant?.Value ?? entry.FundingLine.Value) % ShardsPerDay));

    private async IAsyncEnumerable<PostedEntry> ReadDay(DateOnly day, string? after, ProgrammeId? programme, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var where = programme is { } only ? new[] { new Condition("programme", "eq", only.Value) } : [];
        var shards = Enumerable.Range(0, ShardsPerDay)
            .Select(shard => tables.Query(TableNames.Ledger, Behind(new DayGate(tables, day, shard).Entries, after) with { Where = where }, cancellationToken).GetAsyncEnumerator(cancellationToken))
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
                yield return GrantRows.Read<PostedEntry>(head.Current);
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

    /// <summary>Nothing in a key comes before a blank, so that all keys but this one are behind it that were before.</summary>
    private static RowQuery Behind(RowQuery entries, string? after) => after is null ? entries : entries with { FromKey = after + " " };

    /// <summary>In order of the event's time of day; entries of one moment in order of their ids.</summary>
    private static string Key(PostedEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcDateTime:HHmmssfffffff}-{entry.Id}");
}
