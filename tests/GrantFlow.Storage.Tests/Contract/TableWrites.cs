using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Tests.Contract;

public abstract class TableWrites(IStores stores) : TableContract(stores)
{
    [Fact]
    public async Task A_row_comes_back_with_every_kind_of_value_and_a_version()
    {
        var moment = new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
        var row = await Stored("state", Values(
            ("Text", "Ligne d'aide «élève» \"x\" & <b> \u0000\r\n 日本 😀"), ("Empty", ""), ("Int", int.MinValue), ("Long", long.MaxValue), ("Yes", true), ("No", false),
            ("Moment", moment), ("First", StorageLimits.FirstMoment), ("Bytes", new byte[] { 0, 1, 254, 255 }), ("NoBytes", Array.Empty<byte>())));

        Assert.Equal("Ligne d'aide «élève» \"x\" & <b> \u0000\r\n 日本 😀", row.Text("Text"));
        Assert.Equal("", row.Text("Empty"));
        Assert.Equal(int.MinValue, Assert.IsType<int>(row.Values["Int"]));
        Assert.Equal(long.MaxValue, Assert.IsType<long>(row.Values["Long"]));
        Assert.Equal(long.MaxValue, row.Number("Long"));
        Assert.True(Assert.IsType<bool>(row.Values["Yes"]));
        Assert.False(Assert.IsType<bool>(row.Values["No"]));
        var read = Assert.IsType<DateTimeOffset>(row.Values["Moment"]);
        Assert.Equal(moment, read);
        Assert.Equal(TimeSpan.Zero, read.Offset);
        Assert.Equal(StorageLimits.FirstMoment, row.Values["First"]);
        Assert.Equal([0, 1, 254, 255], Assert.IsType<byte[]>(row.Values["Bytes"]));
        Assert.Empty(Assert.IsType<byte[]>(row.Values["NoBytes"]));
        Assert.Equal(10, row.Values.Count);
        Assert.NotNull(row.ETag);
    }

    [Fact]
    public async Task What_the_caller_does_with_its_values_afterwards_changes_nothing()
    {
        var bytes = new byte[] { 1, 2, 3 };
        var values = Values(("Bytes", bytes));
        await Stored("state", values);

        bytes[0] = 9;
        values["More"] = 1;
        ((byte[])(await Read("state")).Values["Bytes"])[1] = 9;

        var row = await Read("state");
        Assert.Equal([1, 2, 3], (byte[])row.Values["Bytes"]);
        Assert.Single(row.Values);
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_null() => Assert.Null(await Find("nothing"));

    [Fact]
    public async Task A_missing_table_is_an_error_and_not_an_empty_one()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Tables.Find("missing", Partition, "state", default));
        await Assert.ThrowsAnyAsync<Exception>(() => Tables.Page("missing", new RowQuery(Partition), 10, null, default));
        await Assert.ThrowsAnyAsync<Exception>(() => Tables.Commit("missing", [RowChange.Add(Partition, "a", Number(1))], default));
        await Assert.ThrowsAnyAsync<Exception>(() => Tables.Commit("missing", [RowChange.Delete(new Row(Partition, "a", Number(1)))], default));
        await Assert.ThrowsAnyAsync<Exception>(() => Tables.Commit("missing", [RowChange.Add(Partition, "a", Number(1)), RowChange.Add(Partition, "b", Number(1))], default));
        await Assert.ThrowsAnyAsync<Exception>(() => Tables.Commit("missing", [RowChange.Delete(new Row(Partition, "a", Number(1))), RowChange.Add(Partition, "b", Number(1))], default));
    }

    [Fact]
    public async Task A_row_is_added_once()
    {
        await Stored("state", Number(1));
        Assert.Equal(CommitOutcome.AlreadyExists, await Commit(RowChange.Add(Partition, "state", Number(2))));
        Assert.Equal(1, (await Read("state")).Number("Number"));
    }

    [Fact]
    public async Task A_replacement_replaces_all_properties_and_gives_a_new_version()
    {
        var first = await Stored("state", Values(("Number", 1), ("Old", "x")));
        Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Replace(first, Number(2))));

        var second = await Read("state");
        Assert.Equal(2, second.Number("Number"));
        Assert.Null(second.Text("Old"));
        Assert.NotEqual(first.ETag, second.ETag);
    }

    [Fact]
    public async Task A_replacement_of_a_former_version_is_refused()
    {
        var first = await Stored("state", Number(1));
        await Commit(RowChange.Replace(first, Number(2)));
        Assert.Equal(CommitOutcome.Changed, await Commit(RowChange.Replace(first, Number(3))));
        Assert.Equal(2, (await Read("state")).Number("Number"));
    }

    [Fact]
    public async Task A_replacement_of_a_row_that_is_gone_is_refused()
    {
        var row = await Stored("state", Number(1));
        await Commit(RowChange.Delete(row));
        Assert.Equal(CommitOutcome.Changed, await Commit(RowChange.Replace(row, Number(2))));
        Assert.Null(await Find("state"));
    }

    [Fact]
    public async Task A_row_added_again_does_not_take_a_replacement_of_the_former_one()
    {
        var former = await Stored("state", Number(1));
        await Commit(RowChange.Delete(former));
        await Stored("state", Number(2));
        Assert.Equal(CommitOutcome.Changed, await Commit(RowChange.Replace(former, Number(3))));
    }

    [Fact]
    public async Task An_upsert_never_minds_what_is_there()
    {
        Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Upsert(Partition, "state", Values(("Number", 1), ("Old", "x")))));
        Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Upsert(Partition, "state", Number(2))));
        var row = await Read("state");
        Assert.Equal(2, row.Number("Number"));
        Assert.Null(row.Text("Old"));
    }

    [Fact]
    public async Task An_overwrite_takes_any_version_but_needs_one()
    {
        Assert.Equal(CommitOutcome.Changed, await Commit(RowChange.Overwrite(Partition, "state", Number(1))));
        Assert.Null(await Find("state"));

        await Stored("state", Values(("Number", 1), ("Old", "x")));
        Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Overwrite(Partition, "state", Number(2))));
        var row = await Read("state");
        Assert.Equal(2, row.Number("Number"));
        Assert.Null(row.Text("Old"));
    }

    [Fact]
    public async Task Many_writers_share_a_row_that_each_overwrites_until_it_is_gone()
    {
        await Stored("gate", Number(0));
        var writers = Enumerable.Range(1, 8).Select(writer => Task.Run(() => Commit(RowChange.Upsert(Partition, $"evt-{writer}", Number(writer)), RowChange.Overwrite(Partition, "gate", Number(0)))));
        Assert.All(await Task.WhenAll(writers), outcome => Assert.Equal(CommitOutcome.Committed, outcome));

        await Commit(RowChange.Delete(await Read("gate") with { ETag = null }));
        Assert.Equal(CommitOutcome.Changed, await Commit(RowChange.Upsert(Partition, "evt-9", Number(9)), RowChange.Overwrite(Partition, "gate", Number(0))));
        Assert.Equal(8, (await Keys(RowQuery.Prefix(Partition, "evt-"))).Count);
    }

    [Fact]
    public async Task A_deletion_with_a_version_needs_that_version()
    {
        var first = await Stored("state", Number(1));
        await Commit(RowChange.Replace(first, Number(2)));
        Assert.Equal(CommitOutcome.Changed, await Commit(RowChange.Delete(first)));
        Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Delete(await Read("state"))));
        Assert.Null(await Find("state"));
    }

    [Fact]
    public async Task A_deletion_without_a_version_deletes_any_and_reports_a_row_already_gone()
    {
        var row = await Stored("state", Number(1)) with { ETag = null };
        Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Delete(row)));
        Assert.Equal(CommitOutcome.Changed, await Commit(RowChange.Delete(row)));
    }

    [Fact]
    public async Task A_transaction_mixes_all_actions()
    {
        var replaced = await Stored("replaced", Number(1));
        var deleted = await Stored("deleted", Number(1));
        await Stored("deleted-any", Number(1));

        Assert.Equal(CommitOutcome.Committed, await Commit(
            RowChange.Add(Partition, "added", Number(2)), RowChange.Replace(replaced, Number(2)), RowChange.Delete(deleted),
            RowChange.Delete(new Row(Partition, "deleted-any", Number(1))), RowChange.Upsert(Partition, "upserted", Number(2))));

        Assert.Equal(["added", "replaced", "upserted"], await Keys(new RowQuery(Partition)));
        Assert.Equal(2, (await Read("replaced")).Number("Number"));
    }

    [Theory]
    [InlineData("add", CommitOutcome.AlreadyExists)]
    [InlineData("replace", CommitOutcome.Changed)]
    [InlineData("replace-gone", CommitOutcome.Changed)]
    [InlineData("overwrite-gone", CommitOutcome.Changed)]
    [InlineData("delete", CommitOutcome.Changed)]
    [InlineData("delete-gone", CommitOutcome.Changed)]
    public async Task One_bad_row_and_nothing_is_stored(string bad, CommitOutcome expected)
    {
        var stale = await Stored("stale", Number(1));
        await Commit(RowChange.Replace(stale, Number(2)));
        var good = await Stored("good", Number(1));
        var gone = stale with { Key = "gone" };
        var change = bad switch
        {
            "add" => RowChange.Add(Partition, "stale", Number(9)),
            "replace" => RowChange.Replace(stale, Number(9)),
            "replace-gone" => RowChange.Replace(gone, Number(9)),
            "overwrite-gone" => RowChange.Overwrite(Partition, "gone", Number(9)),
            "delete" => RowChange.Delete(stale),
            _ => RowChange.Delete(gone with { ETag = null }),
        };

        Assert.Equal(expected, await Commit(RowChange.Replace(good, Number(9)), RowChange.Add(Partition, "new", Number(9)), change, RowChange.Upsert(Partition, "other", Number(9))));

        Assert.Equal(["good", "stale"], await Keys(new RowQuery(Partition)));
        Assert.Equal(good.ETag, (await Read("good")).ETag);
        Assert.Equal(2, (await Read("stale")).Number("Number"));
    }

    [Fact]
    public async Task A_transaction_that_is_made_again_denies_itself_and_changes_nothing()
    {
        // As a client does whose first answer was lost.
        var row = await Stored("state", Number(1));
        RowChange[] changes = [RowChange.Replace(row, Number(2)), RowChange.Add(Partition, "marker", Number(1))];
        Assert.Equal(CommitOutcome.Committed, await Commit(changes));
        var stored = await Read("state");
        Assert.NotEqual(CommitOutcome.Committed, await Commit(changes));
        Assert.Equal(stored.ETag, (await Read("state")).ETag);
    }

    [Fact]
    public async Task Of_two_writers_on_one_version_one_wins()
    {
        var row = await Stored("state", Number(0));
        for (var round = 1; round <= 5; round++)
        {
            var read = await Read("state");
            var writers = Enumerable.Range(1, 4).Select(writer => Task.Run(() =>
                Commit(RowChange.Replace(read, Number(round)), RowChange.Add(Partition, $"evt-{round}-{writer}", Number(writer)))));
            var outcomes = await Task.WhenAll(writers);
            Assert.Single(outcomes, CommitOutcome.Committed);
            Assert.Equal(3, outcomes.Count(outcome => outcome == CommitOutcome.Changed));
        }

        Assert.Equal(5, (await Keys(RowQuery.Prefix(Partition, "evt-"))).Count);
    }

    [Fact]
    public async Task Of_two_writers_that_add_one_row_one_wins()
    {
        var writers = Enumerable.Range(1, 4).Select(writer => Task.Run(() => Commit(RowChange.Add(Partition, "claim", Number(writer)))));
        var outcomes = await Task.WhenAll(writers);
        Assert.Single(outcomes, CommitOutcome.Committed);
        Assert.Equal(3, outcomes.Count(outcome => outcome == CommitOutcome.AlreadyExists));
    }
}

public sealed class MemoryTableWrites() : TableWrites(new MemoryStores());

[Collection(AzuriteStores.Collection)]
public sealed class AzureTableWrites(AzuriteStores stores) : TableWrites(stores);
