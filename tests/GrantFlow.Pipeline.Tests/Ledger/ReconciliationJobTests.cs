using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>Every night the ledger of the last weeks is compared with the journals, and what differs is named in the morning.</summary>
public sealed class ReconciliationJobTests
{
    [Fact]
    public async Task A_sound_ledger_has_the_same_sums_on_both_sides()
    {
        var books = await BookKeeping.Sealed();
        await books.Seal(days: 2);

        var night = await Night(books);

        Assert.Equal((JobState.Done, 0L, 1L), (night.State, night.Differences, night.Late));
        Assert.True(night.Journals.Entries > 5, $"{night}");
        Assert.Equal(night.Journals.Entries, night.Ledger.Entries);
        Assert.Equal(night.Journals.Postings, night.Ledger.Postings);
        Assert.Equal(night.Journals.Totals, night.Ledger.Totals);
        Assert.All(night.Ledger.Totals, sum => Assert.Equal(sum.Debits, sum.Credits));
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var books = await BookKeeping.Sealed();
        await books.Seal(days: 2);
        var lost = books.Rows()[2];
        await books.Delete(lost);

        var night = await Night(books);

        Assert.Equal((JobState.Done, 1L), (night.State, night.Differences));
        Assert.Equal(LedgerFault.Missing, Assert.Single(night.Named).Fault);
        Assert.EndsWith(night.Named[0].Entry, lost.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_night_has_one_reconciliation_however_often_it_is_begun_and_the_next_has_another()
    {
        var books = await BookKeeping.Sealed();
        var first = await Night(books);
        Assert.Equal(first.Id, (await Night(books)).Id);
        books.Run.Time.Advance(TimeSpan.FromDays(1));
        var next = await Night(books);
        Assert.Equal(first.To.AddDays(1), next.To);
        Assert.Equal(2, (await books.Run.Get<JobStore>().Page(ReconciliationJob.KindName, Actor.System.Id, 10, null, default)).Jobs.Count);
    }

    private static async Task<ReconciliationJob> Night(BookKeeping books)
    {
        await books.Run.Get<NightlyReconciliation>().Tick(default);
        await books.Run.Deliver();
        return (ReconciliationJob)(await books.Run.Get<JobStore>().Page(ReconciliationJob.KindName, Actor.System.Id, 1, null, default)).Jobs[0];
    }
}
