using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class TrmTests(Service service)
{
    private static readonly Traveller Referred = new("trm", "FR", "AL", "al-tirana", "victim-of-trafficking") { Nationality = "AL", Language = "sq", Amount = "150.00" };

    private static readonly Traveller Received = new("tact", "FR", "AL", "al-tirana", "victim-of-trafficking") { Nationality = "AL", Language = "sq", Amount = "1200.00" };

    [Fact]
    public async Task A_partner_abroad_refers_a_trafficked_person_and_the_receiving_office_has_their_case()
    {
        var walk = await Walk.Applies(service, Referred, Into());
        await walk.Approved();
        await walk.Met();
        await walk.Planned(InKind("referral", "150.00", "Referral to Tirana"));
        await walk.Delivered("L01");
        await walk.Closed();
        await walk.BooksCloseAt("trm/assistance", "Available -150.00, SpentInKind 150.00");

        var @case = Walk.Of(service, Received, (string)(await walk.Read())["openedCase"]!);
        var opened = await @case.Reaches("submitted");
        Assert.Equal(("tact", "al-tirana", "intake", walk.Id), ((string?)opened["programme"], (string?)opened["office"], (string?)opened["next"], (string?)opened["referredFrom"]!["grant"]));
        Assert.True((bool?)opened["referredFrom"]!["consent"]!["given"]);
        Assert.DoesNotContain("Family", opened.ToJsonString(), StringComparison.Ordinal);
        await service.Settle();
        Assert.Contains(@case.Id, (await (await service.Intake("ilse")).Get("grants?state=submitted&next=intake&limit=200")).Is(200).Text, StringComparison.Ordinal);

        // Intake of the receiving programme completes it; the person in the vault is the one who was referred.
        (await (await service.Intake("ilse")).Post($"{@case.Path}/amendment", Completed("Vesmira"))).Is(200);
        await @case.Reaches("awaiting-approval");
        (await (await service.Officer("ines")).Post($"{@case.Path}/approval", new JsonObject { ["amount"] = Bodies.Euro("1200.00") })).IsRefused("own-submission");
        (await (await service.Officer("ilse")).Post($"{@case.Path}/approval", new JsonObject { ["amount"] = Bodies.Euro("1200.00") })).IsRefused("own-submission");
        await @case.Approved();
        Assert.Equal("Vesmira", (string?)(await (await service.Office("al-tirana", "teuta")).Post($"{@case.Path}/unsealing", Bodies.Reason("Meets them."))).Is(200).Json["givenNames"]);
        await @case.Arrived();
        await @case.Planned(InKind("training", "800.00", "Hairdresser's course"), Cash("400.00"));
        await @case.Delivered("L01");
        await @case.PaidOut();
        await @case.Closed();
        await @case.BooksCloseAt("tact/reintegration", "Available -1200.00, SpentCash 400.00, SpentInKind 800.00");
    }

    [Fact]
    public async Task Nobody_is_referred_without_consent_elsewhere_or_with_more_about_them_than_is_needed()
    {
        (await Walk.TryToApply(service, Referred)).IsRefused("referral-not-covered", "care", "tact");
        (await Walk.TryToApply(service, Referred, Into("magnet-2"))).IsRefused("referral-not-covered", "magnet-2");
        (await Walk.TryToApply(service, Referred, Into(given: false))).IsRefused("consent-missing");
        (await Walk.TryToApply(service, Referred, Into(inDays: 2))).IsRefused("consent-missing", "future");
        (await Walk.TryToApply(service, Referred, Into("care"))).IsRefused("outside-window", "care");
        (await Walk.TryToApply(service, Referred with { Destination = "VN", Office = "vn-hanoi" }, Into())).IsRefused("destination-not-covered", "tact");
        (await Walk.TryToApply(service, Received, Into())).IsRefused("referral-not-covered", "tact refers nobody");
        (await Walk.TryToApply(service, Referred, application =>
        {
            Into()(application);
            application["person"]!["documentNumber"] = "AL123";
            application["person"]!["documentCountry"] = "AL";
        })).IsRefused("too-much-identity", "names and birth date");
        (await Walk.TryToApply(service, Referred, application =>
        {
            Into()(application);
            application["route"] = Bodies.Route("+93700000123");
        })).IsRefused("too-much-identity");
    }

    [Fact]
    public async Task A_referral_pays_no_cash()
    {
        var walk = await Walk.Applies(service, Referred, Into());
        await walk.Approved();
        await walk.Met();
        (await walk.TryToPlan(InKind("referral", "100.00", "Referral to Tirana"), Cash("50.00"))).IsRefused("cash-not-allowed", "trm", "services");
    }

    private Action<JsonObject> Into(string programme = "tact", bool given = true, int inDays = -1) => application => application["referral"] = new JsonObject
    {
        ["into"] = programme,
        ["consent"] = new JsonObject { ["given"] = given, ["language"] = "sq", ["on"] = Traveller.Text(service.Today.AddDays(inDays)) },
    };

    /// <summary>What the receiving office adds: who they are by their document, and what they ask for.</summary>
    private JsonObject Completed(string givenNames)
    {
        var application = Received.Application(service.Today);
        application["person"]!["givenNames"] = givenNames;
        application["person"]!["documentNumber"] = $"AL{Guid.NewGuid():N}"[..12];
        application["person"]!["documentCountry"] = "AL";
        return application;
    }
}
