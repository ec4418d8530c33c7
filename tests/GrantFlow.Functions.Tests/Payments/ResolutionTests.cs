using System.Text.Json.Nodes;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Dispatch;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Payments;

/// <summary>A payment that the provider never answers for, through the doors: it waits on finance's list until two who had no part in it say the same.</summary>
[Collection(RoutesCollection.Name)]
public sealed class ResolutionTests(RoutesService service)
{
    [Fact]
    public async Task Two_of_finance_end_a_payment_that_nobody_answers_for()
    {
        var grant = await Unknown();
        await Service.Eventually(async () => (await Waiting()).Contains(grant.Id), "it waits for finance");
        Assert.Equal("AFN", (string?)(await Line(grant))["conversion"]!["to"]!["currency"]);

        (await Say(grant, "otto", Body())).IsProblem(403, "wrong-role");
        (await Say(grant, RoutesService.First, Body())).IsProblem(403, "releaser-involved");
        (await Say(grant, "farid", Body(attempt: 0))).IsBad("attempt");
        (await Say(grant, "farid", Body(attempt: 2))).IsProblem(409, "stale-attempt");

        (await Say(grant, "farid", Body())).Is(200);
        Assert.Equal("unknown", (string?)(await Line(grant))["state"]);
        (await Say(grant, "farid", Body())).IsProblem(403, "resolver-is-first");

        (await Say(grant, "flora", Body())).Is(200);
        await grant.Reaches("completed");
        Assert.Equal("paid", (string?)(await Line(grant))["state"]);
        await Service.Eventually(async () => !(await Waiting()).Contains(grant.Id), "it waits for nobody any more");
    }

    /// <summary>Released to a wallet that never ends a payment, and given up on.</summary>
    private async Task<Journey> Unknown()
    {
        var grant = await service.Due(Bodies.Route("+93701122420"));
        var batch = await service.Drafted("calais-avr/reintegration", RouteKind.MobileMoney, "AFN", [RoutesService.Payment(grant.Id)]);
        (await service.Sign(batch, RoutesService.First)).Is(200);
        await Service.Eventually(async () => (string?)(await Line(grant))["state"] == "instructed", "the payment is on its way");
        var id = GrantId.Parse(grant.Id);
        await service.Host.Services.GetRequiredService<Answers>().Send(
            new RecordPayment(Answers.IdFor(id, "given-up"), Actor.System, LineId.Parse("L01"), 1, PaymentOutcome.Unknown, "no answer"), "test", default);
        await Service.Eventually(async () => (string?)(await Line(grant))["state"] == "unknown", "nobody knows");
        return grant;
    }

    private async Task<Answer> Say(Journey grant, string who, JsonObject body) =>
        await (await (who == "otto" ? service.Officer(who) : service.Finance(who))).Post($"{grant.Path}/lines/L01/resolution", body);

    private static JsonObject Body(int attempt = 1) => new() { ["attempt"] = attempt, ["paid"] = true, ["reason"] = "The provider's branch confirmed it by letter.", ["evidence"] = "letter 2026-17" };

    private static async Task<JsonNode> Line(Journey grant) => (await grant.Read())["lines"]![0]!;

    private async Task<IReadOnlyList<string?>> Waiting() =>
        [.. (await (await service.Finance("farid")).Get("grants?repairs=true")).Is(200).Json["grants"]!.AsArray().Select(one => (string?)one!["grant"])];
}
