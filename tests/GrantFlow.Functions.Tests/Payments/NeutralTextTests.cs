using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Tests.Programmes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Payments;

/// <summary>A trafficked person is paid: what the bank, the wallet provider and the desk read says neither why nor by which programme.</summary>
[Collection(RoutesCollection.Name)]
public sealed class NeutralTextTests(RoutesService service)
{
    private const string FundingLine = "tact/reintegration";

    private static readonly string[] Telling =
    [
        "tact", "support", "traffick", "victim", "reintegration", "return", "migra", "grant", "refuge", "asylum", "assist", "IOM", "programme", "funder", "European", "Family", "Given", "rabat", FundingLine,
    ];

    private static readonly Traveller Trafficked = new("tact", "FR", "MA", "ma-rabat", "victim-of-trafficking") { Nationality = "MA", Language = "ar", Amount = "400.00" };

    [Fact]
    public async Task The_banks_file()
    {
        var payment = await Due(new JsonObject { ["kind"] = "bank-account", ["country"] = "MA", ["account"] = "007810000123454711", ["bic"] = "BCMAMAMC", ["holder"] = "Holder", ["town"] = "Fes" });
        var file = Encoding.UTF8.GetString(await service.File(await Released(RouteKind.BankAccount, payment)));
        var text = XDocument.Parse(file);
        var ns = text.Root!.Name.Namespace;
        Assert.Equal([$"Payment {payment}"], text.Descendants(ns + "RmtInf").Select(said => said.Value));
        Assert.Equal([payment], text.Descendants(ns + "EndToEndId").Select(said => said.Value));
        SaysNothing(file);
    }

    [Fact]
    public async Task The_wallet_request()
    {
        var payment = await Due(new JsonObject { ["kind"] = "mobile-money", ["country"] = "MA", ["account"] = "+212612345678", ["holder"] = "Holder" });
        await Released(RouteKind.MobileMoney, payment);
        await Service.Eventually(() => Task.FromResult(service.ToProvider.All.Any(request => request.Body.Contains(payment, StringComparison.Ordinal))), $"{payment} is asked for");
        var asked = service.ToProvider.All.First(request => request.Body.Contains(payment, StringComparison.Ordinal));
        Assert.Equal($"Payment {payment}", (string?)JsonNode.Parse(asked.Body)!["descriptionText"]);
        SaysNothing(asked.Body + asked.Path + asked.Callback);
    }

    [Fact]
    public async Task The_voucher()
    {
        var payment = await Due(new JsonObject { ["kind"] = "cash-desk", ["country"] = "MA", ["account"] = "ma-rabat", ["holder"] = "Holder" });
        await Released(RouteKind.CashDesk, payment);
        var grant = payment[..^"-L01".Length];
        var (office, path) = (await service.Office("ma-rabat", "kabir"), $"grants/{grant}/lines/L01/voucher");
        await Service.Eventually(async () => (string?)(await (await service.Auditor()).Get($"grants/{grant}")).Json["lines"]![0]!["state"] == "instructed", $"{payment} waits at the desk");
        var voucher = (await office.Post(path)).Is(200);
        Assert.Equal(payment, (string?)voucher.Json["payment"]);
        SaysNothing(voucher.Text);
        var page = (await office.Send(HttpMethod.Post, path, request => request.Headers.TryAddWithoutValidation("Accept", "text/html"))).Is(200);
        Assert.Contains(payment, page.Text, StringComparison.Ordinal);
        SaysNothing(page.Text);
    }

    private static void SaysNothing(string text) => Assert.All(Telling, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>All of the grant in cash, due.</summary>
    private async Task<string> Due(JsonObject route)
    {
        var walk = await Walk.Applies(service, Trafficked);
        await walk.Approved();
        await walk.Arrived();
        var split = Bodies.Split(Bodies.Cash("400.00"));
        split["route"] = route;
        (await (await service.Office("ma-rabat")).Post($"{walk.Path}/split", split)).Is(200);
        return RoutesService.Payment(walk.Id);
    }

    private async Task<string> Released(RouteKind kind, string payment)
    {
        var batch = await service.Drafted(FundingLine, kind, "MAD", payment);
        (await service.Sign(batch, RoutesService.First)).Is(200);
        return batch;
    }
}
