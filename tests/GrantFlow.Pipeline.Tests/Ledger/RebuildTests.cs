using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>The ledger is made again from the grants' own rows, and is the one it was.</summary>
public sealed class RebuildTests
{
    [Fact]
    public async Task An_empty_ledger_is_made_again_byte_by_byte_gates_and_late_entries_included()
    {
        var books = await BookKeeping.Sealed();
        var (before, seals) = (books.Everything(), Seals(books));
        foreach (var row in books.Run.Tables.Rows(TableNames.Ledger))
        {
            await books.Delete(row);
        }

        var done = await books.Run.Get<LedgerRebuild>().Run(default);

        Assert.Empty(done.Problems);
        Assert.Equal(before, books.Everything());
        Assert.Equal(seals, Seals(books));
        Assert.Equal(5, done.SealedDays);
        Assert.True(done.Restored > 5 && done.Journals > done.Restored, $"{done}");
    }

    [Fact]
    public async Task Over_a_ledger_that_is_whole_it_changes_nothing()
    {
        var books = await BookKeeping.Sealed();
        var before = books.Everything();

        Assert.Empty((await books.Run.Get<LedgerRebuild>().Run(default)).Problems);
        Assert.Empty((await books.Run.Get<LedgerRebuild>().Run(default)).Problems);

        Assert.Equal(before, books.Everything());
    }

    [Fact]
    public async Task Altered_and_missing_rows_of_sealed_days_are_healed_and_one_that_was_never_sealed_is_reported()
    {
        var books = await BookKeeping.Sealed();
        var (before, rows) = (books.Everything(), books.Rows());
        await books.Delete(rows[0]);
        await books.Write(rows[1], "{}");

        Assert.Empty((await books.Run.Get<LedgerRebuild>().Run(default)).Problems);
        Assert.Equal(before, books.Everything());

        var day = books.Journal(rows[1].Key[(rows[1].Key.IndexOf('-', StringComparison.Ordinal) + 1)..]).PostedOn;
        await books.Run.Get<LedgerStore>().Restore(BookKeeping.Forged(day), default);
        Assert.Contains(FormattableString.Invariant($"{day:yyyy-MM-dd} does not fit its seal."), (await books.Run.Get<LedgerRebuild>().Run(default)).Problems);
    }

    [Fact]
    public async Task What_a_grant_says_otherwise_than_it_was_sealed_is_not_written()
    {
        var books = await BookKeeping.Sealed();
        var row = books.Rows()[0];
        var id = row.Key[(row.Key.IndexOf('-', StringComparison.Ordinal) + 1)..];
        var journal = books.Run.Tables.Rows(TableNames.Grants).Single(one => one.Key == $"jnl-{id}");
        var forged = new Dictionary<string, object>(journal.Values) { ["data"] = journal.Text("data")!.Replace("\"EUR\"", "\"USD\"", StringComparison.Ordinal) };
        await books.Run.Tables.Commit(TableNames.Grants, [RowChange.Upsert(journal.Partition, journal.Key, forged)], default);
        await books.Delete(row);

        var done = await books.Run.Get<LedgerRebuild>().Run(default);

        Assert.Contains(done.Problems, problem => problem.Contains(id, StringComparison.Ordinal) && problem.Contains("other content", StringComparison.Ordinal));
        Assert.DoesNotContain(books.Rows(), one => one.Key == row.Key && one.Partition == row.Partition && one.Text("data")!.Contains("USD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopped_after_every_day_and_page_it_makes_the_same_ledger()
    {
        var books = await BookKeeping.Sealed();
        var before = books.Everything();
        foreach (var row in books.Run.Tables.Rows(TableNames.Ledger))
        {
            await books.Delete(row);
        }

        var parts = new List<RebuiltPart>();
        do
        {
            parts.Add(await books.Run.Get<LedgerRebuild>().Continue(parts is [.., var last] ? last.Next : null, () => false, default));
        }
        while (parts[^1].Next is not null);

        Assert.Equal(before, books.Everything());
        Assert.Equal([1, 1, 1, 1, 1, 0, 0], parts.Select(part => part.SealedDays));
        Assert.All(parts, part => Assert.Empty(part.Problems));
        await Assert.ThrowsAsync<FormatException>(() => books.Run.Get<LedgerRebuild>().Continue("journals.", () => false, default));
    }

    [Fact]
    public async Task Balances_kept_for_a_sealed_day_that_are_not_the_ledgers_are_named()
    {
        var books = await BookKeeping.Sealed();
        var kept = books.Run.Tables.Rows(TableNames.Seals).Last(row => row.Partition.StartsWith("balances|", StringComparison.Ordinal) && row.Text("data") is not null);
        var changed = new Dictionary<string, object>(kept.Values) { ["data"] = kept.Text("data")!.Replace("\"Account\":\"Available\"", "\"Account\":\"Returned\"", StringComparison.OrdinalIgnoreCase) };
        Assert.NotEqual(kept.Text("data"), changed["data"]);
        await books.Run.Tables.Commit(TableNames.Seals, [RowChange.Upsert(kept.Partition, kept.Key, changed)], default);

        var done = await books.Run.Get<LedgerRebuild>().Run(default);

        Assert.Contains($"balances kept for {kept.Partition["balances|".Length..]} are not those of the ledger", Assert.Single(done.Problems), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Seals(BookKeeping books) => [.. books.Run.Tables.Rows(TableNames.Seals).Select(row => $"{row.Partition}/{row.Key}/{row.ETag}")];
}
