using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Ledger;

/// <summary>Funding lines through the doors, over storage as it is deployed: what was agreed, amendments by two people, the forecast.</summary>
public sealed class FundingLineTests(AgreedService service) : IClassFixture<AgreedService>
{
    [Fact]
    public async Task A_top_up_asked_for_by_one_person_and_agreed_by_another_is_in_the_line_and_in_the_trial_balance()
    {
        var (admin, finance) = (await service.As("programme-admin", "pia"), await service.Finance());
        var before = await Line();

        var asked = (await admin.Post($"{AgreedService.Line}/amendments", Body("top-up", "2500.00"), "top-up-1")).Is(200);
        var href = asked.Header("Location")!["/api/".Length..];
        Assert.Equal(("proposed", "pia"), ((string?)asked.Json["state"], (string?)asked.Json["proposedBy"]));
        (await admin.Post($"{href}/approval")).IsProblem(403, "own-amendment");
        var applied = (await finance.Post($"{href}/approval")).Is(200);

        Assert.Equal(("applied", "fatou", "The funder signed another amount.", "amendment-1"), ((string?)applied.Json["state"], (string?)applied.Json["decision"]!["by"], (string?)applied.Json["reason"], (string?)applied.Json["reference"]));
        (await finance.Post($"{href}/approval")).Is(200);
        (await finance.Post($"{href}/rejection", Bodies.Reason("Too late."))).IsProblem(409, "amendment-decided");
        Assert.Equal((string?)asked.Json["id"], (string?)(await admin.Post($"{AgreedService.Line}/amendments", Body("top-up", "2500.00"), "top-up-1")).Is(200).Json["id"]);
        (await admin.Post($"{AgreedService.Line}/amendments", Body("top-up", "2600.00"), "top-up-1")).IsProblem(422, "idempotency-key-reused");

        var after = await Line();
        Assert.Equal(2500.00m, Amount(after["limit"]) - Amount(before["limit"]));
        Assert.Equal(2500.00m, Amount(after["free"]) - Amount(before["free"]));
        Assert.Equal((75, 7, "agreement-7", true), ((int)after["agreement"]!["funderSharePercent"]!, (int)after["agreement"]!["overheadPercent"]!, (string?)after["agreement"]!["reference"], (bool)after["agreement"]!["coversToday"]!));
        Assert.Contains(after["amendments"]!.AsArray(), one => (string?)one!["id"] == (string?)asked.Json["id"] && (string?)one["entry"] is not null);

        await service.Settle();
        var today = service.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var balance = (await finance.Get($"ledger/trial-balance?on={today}")).Is(200).Json["lines"]!.AsArray();
        Assert.Equal(-Amount(after["limit"]), Amount(balance.Single(one => (string?)one!["fundingLine"] == "agreed/grants" && (string?)one["account"] == "Agreed")!["balance"]));
    }

    [Fact]
    public async Task A_reduction_of_more_than_is_free_is_refused_at_the_door_and_a_rejected_one_changes_nothing()
    {
        var (admin, other) = (await service.As("programme-admin", "pia"), await service.As("programme-admin", "pablo"));
        var before = await Line();

        (await admin.Post($"{AgreedService.Line}/amendments", Body("reduction", "900000.00"))).IsProblem(422, "amendment-too-large");
        var asked = (await admin.Post($"{AgreedService.Line}/amendments", Body("reduction", "1.00"))).Is(200);
        var href = asked.Header("Location")!["/api/".Length..];
        Assert.Equal("rejected", (string?)(await other.Post($"{href}/rejection", Bodies.Reason("Not signed."))).Is(200).Json["state"]);
        Assert.Equal(("rejected", "Not signed."), ((string?)(await other.Get(href)).Is(200).Json["state"], (string?)(await other.Get(href)).Json["decision"]!["reason"]));
        Assert.Equal(Amount(before["limit"]), Amount((await Line())["limit"]));
    }

    [Fact]
    public async Task What_cannot_be_is_named()
    {
        var admin = await service.As("programme-admin", "pia");

        (await admin.Post("funding-lines/calais-avr/reintegration/amendments", Body("top-up", "1.00"))).IsProblem(409, "line-without-amount");
        (await admin.Post("funding-lines/agreed/gone/amendments", Body("top-up", "1.00"))).IsProblem(404, "not-found");
        (await admin.Post("funding-lines/Agreed/x/amendments", Body("top-up", "1.00"))).IsBad("line");
        (await admin.Post($"{AgreedService.Line}/amendments", Body("top-up", "0.00"))).IsBad("amount");
        (await admin.Post($"{AgreedService.Line}/amendments", Body("top-up", "-1.00"))).IsBad("amount");
        var noReason = Body("top-up", "1.00");
        noReason["reason"] = " ";
        (await admin.Post($"{AgreedService.Line}/amendments", noReason)).IsBad("reason");
        (await admin.Post($"{AgreedService.Line}/amendments/A-0000000000000000/approval")).IsProblem(404, "not-found");
        (await admin.Get($"{AgreedService.Line}/amendments/x")).IsBad("id");
        (await admin.Get("funding-lines/agreed/gone")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task The_forecast_tells_what_is_asked_for_and_what_is_reserved_and_warns_where_it_is_not_enough()
    {
        var before = await Line();
        var application = Bodies.FullApplication();
        application["programme"] = AgreedService.Programme;
        var asked = await Journey.Submitted(service, application);
        await service.Settle();
        var between = await Line();
        await asked.Approve();
        await service.Settle();
        var after = await Line();

        Assert.Equal(1850.00m, Amount(between["forecast"]!["asked"]!["amount"]) - Amount(before["forecast"]!["asked"]!["amount"]));
        Assert.Contains(between["forecast"]!["asked"]!["byState"]!.AsArray(), one => (string?)one!["state"] == "awaiting-approval");
        Assert.Equal(Amount(between["free"]) - Amount(between["forecast"]!["asked"]!["amount"]), Amount(between["forecast"]!["leftAfterAll"]));
        Assert.Equal(1850.00m, Amount(after["forecast"]!["reserved"]!["amount"]) - Amount(before["forecast"]!["reserved"]!["amount"]));
        Assert.Equal(1850.00m, Amount(after["held"]) - Amount(before["held"]));
        Assert.Equal(Amount(between["forecast"]!["leftAfterAll"]), Amount(after["forecast"]!["leftAfterAll"]));
        Assert.True((bool)after["forecast"]!["whole"]!);
    }

    [Fact]
    public async Task Every_line_is_listed_also_those_whose_amount_nobody_knows()
    {
        var lines = (await (await service.Auditor()).Get("funding-lines")).Is(200).Json["fundingLines"]!.AsArray();

        var unknown = lines.Single(one => (string?)one!["id"] == "calais-avr/reintegration")!;
        Assert.Null(unknown["limit"]);
        Assert.Null(unknown["free"]);
        Assert.Equal(100, (int)unknown["agreement"]!["funderSharePercent"]!);
        Assert.NotNull(lines.Single(one => (string?)one!["id"] == "agreed/grants")!["limit"]);
    }

    private static JsonObject Body(string kind, string amount) => new()
    {
        ["kind"] = kind, ["amount"] = Bodies.Euro(amount), ["reason"] = "The funder signed another amount.", ["reference"] = "amendment-1",
    };

    private async Task<JsonNode> Line() => (await (await service.Finance()).Get(AgreedService.Line)).Is(200).Json;

    private static decimal Amount(JsonNode? money) => decimal.Parse((string)money!["amount"]!, CultureInfo.InvariantCulture);
}
