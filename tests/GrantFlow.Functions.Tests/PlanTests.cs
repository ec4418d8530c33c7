using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>A plan is changed through the doors: at once, or once officers approve.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class PlanTests(Service service)
{
    [Fact]
    public async Task Less_money_and_other_goods_hold_at_once()
    {
        var journey = await Journey.Disbursing(service);
        var office = await service.Office();
        (await office.Post($"{journey.Path}/plan", Bodies.Plan("1600.00", Bodies.Goods("1100.00"), Bodies.Cash("500.00")))).Is(200);

        var grant = await journey.Read();
        Assert.Equal("1600.00", (string?)grant["approved"]!["amount"]);
        Assert.Equal("L01 cancelled, L02 cancelled, L03 ordered, L04 due", Lines(grant));
        Assert.Null(grant["pendingPlan"]);
        await journey.Deliver("L03");
        await journey.Settle("L03");
        await journey.Release();
        var done = await journey.Reaches("completed");
        Assert.Equal("1600.00", (string?)done["spent"]!["amount"]);
        (await office.Post($"{journey.Path}/plan", Bodies.Plan("1500.00"))).IsProblem(409, "wrong-state");
    }

    [Fact]
    public async Task Before_the_split_the_amount_goes_down()
    {
        var journey = await Journey.Verified(service);
        (await (await service.Office()).Post($"{journey.Path}/plan", Bodies.Plan("1000.00"))).Is(200);
        await journey.Split(Bodies.Split(Bodies.Goods("1000.00")));
        Assert.Equal("1000.00", (string?)(await journey.Read())["approved"]!["amount"]);
    }

    [Fact]
    public async Task More_cash_waits_for_an_officer_who_sees_what_for_and_nobody_sees_the_account()
    {
        var journey = await Journey.Disbursing(service);
        var plan = Bodies.Plan("1850.00", Bodies.Goods("1000.00"), Bodies.Cash("850.00"));
        plan["route"] = Bodies.Route("+93700553311");
        (await (await service.Office()).Post($"{journey.Path}/plan", plan)).Is(200);

        var waits = await journey.Read();
        var pending = waits["pendingPlan"]!;
        Assert.Equal("officer", (string?)waits["next"]);
        Assert.Equal(
            """{"kind":"mobile-money","country":"AF","masked":"\u20263311"}""",
            pending["route"]!.ToJsonString());
        Assert.Equal(("kamal", 1, 2, "Prices have changed."), ((string?)pending["proposer"], (int)pending["approvalsNeeded"]!, pending["lines"]!.AsArray().Count, (string?)pending["reason"]));
        (await (await service.Finance()).Post($"{journey.Path}/payouts")).IsProblem(409, "plan-pending");
        var number = (int)pending["plan"]!;
        (await (await service.Officer("oscar")).Post($"{journey.Path}/plan-approval", new JsonObject { ["plan"] = number + 1 })).IsProblem(409, "stale-attempt");
        (await (await service.Officer("ines")).Post($"{journey.Path}/plan-approval", new JsonObject { ["plan"] = number })).IsProblem(403, "own-submission");
        (await (await service.Officer("kamal")).Post($"{journey.Path}/plan-approval", new JsonObject { ["plan"] = number })).IsProblem(403, "own-plan");
        (await (await service.Officer("oscar")).Post($"{journey.Path}/plan-approval", new JsonObject { ["plan"] = number, ["note"] = "Fits." })).Is(200);

        await journey.Release();
        await Service.Eventually(async () => (string?)(await journey.Read())["lines"]![3]!["state"] == "paid", "the cash is paid");
        var grant = await journey.Read();
        Assert.Equal("…3311", (string?)grant["lines"]![3]!["route"]!["masked"]);
        Assert.Null(grant["pendingPlan"]);
        Assert.DoesNotContain("\"key\"", grant.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("553311", grant.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_plan_leaves_everything_as_it_was()
    {
        var journey = await Journey.Disbursing(service);
        (await (await service.Office()).Post($"{journey.Path}/plan", Bodies.Plan("1850.00", Bodies.Cash("1850.00")))).Is(200);
        var number = (int)(await journey.Read())["pendingPlan"]!["plan"]!;
        (await (await service.Officer()).Post($"{journey.Path}/plan-rejection", new JsonObject { ["plan"] = number, ["reason"] = "The goods are better." })).Is(200);

        var grant = await journey.Read();
        Assert.Equal(("L01 ordered, L02 due", "The goods are better.", null), (Lines(grant), (string?)grant["reason"], grant["pendingPlan"]));
        await journey.Finish();
    }

    [Fact]
    public async Task A_plan_with_a_line_that_says_too_much_or_with_too_many_names_the_field()
    {
        var office = await service.Office();
        var cash = Bodies.Cash("650.00");
        cash["item"] = "Banknotes";
        (await office.Post($"grants/{Door.NoGrant}/plan", Bodies.Plan("1850.00", Bodies.Goods("1200.00"), cash))).IsBad("lines[1].item");
        (await office.Post($"grants/{Door.NoGrant}/plan", Bodies.Plan("21.00", [.. Enumerable.Range(0, 21).Select(_ => Bodies.Cash("1.00"))]))).IsBad("lines");
        (await (await service.Officer()).Post($"grants/{Door.NoGrant}/plan-approval", new JsonObject { ["plan"] = 0 })).IsBad("plan");
    }

    private static string Lines(JsonNode grant) => string.Join(", ", grant["lines"]!.AsArray().Select(line => $"{line!["id"]} {line["state"]}"));
}
