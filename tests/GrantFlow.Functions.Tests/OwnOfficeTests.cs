using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

[Collection(ServiceCollectionFixture.Name)]
public sealed class OwnOfficeTests(Service service)
{
    private static readonly string[] Steps =
        ["VerifyArrival", "CancelGrant", "ConfirmSplit", "ConfirmDelivery", "DisputeDelivery", "ReorderLine", "ReroutePayout"];

    [Fact]
    public async Task An_office_reads_its_own_grant_and_its_person()
    {
        var journey = await Journey.Submitted(service);
        var kabul = await service.Office();
        (await kabul.Get(journey.Path)).Is(200);
        var person = (await kabul.Get($"{journey.Path}/person")).Is(200).Json;
        Assert.StartsWith("Family", (string?)person["familyName"], StringComparison.Ordinal);
        Assert.Equal("1994-03-02", (string?)person["birthDate"]);
    }

    [Fact]
    public async Task An_office_sees_nothing_of_another_one()
    {
        var journey = await Journey.Submitted(service);
        var tirana = await service.Office("al-tirana", "teuta");
        (await tirana.Get(journey.Path)).IsProblem(403, "other-office");
        (await tirana.Get($"{journey.Path}/person")).IsProblem(403, "other-office");
        (await tirana.Get("grants?office=af-kabul")).IsProblem(403, "other-office");

        var command = (await (await service.Officer()).Post($"{journey.Path}/hold", Bodies.Reason("A letter is missing."))).Is(200).Json;
        var path = ((string)command["href"]!)["/api/".Length..];
        (await tirana.Get(path)).IsProblem(403, "other-office");
        Assert.Equal("accepted", (string?)(await (await service.Office()).Get(path)).Is(200).Json["status"]);
    }

    [Fact]
    public async Task A_list_without_an_office_is_the_own_office_s()
    {
        var journey = await Journey.Submitted(service);
        await service.Settle();
        var tirana = (await (await service.Office("al-tirana", "teuta")).Get("grants?limit=200")).Is(200).Json["grants"]!.AsArray();
        var kabul = (await (await service.Office()).Get("grants?limit=200")).Is(200).Json["grants"]!.AsArray();
        Assert.DoesNotContain(tirana, grant => (string?)grant!["office"] != "al-tirana");
        Assert.DoesNotContain(kabul, grant => (string?)grant!["office"] != "af-kabul");
        Assert.DoesNotContain(tirana, grant => (string?)grant!["grant"] == journey.Id);
    }

    [Fact]
    public async Task An_office_takes_no_step_for_another_one()
    {
        Assert.Subset(Doors.All.Select(door => door.Function).ToHashSet(), Steps.ToHashSet());
        var journey = await Journey.Disbursing(service);
        var tirana = await service.Office("al-tirana", "teuta");
        foreach (var door in Doors.All.Where(door => Steps.Contains(door.Function)))
            (await tirana.Post(door.Concrete(journey.Id), Bodies.ByFunction[door.Function]())).IsProblem(403, "other-office");
        Assert.Equal("disbursing", (string?)(await journey.Read())["state"]);
    }
}
