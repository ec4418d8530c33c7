using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Versions;

namespace GrantFlow.Storage.Tests.Contract;

public abstract class TableReads(IStores stores) : TableContract(stores)
{
    [Fact]
    public async Task Rows_are_read_in_ordinal_order_of_their_keys()
    {
        string[] keys = ["b", "a", "B", "_", "a-1", "a-10", "a-2", "é", "ab", "a b", "~", "日本"];
        await Commit([.. keys.Select(key => RowChange.Add(Partition, key, Number(1)))]);
        Assert.Equal(keys.Order(StringComparer.Ordinal), await Keys(new RowQuery(Partition)));
    }

    [Fact]
    public async Task Keys_may_hold_what_is_special_elsewhere()
    {
        string[] keys = ["o'brien", "a|b", "a&b=c+d", "50%", "a;b,c", "(x)", "\"q\"", "<b>", "ключ", "😀", " x "];
        foreach (var key in keys)
        {
            var row = new Row(key, key, Number(1));
            Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Add(key, key, Number(1))));
            Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Add(key, key + "2", Number(1)), RowChange.Upsert(key, key, Number(2))));
            var read = await Tables.Find(Table, key, key, default);
            Assert.Equal(key, read?.Key);
            Assert.Equal(2, read?.Number("Number"));
            Assert.Equal([key, key + "2"], await Keys(new RowQuery(key)));
            Assert.Equal([key + "2"], await Keys(new RowQuery(key, key + "2")));
            Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Replace(read!, Number(3))));
            Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Delete(row)));
            Assert.Null(await Tables.Find(Table, key, key, default));
        }
    }

    [Fact]
    public async Task A_row_that_only_a_later_release_may_read_is_read_in_no_way_and_written_over_by_nobody_who_read_it()
    {
        await Commit(RowChange.Add(Partition, "a", Values((RowVersion.Property, RowVersion.Present), ("Number", 1))));
        await Commit(RowChange.Add(Partition, "b", Values((RowVersion.Property, RowVersion.Present + 1), ("Number", 2))));
        Assert.Equal(1, (await Read("a")).Number("Number"));
        var query = new RowQuery(Partition);
        await Assert.ThrowsAsync<LaterReleaseException>(() => Find("b"));
        await Assert.ThrowsAsync<LaterReleaseException>(() => Keys(query));
        await Assert.ThrowsAsync<LaterReleaseException>(() => Tables.Page(Table, query, 10, null, default));
        Assert.Equal(["a"], await Keys(query with { BeforeKey = "b" }));
        Assert.Equal(CommitOutcome.AlreadyExists, await Commit(RowChange.Add(Partition, "b", Number(3))));
    }

    [Fact]
    public async Task Partitions_are_apart()
    {
        await Commit(RowChange.Add("P-1", "x", Number(1)));
        await Commit(RowChange.Add("P-2", "x", Number(2)));
        await Commit(RowChange.Add("P-10", "x", Number(3)));
        var rows = new List<Row>();
        await foreach (var row in Tables.Query(Table, new RowQuery("P-1"), default))
        {
            rows.Add(row);
        }

        Assert.Equal(1, Assert.Single(rows).Number("Number"));
    }

    [Fact]
    public async Task A_query_without_a_partition_reads_the_whole_table()
    {
        await Commit(RowChange.Add("P-2", "a", Number(1)));
        await Commit(RowChange.Add("P-1", "b", Number(1)));
        await Commit(RowChange.Add("P-1", "a", Number(2)));
        Assert.Equal(["a", "b", "a"], await Keys(new RowQuery(null)));
        Assert.Equal(["b", "a"], await Keys(new RowQuery(null) { Where = [new("Number", "eq", 1)] }));
    }

    [Fact]
    public async Task A_prefix_reads_its_rows_and_no_others()
    {
        await Commit([.. new[] { "cmd-1", "evt", "evt-", "evt-1", "evt-2", "evt.", "evu", "out-1" }.Select(key => RowChange.Add(Partition, key, Number(1)))]);
        Assert.Equal(["evt-", "evt-1", "evt-2"], await Keys(RowQuery.Prefix(Partition, "evt-")));
    }

    [Fact]
    public async Task A_range_includes_its_start_and_not_its_end()
    {
        await Commit([.. new[] { "a", "b", "c", "d" }.Select(key => RowChange.Add(Partition, key, Number(1)))]);
        Assert.Equal(["b", "c"], await Keys(new RowQuery(Partition, "b", "d")));
        Assert.Equal(["c", "d"], await Keys(new RowQuery(Partition, "c")));
        Assert.Equal(["a"], await Keys(new RowQuery(Partition, null, "b")));
        Assert.Empty(await Keys(new RowQuery(Partition, "x", "y")));
        Assert.Empty(await Keys(new RowQuery("nobody")));
    }

    [Theory]
    [InlineData("eq", "b")]
    [InlineData("ne", "a c")]
    [InlineData("lt", "a")]
    [InlineData("le", "a b")]
    [InlineData("gt", "c")]
    [InlineData("ge", "b c")]
    public async Task A_condition_compares_every_kind_of_value(string @operator, string expected)
    {
        // Azurite compares moments by the millisecond, Azure by 100 ns.
        var noon = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
        await Commit([.. new[] { "a", "b", "c" }.Select((key, index) => RowChange.Add(Partition, key, Values(
            ("Text", $"x'{key}\u00e9"), ("Int", (index * 2) - 2), ("Long", 9_000_000_000 + index), ("Moment", noon.AddMilliseconds(index)))))]);

        Assert.Equal(expected.Split(' '), await Matching("Text", "x'b\u00e9"));
        Assert.Equal(expected.Split(' '), await Matching("Int", 0));
        Assert.Equal(expected.Split(' '), await Matching("Long", 9_000_000_001));
        Assert.Equal(expected.Split(' '), await Matching("Moment", noon.AddMilliseconds(1).ToOffset(TimeSpan.FromHours(5))));

        Task<List<string>> Matching(string property, object value) => Keys(new RowQuery(Partition) { Where = [new(property, @operator, value)] });
    }

    [Theory]
    [InlineData("O'Brien")]
    [InlineData("'")]
    [InlineData("''")]
    [InlineData("x' or PartitionKey ne '")]
    [InlineData("a & b + c % d # e ? f / g \\ h")]
    [InlineData("Ahmad أحمد 日本 😀")]
    [InlineData("line\r\nbreak\ttab")]
    [InlineData(" padded ")]
    [InlineData("")]
    public async Task A_condition_takes_any_text_literally(string text)
    {
        await Commit(RowChange.Add(Partition, "it", Values(("Text", text))), RowChange.Add(Partition, "other", Values(("Text", "other"))));
        Assert.Equal(["it"], await Keys(new RowQuery(Partition) { Where = [new("Text", "eq", text)] }));
    }

    [Fact]
    public async Task All_conditions_must_hold()
    {
        await Commit([.. Enumerable.Range(1, 6).Select(number => RowChange.Add(Partition, $"k{number}", Values(("Number", number), ("Even", number % 2 == 0))))]);
        Assert.Equal(["k4", "k6"], await Keys(new RowQuery(Partition) { Where = [new("Number", "gt", 2), new("Even", "eq", true)] }));
        Assert.Equal(["k4"], await Keys(new RowQuery(Partition, null, "k5") { Where = [new("Number", "gt", 2), new("Even", "eq", true)] }));
    }

    [Fact]
    public async Task A_row_without_the_property_never_matches()
    {
        await Commit(RowChange.Add(Partition, "with", Number(5)), RowChange.Add(Partition, "without", Values(("Text", "x"))));
        Assert.Equal(["with"], await Keys(new RowQuery(Partition) { Where = [new("Number", "eq", 5)] }));
        Assert.Equal(["with"], await Keys(new RowQuery(Partition) { Where = [new("Number", "lt", 6)] }));
        Assert.Equal(["with"], await Keys(new RowQuery(Partition) { Where = [new("Number", "ne", 6)] }));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        await Commit([.. Enumerable.Range(0, 25).Select(number => RowChange.Add(Partition, $"k{number:00}", Number(number)))]);
        foreach (var size in new[] { 1, 7, 24, 25, 26, 1000 })
        {
            var keys = new List<string>();
            string? continuation = null;
            do
            {
                var page = await Tables.Page(Table, new RowQuery(Partition), size, continuation, default);
                Assert.InRange(page.Rows.Count, 0, size);
                Assert.Matches("^[A-Za-z0-9_-]*$", page.Continuation ?? "");
                keys.AddRange(page.Rows.Select(row => row.Key));
                continuation = page.Continuation;
            }
            while (continuation is not null);

            Assert.Equal(Enumerable.Range(0, 25).Select(number => $"k{number:00}"), keys);
        }
    }

    [Fact]
    public async Task Pages_of_a_condition_and_over_partitions_follow_each_other_too()
    {
        foreach (var partition in new[] { "a", "b", "o'c" })
        {
            await Commit([.. Enumerable.Range(0, 10).Select(number => RowChange.Add(partition, $"{partition}{number}", Number(number % 3)))]);
        }

        var query = new RowQuery(null) { Where = [new("Number", "eq", 0)] };
        var keys = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Tables.Page(Table, query, 3, continuation, default);
            Assert.True(page.Rows.Count > 0 || page.Continuation is null);
            keys.AddRange(page.Rows.Select(row => row.Key));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(["a0", "a3", "a6", "a9", "b0", "b3", "b6", "b9", "o'c0", "o'c3", "o'c6", "o'c9"], keys);
    }

    [Fact]
    public async Task A_page_goes_on_where_it_stopped_although_rows_came_and_went()
    {
        await Commit([.. new[] { "b", "d", "f", "h" }.Select(key => RowChange.Add(Partition, key, Number(1)))]);
        var first = await Tables.Page(Table, new RowQuery(Partition), 2, null, default);
        await Commit(RowChange.Add(Partition, "a", Number(1)), RowChange.Add(Partition, "g", Number(1)), RowChange.Delete(new Row(Partition, "d", Number(1))));
        var second = await Tables.Page(Table, new RowQuery(Partition), 10, first.Continuation, default);
        Assert.Equal(["f", "g", "h"], second.Rows.Select(row => row.Key));
    }

    [Fact]
    public async Task A_query_reads_more_rows_than_a_page_holds()
    {
        for (var batch = 0; batch < 12; batch++)
        {
            await Commit([.. Enumerable.Range(batch * 100, 100).Select(number => RowChange.Add(Partition, $"k{number:0000}", Number(number)))]);
        }

        Assert.Equal(Enumerable.Range(0, 1200).Select(number => $"k{number:0000}"), await Keys(new RowQuery(Partition)));
    }

    [Fact]
    public async Task A_continuation_that_was_not_handed_out_is_refused()
    {
        await Commit([.. Enumerable.Range(0, 5).Select(number => RowChange.Add(Partition, $"k{number}", Number(number)))]);
        var query = new RowQuery(Partition);
        var good = (await Tables.Page(Table, query, 2, null, default)).Continuation!;
        string[] bad =
        [
            "", "x", "not a cursor!", "AAAA", good[1..], good + "AAAA", good[..^4], "B" + good[1..], new string('A', 10_000),
            PageCursor.Encode("another query", "place"), (await Tables.Page(Table, new RowQuery(Partition, "k1"), 2, null, default)).Continuation!,
        ];
        foreach (var continuation in bad)
        {
            var error = await Assert.ThrowsAsync<FormatException>(() => Tables.Page(Table, query, 2, continuation, default));
            Assert.Equal("The continuation is not one that this query handed out: start again without it.", error.Message);
        }
    }

    [Fact]
    public async Task A_query_that_is_none_is_refused()
    {
        await Refused(new Condition("Number", "like", 1));
        await Refused(new Condition("Number eq 1 or Number", "eq", 1));
        await Refused(new Condition("PartitionKey", "eq", "x"));
        await Refused(new Condition("Number", "eq", 1.5));
        await Refused(new Condition("Number", "eq", null!));
        foreach (var size in new[] { 0, -1, 1001 })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Tables.Page(Table, new RowQuery(Partition), size, null, default));
        }

        async Task Refused(Condition condition)
        {
            var query = new RowQuery(Partition) { Where = [condition] };
            await Assert.ThrowsAsync<ArgumentException>(() => Tables.Page(Table, query, 10, null, default));
            await Assert.ThrowsAsync<ArgumentException>(() => Keys(query));
        }
    }
}

public sealed class MemoryTableReads() : TableReads(new MemoryStores());

[Collection(AzuriteStores.Collection)]
public sealed class AzureTableReads(AzuriteStores stores) : TableReads(stores);
