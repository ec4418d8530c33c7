using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>A pipeline that went a rough way in January 2026, whose days are sealed, with one entry that came late.</summary>
internal sealed class BookKeeping(JobPace? pace = null)
{
    public static readonly DateOnly First = new(2026, 1, 1), Last = new(2026, 3, 31);

    public PipelineRun Run { get; } = new(seed: 5) { With = services => services.AddSingleton(pace ?? JobPace.Usual) };

    public static async Task<BookKeeping> Sealed(JobPace? pace = null)
    {
        var books = new BookKeeping(pace);
        await Journey.Rough.Go(books.Run);
        await books.Run.Finish();
        // One entry is lost on its way until its day is sealed, as if its message had been in the poison queue.
        var lost = books.Rows()[0];
        await books.Run.Tables.Commit(TableNames.Ledger, [RowChange.Delete(lost)], default);
        await books.Seal(days: 3);
        await books.Run.Get<LedgerStore>().Store(books.Journal(lost.Key[(lost.Key.IndexOf('-', StringComparison.Ordinal) + 1)..]), default);
        await books.Seal(days: 2);
        var two = new Case("Two");
        await books.Run.Do(two.Submit(), two.Approve(1_000));
        await books.Run.Finish();
        return books;
    }

    public async Task Seal(int days)
    {
        Run.Time.Advance(TimeSpan.FromDays(days));
        await Run.Get<Sealer>().Tick(default);
    }

    /// <summary>The ledger's entries as they are stored.</summary>
    public IReadOnlyList<Row> Rows() => [.. Run.Tables.EntryRows()];

    /// <summary>Everything in the ledger's table: partition, key and properties.</summary>
    public IReadOnlyList<string> Everything() =>
        [.. Run.Tables.Rows(TableNames.Ledger).Select(row => $"{row.Partition}/{row.Key}: {string.Join("; ", row.Values.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"))}")];

    public PostedEntry Journal(string id) => Commit.GrantRows.Read<PostedEntry>(Run.Tables.Rows(TableNames.Grants).Single(row => row.Key == $"jnl-{id}"));

    public async Task Delete(Row row) => Assert.Equal(CommitOutcome.Committed, await Run.Tables.Commit(TableNames.Ledger, [RowChange.Delete(row with { ETag = null })], default));

    public Task Write(Row row, string data) => Run.Tables.Commit(TableNames.Ledger, [RowChange.Upsert(row.Partition, row.Key, new Dictionary<string, object>(row.Values) { ["data"] = data })], default);

    /// <summary>Compares to the end, part after part.</summary>
    public async Task<IReadOnlyList<ReconciledPart>> Reconcile()
    {
        var parts = new List<ReconciledPart>();
        string? next = null;
        do
        {
            parts.Add(await Run.Get<LedgerReconciliation>().Run(First, Last, next, default));
            next = parts[^1].Next;
        }
        while (next is not null);
        return parts;
    }

    /// <summary>An entry that no grant has.</summary>
    public static PostedEntry Forged(DateOnly day)
    {
        var grant = GrantId.Derive("tests", "One");
        return new(
            $"{grant}-0099-1", EntryKind.Commitment, day, new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero), grant, null, World.Calais, World.LineOf(World.Calais).Id, $"{grant}-0099",
            [Posting.Debit(Account.Committed, World.Eur(7)), Posting.Credit(Account.Available, World.Eur(7))]);
    }
}
