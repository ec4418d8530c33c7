using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Parts of the ledger, packed downloads, and the manifest of both.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class ExportFilterTests(Service service)
{
    private static string Range
    {
        get
        {
            var today = TimeProvider.System.GetUtcNow().UtcDateTime;
            return string.Create(CultureInfo.InvariantCulture, $"from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}");
        }
    }

    private static string Month => TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Each_filter_takes_what_its_column_says_and_all_filters_hold_together()
    {
        await Journey.Disbursing(service);
        var application = Bodies.FullApplication();
        application["programme"] = "eurp";
        await Journey.Approved(service, application);
        await service.Settle();
        var all = await Rows("");
        var office = all.First(row => row["office"].Length > 0)["office"];
        (string Query, Func<Dictionary<string, string>, bool> Takes)[] filters =
        [
            ("line=calais-avr/reintegration", row => row["fundingLine"] == "calais-avr/reintegration"),
            ("funder=France", row => row["fundingLine"] == "calais-avr/reintegration"),
            ("funder=European+Union+(Frontex)", row => row["programme"] == "eurp"),
            ($"office={office}", row => row["office"] == office),
            ("account=payable-cash", row => row["account"] == "PayableCash"),
            ($"period={Month}", row => row["period"] == Month),
            ($"programme=calais-avr&line=calais-avr/reintegration&funder=France&office={office}&account=committed&period={Month}",
                row => row["programme"] == "calais-avr" && row["office"] == office && row["account"] == "Committed" && row["period"] == Month),
        ];
        foreach (var (query, takes) in filters)
        {
            var expected = all.Where(takes).Select(Text).ToList();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, (await Rows($"&{query}")).Select(Text));
            await IsAsTheManifestSays($"{Range}&{query}", expected.Count);
        }

        Assert.True(all.Count > (await Rows("&funder=France")).Count);
        Assert.Empty(await Rows("&line=calais-avr/information"));
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_behind_any_entry()
    {
        await Journey.Disbursing(service);
        await Journey.Disbursing(service);
        await service.Settle();
        var finance = await service.Finance();
        foreach (var format in new[] { "csv", "jsonl" })
        {
            var whole = (await finance.Get($"ledger/export?{Range}&format={format}")).Is(200).Text;
            var rows = await Rows("");
            foreach (var last in new[] { rows[0], rows[rows.Count / 2], rows[^1] })
            {
                var lines = whole.Split('\n')[..^1].ToList();
                var kept = string.Concat(lines.Take(lines.FindLastIndex(line => line.Contains(last["entryId"], StringComparison.Ordinal)) + 1).Select(line => line + "\n"));
                var rest = (await finance.Get($"ledger/export?{Range}&format={format}&after={last["postingDate"]}/{last["entryId"]}")).Is(200).Text;
                Assert.Equal(whole, kept + rest);
            }
        }

        var one = (await Rows(""))[0];
        (await finance.Get($"ledger/export?{Range}&after={one["postingDate"]}/{one["entryId"]}&format=xlsx")).IsBad("after");
        (await finance.Get($"ledger/export?{Range}&after={one["postingDate"]}/{one["entryId"]}&format=csv.gz")).IsBad("after");
        (await finance.Get($"ledger/export?{Range}&after={one["postingDate"]}/{one["entryId"][..^1]}")).IsBad("after");
        (await finance.Get($"ledger/export?{Range}&after=2001-01-01/{one["entryId"]}")).IsBad("after");
        (await finance.Get($"ledger/export?{Range}&after={one["entryId"]}")).IsBad("after");
        (await finance.Get($"ledger/export?{Range}&after={one["postingDate"]}/{new string('a', 300)}")).IsBad("after");
        (await finance.Get($"ledger/manifest?{Range}&after={one["postingDate"]}/{one["entryId"]}")).IsBad("after");
    }

    [Theory]
    [InlineData("line=calais-avr", "line")]
    [InlineData("line=calais-avr/nothing", "line")]
    [InlineData("line=no-such-one/reintegration", "line")]
    [InlineData("line=calais-avr/reintegration&programme=eurp", "line")]
    [InlineData("funder=france", "funder")]
    [InlineData("funder=France&programme=eurp", "funder")]
    [InlineData("funder=France&line=calais-avr/information", "funder")]
    [InlineData("office=xx-nowhere", "office")]
    [InlineData("office=Kabul!", "office")]
    [InlineData("account=Committed", "account")]
    [InlineData("account=petty-cash", "account")]
    [InlineData("account=1", "account")]
    [InlineData("period=2026-13", "period")]
    [InlineData("period=2026-1", "period")]
    [InlineData("period=2026", "period")]
    [InlineData("period=2026-03", "period")]
    [InlineData("line=calais-avr/reintegration&line=calais-avr/information", "line")]
    [InlineData("colour=red", "colour")]
    public async Task What_is_no_filter_is_named(string query, string field)
    {
        var finance = await service.Finance();
        (await finance.Get($"ledger/export?from=2026-01-01&to=2026-01-31&{query}")).IsBad(field);
        (await finance.Get($"ledger/manifest?from=2026-01-01&to=2026-01-31&{query}")).IsBad(field);
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("br, gzip;q=0.5", true)]
    [InlineData("*", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip;q=0, *", false)]
    [InlineData("br", false)]
    [InlineData(null, false)]
    public async Task A_download_is_packed_on_its_way_for_who_takes_that(string? accepts, bool packed)
    {
        await Journey.Approved(service);
        await service.Settle();
        foreach (var format in new[] { "csv", "jsonl" })
        {
            var plain = (await (await service.Finance()).Get($"ledger/export?{Range}&format={format}")).Is(200).Bytes;
            var answer = (await (await service.Finance()).Send(HttpMethod.Get, $"ledger/export?{Range}&format={format}", request =>
            {
                if (accepts is not null)
                    request.Headers.TryAddWithoutValidation("Accept-Encoding", accepts);
            })).Is(200);
            Assert.Equal("Accept-Encoding", answer.Header("Vary"));
            Assert.Equal(packed ? "gzip" : null, answer.Header("Content-Encoding"));
            Assert.Equal(plain, packed ? Unpacked(answer.Bytes) : answer.Bytes);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task A_packed_file_can_be_asked_for_and_is_packed_once(string format)
    {
        await Journey.Approved(service);
        await service.Settle();
        var plain = (await (await service.Finance()).Get($"ledger/export?{Range}&format={format}")).Is(200).Bytes;
        var answer = (await (await service.Finance()).Send(
            HttpMethod.Get, $"ledger/export?{Range}&format={format}.gz", request => request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip"))).Is(200);
        Assert.Equal("application/gzip", answer.ContentType);
        Assert.Null(answer.Header("Content-Encoding"));
        Assert.Matches($"\\.{format}\\.gz", answer.Header("Content-Disposition"));
        Assert.Equal(plain, Unpacked(answer.Bytes));
    }

    [Fact]
    public async Task A_spreadsheet_is_sent_as_one()
    {
        await Journey.Approved(service);
        await service.Settle();
        var answer = (await (await service.Finance()).Get($"ledger/export?{Range}&format=xlsx&account=committed")).Is(200);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.ContentType);
        Assert.Matches("\\.xlsx", answer.Header("Content-Disposition"));
        using var archive = new ZipArchive(new MemoryStream(answer.Bytes), ZipArchiveMode.Read);
        Assert.NotNull(archive.GetEntry("xl/worksheets/sheet1.xml"));
    }

    [Fact]
    public async Task The_manifest_says_which_days_are_not_sealed()
    {
        var manifest = (await (await service.Finance()).Get("ledger/manifest?from=2001-01-30&to=2001-02-02")).Is(200).Json;
        Assert.Empty(manifest["seals"]!.AsArray());
        Assert.Equal(["2001-01-30", "2001-01-31", "2001-02-01", "2001-02-02"], manifest["notSealed"]!.AsArray().Select(day => (string?)day));
    }

    private async Task IsAsTheManifestSays(string query, int rows)
    {
        var finance = await service.Finance();
        var manifest = (await finance.Get($"ledger/manifest?{query}")).Is(200).Json;
        Assert.Equal(rows, (int?)manifest["postings"]);
        Assert.Equal(Hash((await finance.Get($"ledger/export?{query}")).Is(200)), (string?)manifest["sha256"]!["csv"]);
        Assert.Equal(Hash((await finance.Get($"ledger/export?{query}&format=jsonl")).Is(200)), (string?)manifest["sha256"]!["jsonl"]);
        foreach (var pair in query.Split('&').Skip(2).Select(part => part.Split('=')))
        {
            Assert.Equal(Uri.UnescapeDataString(pair[1].Replace('+', ' ')), (string?)manifest[pair[0]]);
        }
    }

    private async Task<List<Dictionary<string, string>>> Rows(string filter)
    {
        var records = Csv.Read((await (await service.Finance()).Get($"ledger/export?{Range}{filter}")).Is(200).Text);
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static string Text(Dictionary<string, string> row) => string.Join('|', row.Values);

    private static string Hash(Answer answer) => Convert.ToHexStringLower(SHA256.HashData(answer.Bytes));

    private static byte[] Unpacked(byte[] bytes)
    {
        using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }
}
