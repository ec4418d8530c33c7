using System.Text;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>The export without its door: hostile texts, and ledgers longer than memory should be.</summary>
[Collection(Measured.Name)]
public sealed class LedgerExportTests
{
    private const int Entries = 50_000;

    private static readonly LedgerRange Range = new(LongLedger.Day, LongLedger.Day, null);

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task A_hundred_thousand_postings_go_out_as_they_are_read(string format)
    {
        var ledger = new LongLedger(Entries);
        await using var output = new MeasuringStream(() => ledger.Read);

        var totals = await Write(format, new LedgerExport(new LedgerStore(ledger, new SealStore(ledger), new PeriodBook(ledger, TimeProvider.System)), new FunderNames(new Catalogue([], new Dictionary<OfficeId, Office>()))), output, CancellationToken.None);

        Assert.Equal(Entries, totals.Entries);
        Assert.Equal(2 * Entries, totals.Postings);
        Assert.True(output.Written > 15_000_000, $"{output.Written} bytes were written.");
        // What was read and is not yet written: the writer's buffer and one entry of each shard, never the ledger.
        Assert.True(output.MostReadAhead < 1000, $"{output.MostReadAhead} entries were held back.");
        Assert.True(output.MostMemory - output.LeastMemory < 8_000_000, $"Memory went from {output.LeastMemory} to {output.MostMemory} bytes.");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task Who_hangs_up_stops_the_reading(string format)
    {
        var ledger = new LongLedger(Entries);
        using var hangUp = new CancellationTokenSource();
        await using var output = new MeasuringStream(() => ledger.Read) { OnWrite = hangUp.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Write(format, new LedgerExport(new LedgerStore(ledger, new SealStore(ledger), new PeriodBook(ledger, TimeProvider.System)), new FunderNames(new Catalogue([], new Dictionary<OfficeId, Office>()))), output, hangUp.Token));

        Assert.True(ledger.Read < 1000, $"{ledger.Read} entries were read.");
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    public async Task A_text_that_a_spreadsheet_would_run_is_written_as_a_text(string hostile)
    {
        var csv = await Exported("csv", hostile);
        var record = Csv.Read(csv)[1];
        Assert.Equal("'" + hostile, record[0]);
        Assert.Equal("'" + hostile, record[^1]);

        // A program reads JSON Lines as they are.
        Assert.Equal(hostile, (string?)JsonNode.Parse((await Exported("jsonl", hostile)).Split('\n')[0])!["entryId"]);
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("say \"yes\"")]
    [InlineData("two\r\nlines")]
    [InlineData("\u0633\u0644\u0627\u0645 \u00e9\u00df\U0001F600")]
    [InlineData("1850.00")]
    [InlineData("a=b")]
    public async Task Any_other_text_comes_back_as_it_was(string text) => Assert.Equal(text, Csv.Read(await Exported("csv", text))[1][0]);

    [Fact]
    public async Task Entries_come_in_the_order_of_their_moment_across_shards()
    {
        var numbers = Csv.Read(await Exported("csv", null, entries: 200)).Skip(1).Select(record => record[0][^6..]).Distinct().ToList();
        Assert.Equal(Enumerable.Range(0, 200).Select(number => number.ToString("000000", System.Globalization.CultureInfo.InvariantCulture)), numbers);
    }

    private static async Task<string> Exported(string format, string? text, int entries = 1)
    {
        var ledger = new LongLedger(entries, number => text is null ? LongLedger.Entry(number) : LongLedger.Entry(number) with { Id = text, EventId = text });
        using var output = new MemoryStream();
        await Write(format, new LedgerExport(new LedgerStore(ledger, new SealStore(ledger), new PeriodBook(ledger, TimeProvider.System)), new FunderNames(new Catalogue([], new Dictionary<OfficeId, Office>()))), output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static Task<ControlTotals> Write(string format, LedgerExport export, Stream output, CancellationToken cancellationToken) =>
        format == "csv" ? export.WriteCsv(Range, output, cancellationToken) : export.WriteJsonLines(Range, output, cancellationToken);
}
