using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Ledger;

[Collection(ServiceCollectionFixture.Name)]
public sealed class LedgerTests(Service service)
{
    private const string Header = "entryId,postingDate,eventTime,period,kind,grant,line,programme,fundingLine,office,account,debit,credit,currency,corrects,paidCurrency,paidAmount,rate,rateSource,rateDay,booked,eventId";

    private static readonly string[] Columns = Header.Split(',');

    /// <summary>Yesterday to tomorrow: a test that runs at midnight loses nothing.</summary>
    private static string Range
    {
        get
        {
            var today = TimeProvider.System.GetUtcNow().UtcDateTime;
            return string.Create(CultureInfo.InvariantCulture, $"from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}");
        }
    }

    [Fact]
    public async Task Every_step_that_moves_money_is_in_the_books_once_and_balances()
    {
        var journey = await Journey.Disbursing(service);
        await journey.Finish();
        await service.Settle();

        var lines = (await Records($"ledger/export?{Range}")).Where(line => line["grant"] == journey.Id).ToList();
        Assert.Equal(
            """
            Commitment  Committed 1850.00 -
            Commitment  Available - 1850.00
            Split  PayableInKind 1200.00 -
            Split  PayableCash 650.00 -
            Split  Committed - 1850.00
            InKindSettlement L01 SpentInKind 1200.00 -
            InKindSettlement L01 PayableInKind - 1200.00
            PayoutRelease L02 InTransit 650.00 -
            PayoutRelease L02 PayableCash - 650.00
            CashPayout L02 SpentCash 650.00 -
            CashPayout L02 InTransit - 650.00
            """,
            string.Join('\n', lines.Select(line => $"{line["kind"]} {line["line"]} {line["account"]} {Or(line["debit"])} {Or(line["credit"])}")));
        Assert.All(lines, line => Assert.Equal(("calais-avr", "calais-avr/reintegration", "EUR"), (line["programme"], line["fundingLine"], line["currency"])));
        Assert.All(lines, line => Assert.NotEmpty(line["eventId"]));
        Assert.All(lines, line => Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", line["postingDate"]));

        static string Or(string text) => text.Length == 0 ? "-" : text;
    }

    [Fact]
    public async Task CSV_is_as_RFC_4180_has_it()
    {
        await Journey.Approved(service);
        await service.Settle();
        var answer = (await (await service.Finance()).Get($"ledger/export?{Range}&format=csv")).Is(200);
        Assert.Equal("text/csv; charset=utf-8", answer.ContentType);
        Assert.Matches("^attachment; filename=ledger_[0-9-]{10}_[0-9-]{10}\\.csv", answer.Header("Content-Disposition"));
        Assert.StartsWith(Header + "\r\n", answer.Text, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetBytes(answer.Text), answer.Bytes);
        Assert.All(Csv.Read(answer.Text), record => Assert.Equal(Columns.Length, record.Count));
    }

    [Fact]
    public async Task JSON_Lines_say_the_same_as_CSV()
    {
        await Journey.Disbursing(service);
        await service.Settle();
        var csv = await Records($"ledger/export?{Range}");
        var answer = (await (await service.Auditor()).Get($"ledger/export?{Range}&format=jsonl")).Is(200);
        Assert.Equal("application/jsonl; charset=utf-8", answer.ContentType);
        Assert.Matches("\\.jsonl", answer.Header("Content-Disposition"));
        Assert.EndsWith("}\n", answer.Text, StringComparison.Ordinal);
        var json = answer.Text.Split('\n')[..^1].Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(csv.Count, json.Count);
        Assert.All(json.Zip(csv), pair => Assert.All(Columns, column => Assert.Equal(pair.Second[column], (string?)pair.First[column] ?? "")));
        Assert.All(json, line => Assert.Subset(Columns.ToHashSet(), line.Select(member => member.Key).ToHashSet()));
    }

    [Fact]
    public async Task The_manifest_matches_both_downloads_to_the_byte()
    {
        await Journey.Disbursing(service);
        await service.Settle();
        var finance = await service.Finance();
        foreach (var query in new[] { Range, $"{Range}&programme=calais-avr" })
        {
            var csv = (await finance.Get($"ledger/export?{query}")).Is(200);
            var jsonLines = (await finance.Get($"ledger/export?{query}&format=jsonl")).Is(200);
            var manifest = (await finance.Get($"ledger/manifest?{query}")).Is(200).Json;

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(csv.Bytes)), (string?)manifest["sha256"]!["csv"]);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(jsonLines.Bytes)), (string?)manifest["sha256"]!["jsonl"]);
            var lines = Lines(csv.Text);
            Assert.Equal(lines.Count, (int?)manifest["postings"]);
            Assert.Equal(lines.Select(line => line["entryId"]).Distinct().Count(), (int?)manifest["entries"]);
            var totals = manifest["totals"]!.AsArray().Single()!;
            Assert.Equal(Sum(lines, "debit"), (string?)totals["debits"]!["amount"]);
            Assert.Equal(Sum(lines, "credit"), (string?)totals["credits"]!["amount"]);
            Assert.Equal((string?)totals["debits"]!["amount"], (string?)totals["credits"]!["amount"]);
        }
    }

    [Fact]
    public async Task A_programme_s_export_holds_its_own_postings_only()
    {
        var application = Bodies.FullApplication();
        application["programme"] = "eurp";
        var journey = await Journey.Approved(service, application);
        await service.Settle();
        var eurp = await Records($"ledger/export?{Range}&programme=eurp");
        Assert.Contains(eurp, line => line["grant"] == journey.Id);
        Assert.All(eurp, line => Assert.Equal("eurp", line["programme"]));
        var all = await Records($"ledger/export?{Range}");
        Assert.Equal(all.Count(line => line["programme"] == "eurp"), eurp.Count);
        Assert.True(all.Count > eurp.Count);
    }

    [Fact]
    public async Task Days_without_postings_give_a_header_and_zeros()
    {
        const string range = "from=2001-01-01&to=2001-03-31";
        Assert.Equal(Header + "\r\n", (await (await service.Finance()).Get($"ledger/export?{range}")).Is(200).Text);
        Assert.Equal("", (await (await service.Finance()).Get($"ledger/export?{range}&format=jsonl")).Is(200).Text);
        var manifest = (await (await service.Finance()).Get($"ledger/manifest?{range}")).Is(200).Json;
        Assert.Equal(0, (int?)manifest["entries"]);
        Assert.Empty(manifest["totals"]!.AsArray());
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("to=2026-01-31", "from")]
    [InlineData("from=2026-01-01", "to")]
    [InlineData("from=&to=2026-01-31", "from")]
    [InlineData("from=2026-01-01&to=2026-02-30", "to")]
    [InlineData("from=01.01.2026&to=2026-01-31", "from")]
    [InlineData("from=2026-01-01T00:00:00Z&to=2026-01-31", "from")]
    [InlineData("from=yesterday&to=today", "from")]
    [InlineData("from=2026-01-31&to=2026-01-01", "to")]
    [InlineData("from=2025-01-01&to=2026-01-02", "to")]
    [InlineData("from=9999-12-31&to=9999-12-31", "from")]
    [InlineData("from=0001-01-01&to=0001-01-01", "from")]
    [InlineData("from=2026-01-01&to=2026-01-31&from=2026-01-02", "from")]
    [InlineData("from=2026-01-01&to=2026-01-31&programme=no-such-one", "programme")]
    [InlineData("from=2026-01-01&to=2026-01-31&programme=", "programme")]
    [InlineData("from=2026-01-01&to=2026-01-31&programme=Calais!", "programme")]
    [InlineData("from=2026-01-01&to=2026-01-31&account=Committed", "account")]
    public async Task A_range_that_is_none(string query, string field)
    {
        (await (await service.Finance()).Get($"ledger/export?{query}")).IsBad(field);
        (await (await service.Finance()).Get($"ledger/manifest?{query}")).IsBad(field);
    }

    [Fact]
    public async Task A_year_and_a_day_is_the_longest_range()
    {
        (await (await service.Finance()).Get("ledger/export?from=2001-01-01&to=2002-01-01")).Is(200);
        (await (await service.Finance()).Get("ledger/export?from=2001-01-01&to=2002-01-02")).IsBad("to");
    }

    [Theory]
    [InlineData("xml")]
    [InlineData("CSV")]
    [InlineData("")]
    public async Task A_format_that_there_is_not(string format) =>
        (await (await service.Finance()).Get($"ledger/export?from=2026-01-01&to=2026-01-31&format={format}")).IsBad("format");

    private static string Sum(List<Dictionary<string, string>> lines, string column) => lines
        .Where(line => line[column].Length > 0)
        .Sum(line => decimal.Parse(line[column], CultureInfo.InvariantCulture))
        .ToString("0.00", CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Lines(string csv) =>
        [.. Csv.Read(csv).Skip(1).Select(record => Columns.Zip(record).ToDictionary(pair => pair.First, pair => pair.Second))];

    private async Task<List<Dictionary<string, string>>> Records(string path) => Lines((await (await service.Finance()).Get(path)).Is(200).Text);
}
