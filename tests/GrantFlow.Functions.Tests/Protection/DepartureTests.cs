using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Programmes;
using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Protection;

/// <summary>The departure, confirmed by a person or by the assistance that saw the person off.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class DepartureTests(Service service)
{
    private static readonly Traveller Stranded = new("belarus-avrr", "BY", "IQ", "iq-erbil", "voluntary-returnee") { Nationality = "IQ", Language = "ckb", Amount = "500.00" };

    private static readonly Traveller Passenger = new("cdg-transit", "FR", "IQ", "fr-paris", "voluntary-returnee") { Nationality = "IQ", Language = "ckb", Amount = "120.00" };

    [Fact]
    public async Task An_officer_corrects_what_intake_confirmed_and_nobody_arrives_before()
    {
        var walk = await Walk.Applies(service, Stranded);
        (await Depart(walk, 0, "officer")).IsProblem(409, "wrong-state");
        await walk.Approved();
        (await Depart(walk, 3)).IsRefused("verification-incomplete", "future");
        (await Depart(walk, -2)).Is(200);
        (await Depart(walk, -2)).IsRefused("departure-already-confirmed", "on file");
        (await Depart(walk, -1, "officer")).Is(200);
        (await walk.TryToArrive(service.Today.AddDays(-2))).IsRefused("verification-incomplete", "before the departure");
        await walk.Arrived(service.Today.AddDays(-1));
        Assert.Equal(Traveller.Text(service.Today.AddDays(-1)), (string?)(await walk.Read())["departedOn"]);
    }

    [Fact]
    public async Task Help_at_the_airport_confirms_the_departure_of_the_grant_it_serves()
    {
        var walk = await Walk.Applies(service, Stranded);
        await walk.Approved();
        var help = await Walk.Applies(service, Passenger, application => application["serves"] = walk.Id);
        await help.Approved();
        await help.Arrived();
        await help.Planned(InKind("transit-assistance", "120.00", "Taken through transit"));
        await help.Delivered("L01");
        var grant = await walk.Answered("departure-confirmed");
        Assert.Equal((Traveller.Text(service.Today), "system"), ((string?)grant["departedOn"], (string?)grant["timeline"]!.AsArray()[^1]!["by"]!["id"]));
        Assert.Equal(walk.Id, (string?)(await help.Read())["serves"]);
        await walk.Arrived();
    }

    [Fact]
    public async Task A_return_serves_no_other_grant()
    {
        (await Walk.TryToApply(service, Stranded, application => application["serves"] = Door.NoGrant)).IsRefused("serves-not-covered", "belarus-avrr");
        (await Walk.TryToApply(service, Passenger, application => application["serves"] = "somebody")).IsBad("serves");
    }

    private async Task<Answer> Depart(Walk walk, int inDays, string role = "intake") =>
        await (await service.As(role, role == "intake" ? "ines" : "olga")).Post($"{walk.Path}/departure", new JsonObject { ["departedOn"] = Traveller.Text(service.Today.AddDays(inDays)), ["note"] = "flight 12" });
}
