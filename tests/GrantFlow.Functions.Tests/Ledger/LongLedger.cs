using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>A table with one day's ledger that is made up as it is read, so that only the export can hold on to it.</summary>
internal sealed class LongLedger(int entries, Func<int, PostedEntry>? make = null) : ITables
{
    public static readonly DateOnly Day = new(2026, 3, 2);

    private int _read;

    /// <summary>How many entries were read so far.</summary>
    public int Read => Volatile.Read(ref _read);

    public static PostedEntry Entry(int number)
    {
        var grant = GrantId.Derive("long-ledger", number.ToString(CultureInfo.InvariantCulture));
        var amount = new Money(100 + number, Currency.Eur);
        return new PostedEntry(
            $"{grant}-J{number:000000}", EntryKind.Commitment, Day, new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(number), grant, null,
            ProgrammeId.Parse("calais-avr"), FundingLineId.Parse("calais-avr/reintegration"), $"{grant}-E{number:000000}",
            [Posting.Debit(Account.Committed, amount), Posting.Credit(Account.Available, amount)]);
    }

    public async IAsyncEnumerable<Row> Query(string table, RowQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shard = query.Partition![^1] - '0';
        for (var number = shard; number < entries && query.Partition.StartsWith("2026-03-02", StringComparison.Ordinal); number += LedgerStore.ShardsPerDay)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            Interlocked.Increment(ref _read);
            yield return new Row(query.Partition, number.ToString("000000", CultureInfo.InvariantCulture), new Dictionary<string, object>
            {
                ["data"] = JsonSerializer.Serialize((make ?? Entry)(number), GrantJson.Options),
            });
        }
    }

    public Task<Row?> Find(string table, string partition, string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RowPage> Page(string table, RowQuery query, int size, string? continuation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CommitOutcome> Commit(string table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) => throw new NotSupportedException();
}
