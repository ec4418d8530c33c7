using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Functions.Tests.Programmes;

public sealed class AnyDay() : Service(new ShiftedTime(new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero)));

/// <summary>A service of its own, because what is open is counted.</summary>
public sealed class DryRunTests(AnyDay service) : IClassFixture<AnyDay>
{
    private const string Programme = "magnet-2";

    private static readonly Traveller Iraqi = new(Programme, "DE", "IQ", "iq-erbil", "voluntary-returnee") { Nationality = "IQ", Amount = "1500.00" };

    [Fact]
    public async Task The_present_file_would_change_nothing_and_a_later_version_tells_whom_it_would_not_take()
    {
        var walk = await Walk.Applies(service, Iraqi);
        await walk.Approved();
        await service.Settle();
        var open = (int)(await Try(Present())).Json["openGrants"]!["read"]!;
        Assert.True(open > 0);

        var same = (await Try(Present())).Json;
        Assert.True((bool)same["valid"]!);
        Assert.Equal("[]", same["errors"]!.ToJsonString());
        Assert.Equal("[]", same["touchedVersions"]!.ToJsonString());
        Assert.Equal($$"""[{"version":"2026-1","grants":{{open}}}]""", same["openGrants"]!["byVersion"]!.ToJsonString());
        Assert.Equal((open, false), ((int)same["openGrants"]!["wouldPass"]!, (bool)same["openGrants"]!["truncated"]!));

        var stricter = Present();
        var second = stricter["rules"]![0]!.DeepClone().AsObject();
        second["version"] = "2026-2";
        second["validFrom"] = "2026-06-01";
        second["hosts"] = new JsonArray("FR");
        stricter["rules"]!.AsArray().Add(second);
        var told = (await Try(stricter)).Json;
        Assert.True((bool)told["valid"]!);
        Assert.Equal("2026-2", (string?)told["inForce"]);
        var refused = told["openGrants"]!["wouldBeRefused"]!.AsArray().Single(one => (string?)one!["grant"] == walk.Id)!;
        Assert.Equal(("2026-1", "host-not-covered", "2026-06-01"), ((string?)refused["version"], (string?)refused["code"], (string?)refused["handedInOn"]));
        Assert.Contains("magnet-2 does not cover returns from DE", (string?)refused["why"], StringComparison.Ordinal);

        // Nothing of it happened.
        await walk.Arrived();
        Assert.Equal("2026-1", (string?)(await walk.Read())["programmeVersion"]);
    }

    [Fact]
    public async Task A_version_that_open_grants_are_stamped_with_cannot_be_changed()
    {
        var walk = await Walk.Applies(service, Iraqi);
        await walk.Approved();
        await service.Settle();
        var changed = Present();
        changed["rules"]![0]!["personQuota"] = 1;
        changed["rules"]![0]!["fundingLines"]![0]!["amount"] = Bodies.Euro("1.00");
        var told = (await Try(changed)).Json;

        Assert.False((bool)told["valid"]!);
        Assert.Equal("""["2026-1"]""", told["touchedVersions"]!.ToJsonString());
        var errors = told["errors"]!.AsArray();
        Assert.All(errors, error => Assert.Equal("magnet-2.json", (string?)error!["file"]));
        var stamped = errors.Single(error => (string?)error!["field"] == "rules[0]")!;
        Assert.Contains("the rules of version 2026-1 as they are", (string?)stamped["expected"], StringComparison.Ordinal);
        Assert.Contains(errors, error => (string?)error!["field"] == "fundingLines magnet-2/reintegration" && (string?)error["found"] == "EUR 1.00");
        var line = told["fundingLines"]!.AsArray().Single()!;
        Assert.Equal(("magnet-2/reintegration", "1.00", 1), ((string?)line["fundingLine"], (string?)line["amount"]!["amount"], (int)line["personQuota"]!));
        Assert.True((int)line["persons"]! > 0);
        Assert.NotEqual("0.00", (string?)line["held"]!["amount"]);
    }

    [Fact]
    public async Task Mistakes_in_the_file_are_the_answer()
    {
        var wrong = Present();
        wrong["rules"]![0]!["personQuota"] = "many";
        var told = (await Try(wrong)).Json;
        Assert.False((bool)told["valid"]!);
        var error = told["errors"]!.AsArray().Single()!;
        Assert.Equal(
            ("magnet-2.json", "rules[0].personQuota", "a whole number from 1 to 10000000", "\"many\""),
            ((string?)error["file"], (string?)error["field"], (string?)error["expected"], (string?)error["found"]));

        Assert.Equal("valid JSON", (string?)(await (await Admin()).PostText($"programmes/{Programme}/dry-run", "{")).Is(200).Json["errors"]![0]!["expected"]);
        Assert.Equal("an object", (string?)(await (await Admin()).PostText($"programmes/{Programme}/dry-run", "[]")).Is(200).Json["errors"]![0]!["expected"]);
        Assert.Equal("valid JSON", (string?)(await (await Admin()).PostText($"programmes/{Programme}/dry-run", new string('[', 5000))).Is(200).Json["errors"]![0]!["expected"]);
    }

    [Fact]
    public async Task A_new_programme_can_be_tried_before_there_is_one()
    {
        var fresh = Present();
        fresh["id"] = "magnet-3";
        fresh["rules"]![0]!["fundingLines"]![0]!["id"] = "magnet-3/reintegration";
        var told = (await (await Admin()).Post("programmes/magnet-3/dry-run", fresh, wait: null)).Is(200).Json;

        Assert.True((bool)told["valid"]!);
        Assert.Equal(0, (int)told["openGrants"]!["read"]!);
    }

    [Fact]
    public async Task What_is_no_file_at_all_is_no_request()
    {
        var admin = await Admin();
        (await admin.Post("programmes/Magnet!/dry-run", Present(), wait: null)).IsProblem(404, "not-found");
        (await admin.PostText($"programmes/{Programme}/dry-run", $"{{\"name\":\"{new string('x', 33 * 1024)}\"}}")).IsBad("body");
        (await Send(admin, "text/plain", "{}"u8.ToArray())).IsBad("Content-Type");
        (await Send(admin, "application/json", [0x7b, 0xff, 0x7d])).IsBad("body");
        (await (await service.Officer()).Post($"programmes/{Programme}/dry-run", Present(), wait: null)).IsProblem(403, "wrong-role");
    }

    private static JsonNode Present() => JsonNode.Parse(File.ReadAllText(Repository.PathOf("programmes", $"{Programme}.json")))!;

    private static Task<Answer> Send(Caller caller, string type, byte[] body) => caller.Send(HttpMethod.Post, $"programmes/{Programme}/dry-run", request =>
    {
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
    });

    private async Task<Answer> Try(JsonNode file) => (await (await Admin()).Post($"programmes/{Programme}/dry-run", file, wait: null)).Is(200);

    private Task<Caller> Admin() => service.As("programme-admin", "pia");
}
