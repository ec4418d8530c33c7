using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Seals;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>Balances on any day are the sum of the ledger up to it, whether its days are sealed or not, and without reading them all.</summary>
public sealed class BalanceTests
{
    [Fact]
    public async Task On_every_day_they_are_what_the_ledger_adds_up_to_and_sum_to_zero()
    {
        var books = await BookKeeping.Sealed();
        var entries = books.Run.Tables.Entries().ToList();
        for (var day = BookKeeping.First; day <= BookKeeping.First.AddDays(30); day = day.AddDays(1))
        {
            var balances = await books.Run.Get<BalanceBook>().At(day, default);
            var expected = entries.Where(entry => entry.PostedOn <= day)
                .SelectMany(entry => entry.Postings.Select(posting => (entry.FundingLine, entry.Period, posting)))
                .GroupBy(one => (one.FundingLine, one.Period, one.posting.Account))
                .ToDictionary(one => one.Key, one => (Sum(one.Select(part => part.posting), Side.Debit), Sum(one.Select(part => part.posting), Side.Credit)));

            Assert.Equal(expected, balances.ToDictionary(one => (one.Line, one.Period, one.Account), one => (one.Debits.Minor, one.Credits.Minor)));
            Assert.Equal(0, balances.Sum(one => one.Debits.Minor - one.Credits.Minor));
        }
    }

    [Fact]
    public async Task What_was_sealed_before_balances_were_kept_is_added_up_once()
    {
        var run = new SealRun();
        for (var number = 0; number < 30; number++)
        {
            await run.Ledger.Store(SealRun.Entry(number, SealRun.Day.AddDays(number % 5)), default);
        }

        run.Until(SealRun.Day.AddDays(3));
        await run.Sealer.Tick(default);
        var expected = await run.Balances.At(SealRun.Day.AddDays(4), default);
        foreach (var row in run.Tables.Rows(TableNames.Seals).Where(row => row.Partition.StartsWith("balances|", StringComparison.Ordinal)))
        {
            await run.Tables.Commit(TableNames.Seals, [RowChange.Delete(row)], default);
        }

        Assert.Equal(expected, await run.Balances.At(SealRun.Day.AddDays(4), default));
        run.Until(SealRun.Day.AddDays(5));
        await run.Sealer.Tick(default);
        Assert.Equal(expected, await run.Balances.At(SealRun.Day.AddDays(4), default));
    }

    [Fact]
    public async Task Sealed_days_are_not_read_again()
    {
        var run = new SealRun();
        for (var number = 0; number < 40; number++)
        {
            await run.Ledger.Store(SealRun.Entry(number, SealRun.Day.AddDays(number % 20)), default);
        }

        run.Until(SealRun.Day.AddDays(19));
        await run.Sealer.Tick(default);
        var before = run.Watch.Calls.Count;
        await run.Balances.At(SealRun.Day.AddDays(19), default);

        Assert.Equal(LedgerStore.ShardsPerDay, run.Watch.Calls.Skip(before).Count(call => call.Operation == "page" && call.Name == TableNames.Ledger));
    }

    [Fact]
    public async Task A_grant_s_statement_runs_to_what_stands_on_its_accounts()
    {
        var books = await BookKeeping.Sealed();
        var one = new Case("One");
        var statement = GrantStatement.Of((await books.Run.Get<GrantJournals>().Of(one.Grant, default).ToListAsync()).AsEnumerable().Reverse());

        Assert.Equal(statement.Count, statement.Select(line => line.Entry.Id).Distinct().Count());
        Assert.Equal(statement.Select(line => line.Entry.At).Order(), statement.Select(line => line.Entry.At));
        Assert.Equal((World.Eur(1_500), World.Eur(0)), (statement[0].After.Committed, statement[0].After.SpentCash));
        var last = statement[^1].After;
        Assert.Equal((World.Eur(600), World.Eur(900)), (last.SpentInKind, last.SpentCash));
        Assert.All(new[] { last.Committed, last.OwedInKind, last.OwedCash, last.InTransit, last.Returned }, left => Assert.True(left.IsZero));
        Assert.All(statement, line => Assert.False(line.After.OwedCash.IsNegative || line.After.InTransit.IsNegative));
    }

    private static long Sum(IEnumerable<Posting> postings, Side side) => postings.Where(posting => posting.Side == side).Sum(posting => posting.Amount.Minor);
}
