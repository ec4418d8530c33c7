using System.Text;
using System.Text.Json;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests;

/// <summary>The ledger: every entry once, by day, in order, and out again as files.</summary>
public sealed class LedgerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 22, 0, 0, TimeSpan.Zero);

    private readonly StorageWatch _watch = new();
    private readonly MemoryTables _tables;
    private readonly LedgerStore _ledger;

    public LedgerTests()
    {
        _tables = new MemoryTables(probe: _watch);
        _ledger = new LedgerStore(_tables, new SealStore(_tables), new PeriodBook(_tables, new ManualTime()));
    }

    [Fact]
    public async Task An_entry_delivered_three_times_is_stored_once()
    {
        var processor = new PostingProcessor(_ledger);
        var message = MessageText.Write("x", "x", Entry(1).Grant!.Value, Start, Entry(1));
        for (var times = 0; times < 3; times++)
        {
            await processor.Process(message, default);
        }

        var row = Assert.Single(_tables.EntryRows());
        Assert.StartsWith("2026-01-05|", row.Partition, StringComparison.Ordinal);
        var read = Assert.Single(await Read(new(2026, 1, 5), new(2026, 1, 5)));
        Assert.Equal(JsonSerializer.Serialize(Entry(1), GrantJson.Options), JsonSerializer.Serialize(read, GrantJson.Options));
    }

    [Fact]
    public async Task Entries_come_in_order_of_posting_over_shards_and_days()
    {
        var entries = Enumerable.Range(0, 120).Select(at => Entry(at)).ToList();
        foreach (var entry in Shuffled(entries))
        {
            await _ledger.Store(entry, default);
        }

        Assert.Equal(2 * LedgerStore.ShardsPerDay, _tables.Rows(TableNames.Ledger).Select(row => row.Partition).Distinct().Count());
        Assert.Equal(entries.Select(entry => entry.Id), (await Read(new(2026, 1, 1), new(2026, 1, 31))).Select(entry => entry.Id));
        Assert.Equal(entries.Where(entry => entry.PostedOn.Day == 6).Select(entry => entry.Id), (await Read(new(2026, 1, 6), new(2026, 1, 6))).Select(entry => entry.Id));
        Assert.Empty(await Read(new(2026, 1, 7), new(2026, 1, 31)));
        Assert.Empty(await Read(new(2026, 1, 6), new(2026, 1, 5)));
    }

    [Fact]
    public async Task Entries_of_one_moment_are_ordered_by_their_ids()
    {
        var entries = Enumerable.Range(0, 30).Select(at => Entry(at) with { At = Start }).ToList();
        foreach (var entry in Shuffled(entries))
        {
            await _ledger.Store(entry with { PostedOn = new(2026, 1, 5) }, default);
        }

        Assert.Equal(entries.Select(entry => entry.Id).Order(StringComparer.Ordinal), (await Read(new(2026, 1, 5), new(2026, 1, 5))).Select(entry => entry.Id));
    }

    [Fact]
    public async Task One_programme_can_be_picked_out()
    {
        for (var at = 0; at < 20; at++)
        {
            await _ledger.Store(Entry(at, at % 2 == 0 ? World.Calais : World.Dated), default);
        }

        var read = await Read(new(2026, 1, 5), new(2026, 1, 6), World.Dated);
        Assert.Equal(10, read.Count);
        Assert.All(read, entry => Assert.Equal(World.Dated, entry.Programme));
    }

    [Fact]
    public async Task A_long_day_is_read_page_by_page_as_it_is_consumed()
    {
        for (var at = 0; at < 5_000; at++)
        {
            await _ledger.Store(Entry(at) with { PostedOn = new(2026, 1, 5), At = Start.AddMilliseconds(at) }, default);
        }

        var pages = Pages();
        var read = 0;
        await foreach (var _ in _ledger.Read(new(2026, 1, 5), new(2026, 1, 5), null, default))
        {
            if (++read == 10)
            {
                Assert.Equal(pages + LedgerStore.ShardsPerDay, Pages());
            }
        }

        Assert.Equal(5_000, read);
        Assert.InRange(Pages() - pages, 5, 12);
    }

    [Fact]
    public async Task Control_totals_count_and_balance_by_currency()
    {
        await _ledger.Store(Entry(1), default);
        await _ledger.Store(Entry(2), default);
        await _ledger.Store(Entry(3) with { Postings = [Posting.Debit(Account.PayableCash, World.Eur(1)), Posting.Debit(Account.PayableInKind, World.Eur(2)), Posting.Credit(Account.Committed, World.Eur(3))] }, default);
        var totals = await Export().WriteCsv(January, Stream.Null, default);
        Assert.Equal((3L, 7L), (totals.Entries, totals.Postings));
        Assert.Equal((World.Eur(1 + 2 + 3), World.Eur(1 + 2 + 3)), Assert.Single(totals.ByCurrency).Value);
        Assert.Equal("EUR", Assert.Single(totals.ByCurrency).Key);
    }

    [Fact]
    public async Task Csv_has_a_line_per_posting_and_no_formula()
    {
        await _ledger.Store(Entry(1) with { EventId = "=HYPERLINK(\"http://x\",\"y\")" }, default);
        using var output = new MemoryStream();
        await Export().WriteCsv(January, output, default);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n");
        Assert.Equal("entryId,postingDate,eventTime,period,kind,grant,line,programme,fundingLine,office,account,debit,credit,currency,corrects,paidCurrency,paidAmount,rate,rateSource,rateDay,booked,eventId", lines[0]);
        Assert.Equal(["", ""], new[] { lines[3], lines[^1] });
        Assert.Contains(",2026-01-05,2026-01-05T22:02:00.0000000Z,2026-01,Commitment,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",Committed,1.00,,EUR,,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",Available,,1.00,EUR,,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"", lines[1], StringComparison.Ordinal);
        Assert.NotEqual(0xEF, output.ToArray()[0]);
        Assert.DoesNotContain("\n", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_lines_have_a_posting_each()
    {
        await _ledger.Store(Entry(1), default);
        using var output = new MemoryStream();
        await Export().WriteJsonLines(January, output, default);
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        var lines = text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(("1.00", "EUR", "Committed"), (lines[0].GetProperty("debit").GetString(), lines[0].GetProperty("currency").GetString(), lines[0].GetProperty("account").GetString()));
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("credit").ValueKind);
    }

    private static LedgerRange January => new(new(2026, 1, 1), new(2026, 1, 31), null);

    private static PostedEntry Entry(int at, ProgrammeId? programme = null)
    {
        var moment = Start.AddMinutes(2 * at);
        var grant = GrantId.Derive("tests", $"{at % 17}");
        var id = programme ?? World.Calais;
        return new(
            $"{grant}-{at:D4}-1", EntryKind.Commitment, DateOnly.FromDateTime(moment.UtcDateTime), moment, grant, null, id, World.LineOf(id).Id, $"{grant}-{at:D4}",
            [Posting.Debit(Account.Committed, World.Eur(Math.Max(at, 1))), Posting.Credit(Account.Available, World.Eur(Math.Max(at, 1)))]);
    }

    private static PostedEntry[] Shuffled(IEnumerable<PostedEntry> entries)
    {
        var all = entries.ToArray();
        new Random(7).Shuffle(all);
        return all;
    }

    private LedgerExport Export() => new(_ledger, new FunderNames(World.Catalogue));

    private int Pages() => _watch.Calls.Count(call => call.Operation == "page");

    private Task<List<PostedEntry>> Read(DateOnly from, DateOnly to, ProgrammeId? programme = null) => _ledger.Read(from, to, programme, default).ToListAsync().AsTask();
}
