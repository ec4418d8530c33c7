using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Large exports through the doors: asked for, watched, fetched over a link, whole or in parts.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class ExportJobDoorTests(Service service)
{
    private static DateTime Today => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Theory]
    [InlineData("csv", "text/csv; charset=utf-8")]
    [InlineData("jsonl", "application/jsonl; charset=utf-8")]
    [InlineData("csv.gz", "application/gzip")]
    [InlineData("jsonl.gz", "application/gzip")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task Finance_asks_for_more_than_a_year_and_fetches_the_file(string format, string contentType)
    {
        await Journey.Approved(service);
        await service.Settle();
        var file = await Done(Body(format), await service.Finance());
        var answer = (await service.Nobody.Get(Link(file))).Is(200);

        Assert.Equal(contentType, answer.ContentType);
        Assert.Matches($"filename=ledger_[0-9-]{{10}}_[0-9-]{{10}}\\.{format}", answer.Header("Content-Disposition"));
        Assert.Equal((string?)file["sha256"], Convert.ToHexStringLower(SHA256.HashData(answer.Bytes)));
        Assert.Equal($"\"{(string?)file["sha256"]}\"", answer.Header("ETag"));
        Assert.Equal((long?)file["bytes"], answer.Bytes.LongLength);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.True((long?)file["rows"] >= 2);
        Assert.Equal((string?)file["totals"]![0]!["debits"]!["amount"], (string?)file["totals"]![0]!["credits"]!["amount"]);
        Assert.Equal(401, file["seals"]!.AsArray().Count + file["notSealed"]!.AsArray().Count);
        Assert.Contains(Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), file["notSealed"]!.AsArray().Select(day => (string?)day));
        if (format == "csv")
        {
            // Older days are empty here: the file is the export of this year's days.
            var direct = (await (await service.Finance()).Get(string.Create(CultureInfo.InvariantCulture, $"ledger/export?from={Today.AddDays(-300):yyyy-MM-dd}&to={Today:yyyy-MM-dd}"))).Is(200);
            Assert.Equal(direct.Text, answer.Text);
        }
    }

    [Fact]
    public async Task It_is_one_job_under_its_key_and_both_roles_see_it()
    {
        var (finance, key) = (await service.Finance(), Guid.NewGuid().ToString());
        var body = new JsonObject { ["from"] = "2001-01-01", ["to"] = "2001-01-31", ["programme"] = "eurp", ["for"] = "funder" };
        var first = await finance.Post("ledger/exports", body, key, wait: null);
        Assert.Equal(202, first.Is(202).Status);
        var path = first.Header("Location")!["/api/".Length..];
        Assert.Equal((string?)first.Json["href"], $"/api/{path}");
        var again = (await finance.Post("ledger/exports", body, key)).Is(200).Json;
        Assert.Equal((string?)first.Json["id"], (string?)again["id"]);
        Assert.Equal("done", (string?)again["state"]);
        Assert.Equal(("eurp", "csv", 31, 31), ((string?)again["choice"]!["programme"], (string?)again["choice"]!["format"], (int?)again["progress"]!["days"], (int?)again["progress"]!["ofDays"]));
        (await finance.Post("ledger/exports", new JsonObject { ["from"] = "2001-01-01", ["to"] = "2001-01-30" }, key)).IsProblem(422, "idempotency-key-reused");

        var auditor = await service.Auditor();
        Assert.Equal("done", (string?)(await auditor.Get(path)).Is(200).Json["state"]);
        Assert.Contains((string?)again["id"], Ids(await finance.Get("ledger/exports?limit=100")));
        Assert.Contains((string?)again["id"], Ids(await finance.Get("ledger/exports?limit=100&state=done")));
        Assert.DoesNotContain((string?)again["id"], Ids(await finance.Get("ledger/exports?limit=100&state=queued")));
        Assert.DoesNotContain((string?)again["id"], Ids(await auditor.Get("ledger/exports?limit=100")));
        (await (await service.Officer()).Get(path)).IsProblem(403, "wrong-role");
        (await finance.Get(path.Replace("ledger/exports", "ledger/rebuild", StringComparison.Ordinal))).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_where_it_was()
    {
        await Journey.Approved(service);
        await service.Settle();
        var link = Link(await Done(Body("csv"), await service.Finance()));
        var whole = (await service.Nobody.Get(link)).Is(200);
        Assert.Equal("bytes", whole.Header("Accept-Ranges"));
        var (bytes, tag) = (whole.Bytes, whole.Header("ETag")!);

        var first = await Part(link, 0, 99, tag);
        var rest = await Part(link, 100, null, tag);
        Assert.Equal((206, $"bytes 0-99/{bytes.Length}"), (first.Status, first.Header("Content-Range")));
        Assert.Equal((206, $"bytes 100-{bytes.Length - 1}/{bytes.Length}"), (rest.Status, rest.Header("Content-Range")));
        Assert.Equal(bytes, first.Bytes.Concat(rest.Bytes));
        Assert.Equal(bytes[^7..], (await Part(link, null, 7, null)).Is(206).Bytes);
        Assert.Equal(bytes[40..60], (await Part(link, 40, 59, null)).Is(206).Bytes);

        // Of another file than the one that was begun, all of it comes.
        Assert.Equal(bytes, (await Part(link, 100, null, "\"another\"")).Is(200).Bytes);
        var beyond = await Part(link, bytes.Length, null, tag);
        Assert.Equal((416, $"bytes */{bytes.Length}"), (beyond.Status, beyond.Header("Content-Range")));
    }

    [Theory]
    [InlineData("""{ "to": "2026-01-31" }""", "from")]
    [InlineData("""{ "from": "2026-01-01" }""", "to")]
    [InlineData("""{ "from": "", "to": "2026-01-31" }""", "from")]
    [InlineData("""{ "from": "2026-01-31", "to": "2026-01-01" }""", "to")]
    [InlineData("""{ "from": "2015-01-01", "to": "2025-01-01" }""", "to")]
    [InlineData("""{ "from": "2026-01-01", "to": "2026-01-31", "format": "xml" }""", "format")]
    [InlineData("""{ "from": "2026-01-01", "to": "2026-01-31", "programme": "no-such-one" }""", "programme")]
    [InlineData("""{ "from": "2026-01-01", "to": "2026-01-31", "account": "petty-cash" }""", "account")]
    [InlineData("""{ "from": "2026-01-01", "to": "2026-01-31", "for": "me" }""", "for")]
    [InlineData("""{ "from": "2026-01-01", "to": "2026-01-31", "colour": "red" }""", "colour")]
    [InlineData("""{ "from": 20260101, "to": "2026-01-31" }""", "from")]
    public async Task What_is_no_choice_is_named(string body, string field) => (await (await service.Finance()).PostText("ledger/exports", body)).IsBad(field);

    [Fact]
    public async Task A_direct_export_of_too_many_days_names_this_door() =>
        Assert.Contains("POST /api/ledger/exports", (await (await service.Finance()).Get("ledger/export?from=2001-01-01&to=2002-01-02")).IsBad("to").Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_link_opens_its_own_file_alone()
    {
        var file = await Done(new JsonObject { ["from"] = "2001-01-01", ["to"] = "2001-01-02" }, await service.Finance());
        var link = Link(file);
        var (seconds, secret) = (link.Split('/')[^1].Split('-')[0], link.Split('-')[^1]);
        (await service.Nobody.Get(link)).Is(200);
        (await service.Nobody.Get(link[..^1] + (link[^1] == 'a' ? 'b' : 'a'))).IsProblem(404, "not-found");
        (await service.Nobody.Get(link.Replace(seconds, (long.Parse(seconds, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))).IsProblem(404, "not-found");
        (await service.Nobody.Get(link.Replace(secret, "", StringComparison.Ordinal))).IsProblem(404, "not-found");
        (await service.Nobody.Get(link.Replace("/J-", "/J-0", StringComparison.Ordinal))).IsProblem(404, "not-found");
        var other = await Done(new JsonObject { ["from"] = "2001-01-01", ["to"] = "2001-01-02" }, await service.Finance());
        (await service.Nobody.Get($"{Link(other)[..Link(other).LastIndexOf('/')]}/{link.Split('/')[^1]}")).IsProblem(404, "not-found");
    }

    private static JsonObject Body(string format) => new()
    {
        ["from"] = Today.AddDays(-400).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["to"] = Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["format"] = format,
    };

    private static string Link(JsonNode file) => ((string)file["download"]!)["/api/".Length..];

    private static IEnumerable<string?> Ids(Answer list) => list.Is(200).Json["exports"]!.AsArray().Select(one => (string?)one!["id"]);

    private static async Task<JsonNode> Done(JsonObject body, Caller caller)
    {
        var asked = await caller.Post("ledger/exports", body, wait: 30);
        Assert.Equal("done", (string?)asked.Is(200).Json["state"]);
        return asked.Json["file"]!;
    }

    private Task<Answer> Part(string link, long? from, long? to, string? ifRange) => service.Nobody.Send(HttpMethod.Get, link, request =>
    {
        request.Headers.Range = new RangeHeaderValue(from, to);
        if (ifRange is not null)
            request.Headers.IfRange = RangeConditionHeaderValue.Parse(ifRange);
    });
}
