using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Tests.Contract;

public abstract class TableLimits(IStores stores) : TableContract(stores)
{
    [Fact]
    public async Task A_transaction_of_100_rows_is_stored_and_one_of_101_is_refused()
    {
        Assert.Equal(CommitOutcome.Committed, await Commit(Adds(100, Number(1))));
        Assert.Equal(100, (await Keys(new RowQuery(Partition))).Count);

        var message = await Refused(Adds(101, Number(1)));
        Assert.Equal($"Storage limit: a transaction holds at most 100 rows, but 101 were asked for in table '{Table}'. Commit them in several transactions.", message);
    }

    [Fact]
    public async Task A_transaction_just_under_4_MiB_is_stored_and_one_over_it_is_refused()
    {
        var text = new string('x', 32_000);
        Assert.Equal(CommitOutcome.Committed, await Commit(Adds(64, Values(("A", text), ("B", text)))));

        var message = await Refused(Adds(65, Values(("A", text), ("B", text))));
        Assert.StartsWith("Storage limit: a transaction's request holds at most 4,194,304 bytes (4 MiB), but 65 rows of about 4,2", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_is_measured_as_it_is_sent()
    {
        // Two bytes a character in storage, six on the wire.
        var text = new string('\u0416', 32_000);
        Assert.Equal(CommitOutcome.Committed, await Commit(Adds(21, Values(("Text", text)))));
        Assert.Contains("(4 MiB), but 22 rows", await Refused(Adds(22, Values(("Text", text)))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_property_of_64_KiB_is_stored_and_a_larger_one_is_refused()
    {
        var row = await Stored("full", Values(("Text", new string('\u00e9', 32_768)), ("Bytes", new byte[65_536])));
        Assert.Equal(32_768, row.Text("Text")!.Length);
        Assert.Equal(65_536, ((byte[])row.Values["Bytes"]).Length);

        const string Limit = "Storage limit: a property holds at most 65,536 bytes (64 KiB; a text takes two bytes a character), but ";
        Assert.Equal(
            $"{Limit}65,538 bytes were asked for in 'Text' of row 'k000' of table '{Table}'. Spread the content over several properties.",
            await Refused(Adds(1, Values(("Text", new string('x', 32_769))))));
        Assert.StartsWith($"{Limit}65,537 bytes were asked for in 'Bytes'", await Refused(Adds(1, Values(("Bytes", new byte[65_537])))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_just_under_1_MiB_is_stored_and_a_larger_one_is_refused()
    {
        var values = Enumerable.Range(0, 15).ToDictionary(number => $"Bytes{number}", object (_) => new byte[65_536]);
        values["Rest"] = new byte[65_000];
        await Stored("full", values);

        values["Rest"] = new byte[65_536];
        Assert.StartsWith("Storage limit: a row holds at most 1,048,576 bytes (1 MiB), but 1,04", await Refused(Adds(1, values)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_of_252_properties_is_stored_and_one_of_253_is_refused()
    {
        await Stored("full", Enumerable.Range(0, 252).ToDictionary(number => $"P{number}", object (number) => number));
        Assert.Equal(
            $"Storage limit: a row holds at most 252 properties, but 253 were asked for in row 'k000' of table '{Table}'.",
            await Refused(Adds(1, Enumerable.Range(0, 253).ToDictionary(number => $"P{number}", object (number) => number))));
    }

    [Fact]
    public async Task Keys_of_1_KiB_are_stored_and_longer_or_empty_ones_are_refused()
    {
        var key = new string('k', 512);
        Assert.Equal(CommitOutcome.Committed, await Commit(RowChange.Add(key, key, Number(1))));
        Assert.NotNull(await Tables.Find(Table, key, key, default));

        Assert.Equal(
            $"Storage limit: a row key has 1 to 512 characters (1 KiB), but one of 513 characters was asked for in table '{Table}'.",
            await Refused([RowChange.Add(Partition, key + "k", Number(1))]));
        Assert.StartsWith("Storage limit: a partition key has 1 to 512", await Refused([RowChange.Add(key + "k", "a", Number(1))]), StringComparison.Ordinal);
        Assert.Contains("one of 0 characters", await Refused([RowChange.Add(Partition, "", Number(1))]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b", "U+002F")]
    [InlineData("a\\b", "U+005C")]
    [InlineData("a#b", "U+0023")]
    [InlineData("a?b", "U+003F")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("a\u007fb", "U+007F")]
    [InlineData("a\u009fb", "U+009F")]
    public async Task Keys_with_a_forbidden_character_are_refused(string key, string named)
    {
        Assert.Equal(
            $"Storage limit: a row key has none of / \\ # ? and no control character, but one with {named} was asked for in table '{Table}'.",
            await Refused([RowChange.Add(Partition, key, Number(1))]));
        Assert.Contains(named, await Refused([RowChange.Add(key, "a", Number(1))]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_before_1601_is_refused() =>
        Assert.StartsWith("Storage limit: a moment is not before 1601-01-01, but 1600-12-31", await Refused(Adds(1, Values(("At", StorageLimits.FirstMoment.AddTicks(-1))))), StringComparison.Ordinal);

    [Fact]
    public async Task A_property_name_of_255_characters_is_stored_and_a_longer_one_is_refused()
    {
        await Stored("full", Values((new string('P', 255), 1)));
        Assert.StartsWith("Storage limit: a property name has at most 255 characters", await Refused(Adds(1, Values((new string('P', 256), 1)))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_table_can_take_is_the_callers_error()
    {
        var stored = await Stored("stored", Number(1));
        await Wrong("needs at least one change");
        await Wrong("of two", RowChange.Add("P-1", "a", Number(1)), RowChange.Add("P-2", "b", Number(1)));
        await Wrong("changes row 'stored' twice", RowChange.Replace(stored, Number(2)), RowChange.Delete(stored));
        await Wrong("needs the ETag", RowChange.Replace(stored with { ETag = null }, Number(2)));
        await Wrong("is a Double", RowChange.Add(Partition, "a", Values(("Rate", 1.5))));
        await Wrong("is a DateTime", RowChange.Add(Partition, "a", Values(("At", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)))));
        await Wrong("is a null", RowChange.Add(Partition, "a", Values(("Text", null!))));
        await Wrong("is no property name", RowChange.Add(Partition, "a", Values(("RowKey", "x"))));
        await Wrong("is no property name", RowChange.Add(Partition, "a", Values(("a b", "x"))));
        await Wrong("is no property name", RowChange.Add(Partition, "a", Values(("", "x"))));
        await Wrong("not valid Unicode", RowChange.Add(Partition, "a", Values(("Text", "half \ud83d pair"))));
        await Wrong("not valid Unicode", RowChange.Add(Partition, "half \ud83d", Number(1)));
        Assert.Equal(["stored"], await Keys(new RowQuery(Partition)));

        async Task Wrong(string expected, params RowChange[] changes)
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => Commit(changes));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    private static RowChange[] Adds(int count, Dictionary<string, object> values) =>
        [.. Enumerable.Range(0, count).Select(number => RowChange.Add(Partition, $"k{number:000}", values))];

    /// <summary>The message of the refusal, before which nothing was stored.</summary>
    private async Task<string> Refused(RowChange[] changes)
    {
        var before = await Keys(new RowQuery(null));
        var error = await Assert.ThrowsAsync<StorageLimitException>(() => Commit(changes));
        Assert.Equal(before, await Keys(new RowQuery(null)));
        return error.Message;
    }
}

public sealed class MemoryTableLimits() : TableLimits(new MemoryStores());

[Collection(AzuriteStores.Collection)]
public sealed class AzureTableLimits(AzuriteStores stores) : TableLimits(stores);
