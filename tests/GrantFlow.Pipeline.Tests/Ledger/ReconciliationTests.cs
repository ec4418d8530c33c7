using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>The ledger is held against the grants' journals, and every difference is named.</summary>
public sealed class ReconciliationTests
{
    [Fact]
    public async Task A_ledger_that_is_as_the_grants_say_has_no_difference()
    {
        var books = await BookKeeping.Sealed();

        var parts = await books.Reconcile();

        Assert.All(parts, part => Assert.Empty(part.Named));
        Assert.Equal(books.Rows().Count, parts.Sum(part => part.Journals.Entries));
        Assert.Equal(books.Rows().Count, parts.Sum(part => part.Ledger.Entries));
        Assert.Equal(Debits(parts, part => part.Journals), Debits(parts, part => part.Ledger));
        Assert.Equal((1, 0), (parts.Sum(part => part.Late), parts.Sum(part => part.OnTheWay)));
        // Ninety days of four shards each are more than one request reads.
        Assert.True(parts.Count > 2);
    }

    [Fact]
    public async Task What_is_missing_altered_made_up_or_moved_is_named()
    {
        var books = await BookKeeping.Sealed();
        books.Run.Time.Advance(TimeSpan.FromDays(1));
        var rows = books.Rows();
        await books.Delete(rows[0]);
        await books.Write(rows[1], ((string)rows[1].Values["data"]).Replace("\"EUR\"", "\"USD\"", StringComparison.Ordinal));
        await books.Write(rows[2], "{");
        await books.Run.Get<LedgerStore>().Restore(BookKeeping.Forged(BookKeeping.First.AddDays(7)), default);
        var again = books.Journal(IdOf(rows[3].Key));
        await books.Run.Get<LedgerStore>().Restore(again with { PostedOn = BookKeeping.First.AddDays(8) }, default);

        var found = (await books.Reconcile()).SelectMany(part => part.Named).Select(one => (one.Fault, one.Entry)).ToHashSet();

        Assert.Contains((LedgerFault.Missing, IdOf(rows[0].Key)), found);
        Assert.Contains((LedgerFault.Different, IdOf(rows[1].Key)), found);
        Assert.Contains((LedgerFault.Different, IdOf(rows[2].Key)), found);
        Assert.Contains((LedgerFault.Unknown, BookKeeping.Forged(default).Id), found);
        Assert.Contains((LedgerFault.Twice, again.Id), found);
        Assert.Empty(found.Select(one => one.Entry).Except([IdOf(rows[0].Key), IdOf(rows[1].Key), IdOf(rows[2].Key), rows[2].Key, BookKeeping.Forged(default).Id, again.Id]));
    }

    [Fact]
    public async Task What_was_decided_a_moment_ago_may_still_be_on_its_way()
    {
        var books = await BookKeeping.Sealed();
        var newest = books.Rows()[^1];
        await books.Delete(newest);

        var parts = await books.Reconcile();
        Assert.Equal((0, 1), (parts.Sum(part => part.Differences), parts.Sum(part => part.OnTheWay)));

        books.Run.Time.Advance(LedgerReconciliation.Delivery);
        Assert.Equal(LedgerFault.Missing, Assert.Single((await books.Reconcile()).SelectMany(part => part.Named)).Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("journals.")]
    [InlineData("journals.x")]
    [InlineData("20251231.0")]
    [InlineData("20260101.4")]
    [InlineData("20260101")]
    [InlineData("20260101.0.x")]
    public async Task A_cursor_that_was_not_handed_out_is_refused(string cursor)
    {
        var books = new BookKeeping();
        await Assert.ThrowsAsync<FormatException>(() => books.Run.Get<LedgerReconciliation>().Run(BookKeeping.First, BookKeeping.Last, cursor, default));
    }

    private static string IdOf(string key) => key[(key.IndexOf('-', StringComparison.Ordinal) + 1)..];

    private static long Debits(IEnumerable<ReconciledPart> parts, Func<ReconciledPart, Export.ControlTotals> side) => parts.Sum(part => side(part).ByCurrency.Values.Sum(sum => sum.Debits.Minor));
}
