using System.Text;
using System.Text.Json;
using GrantFlow.Domain.Tests;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Statements.Reading;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>Files of every kind and situation, and the rows they come to: <c>Files/*.xml</c> and <c>*.txt</c>.</summary>
public sealed class ReadingTests
{
    private const string Files = "tests/GrantFlow.Pipeline.Tests/Statements/Files";

    public static TheoryData<string> Samples() => [.. Names()];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_file_comes_to_these_rows(string sample)
    {
        var head = new StatementHead();
        var text = new StringBuilder();
        await foreach (var row in StatementReader.Read(new MemoryStream(Bytes(sample)), head, default))
        {
            text.AppendLine(JsonSerializer.Serialize(row.Row, GrantJson.Options));
            text.AppendLine($"  account {row.Account ?? "none"}");
        }

        text.AppendLine($"{head.Kind} {head.MessageId} of {head.MadeAt}");
        foreach (var finding in head.Findings)
        {
            text.AppendLine(finding);
        }

        Generated.Compare($"{Files}/{sample}.txt", text.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("1100.00", null)]
    [InlineData("1100.01", "The entry that ends with row 3 is of EUR 1100.01, but its transactions (2) come to EUR 1100.00.")]
    [InlineData("1099.99", "The entry that ends with row 3 is of EUR 1099.99, but its transactions (2) come to EUR 1100.00.")]
    public async Task An_entry_that_is_not_the_sum_of_its_transactions_is_found_and_its_rows_are_read_all_the_same(string amount, string? finding)
    {
        var head = new StatementHead();
        var rows = new List<Money?>();
        await foreach (var row in StatementReader.Read(new MemoryStream(Desk.Changed(Bytes("camt.054.001.08-debits"), ">1100.00<", $">{amount}<")), head, default))
        {
            rows.Add(row.Row.Booked);
        }

        Assert.Equal(finding is null ? [] : [finding], head.Findings);
        Assert.Equal([World.Eur(600), World.Eur(500)], rows.Skip(1).Take(2));
    }

    [SchemaTheory]
    [MemberData(nameof(Samples))]
    public void The_samples_are_what_a_bank_may_send(string sample)
    {
        var message = sample[..15];
        if (message != "pain.002.001.10")
        {
            // The schema of version 10 was not to be had.
            Assert.Empty(Standards.Errors(Bytes(sample), message));
        }
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("iso-8859-1", false)]
    public async Task Every_encoding_that_is_taken_comes_to_the_same_rows(string name, bool mark)
    {
        var text = Encoding.UTF8.GetString(Bytes("pain.002.001.11-transactions")).Replace("closed by the holder", "cl\u00f4tur\u00e9", StringComparison.Ordinal);
        var encoding = Encoding.GetEncoding(name);
        var declared = text.Replace("encoding=\"UTF-8\"", $"encoding=\"{(name.StartsWith("utf-16", StringComparison.Ordinal) ? "UTF-16" : name)}\"", StringComparison.Ordinal);
        Assert.Equal(await Rows(Encoding.UTF8.GetBytes(text)), await Rows([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(declared)]));
    }

    [Fact]
    public void No_row_says_the_account_when_it_is_printed() =>
        Assert.Equal("BankRow 7", new BankRow(new StatementRow(7, StatementKind.Statement, StatementSays.Settled), "FR7630006000011234567890189").ToString());

    internal static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(Generated.Root(), Files), "*.xml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    internal static byte[] Bytes(string sample) => File.ReadAllBytes(Path.Combine(Generated.Root(), Files, $"{sample}.xml"));

    private static async Task<List<StatementRow>> Rows(byte[] file)
    {
        var rows = await StatementReader.Read(new MemoryStream(file), new StatementHead(), default).Select(row => row.Row).ToListAsync();
        Assert.Contains(rows, row => row.Reason == "cl\u00f4tur\u00e9");
        return rows;
    }
}
