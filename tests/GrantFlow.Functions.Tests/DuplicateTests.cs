using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Programmes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Two applications that may be of one person, before the officer who decides.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class DuplicateTests(Service service)
{
    [Fact]
    public async Task An_officer_sees_both_cases_side_by_side_and_the_decision_stays_on_file()
    {
        var (first, second) = (await Submitted(Named("Al-Hashimi", "Mohammed Yusuf", "1991-06-11")), await Submitted(Named("EL HACHEMI", "Muhammad Youssef", "1991-11-06"), "ida"));
        await second.Reaches("needs-adjudication");

        var seen = (await (await service.Officer("oscar")).Get($"{second.Path}/duplicate")).Is(200).Json;
        Assert.Equal(first.Id, (string?)seen["other"]);
        Assert.InRange((int)seen["score"]!["total"]!, (int)seen["threshold"]!, 99);
        Assert.Equal(90, (int)seen["score"]!["birthDate"]!);
        Assert.Null(seen["decision"]);
        Assert.Equal([second.Id, first.Id], seen["cases"]!.AsArray().Select(one => (string?)one!["id"]));
        Assert.Equal(["Muhammad Youssef", "Mohammed Yusuf"], seen["cases"]!.AsArray().Select(one => (string?)one!["person"]!["givenNames"]));
        Assert.All(seen["cases"]!.AsArray(), one => Assert.Equal("calais-avr", (string?)one!["programme"]));
        foreach (var looked in new[] { first, second })
            Assert.Equal("oscar", (string?)(await looked.Read())["looks"]![0]!["by"]!["id"]);

        (await (await service.Officer("oscar")).Post($"{second.Path}/adjudication", new JsonObject { ["samePerson"] = true, ["reason"] = "The same scar, the same mother." })).Is(200);
        var after = (await (await service.Auditor()).Get($"{second.Path}/duplicate")).Is(200).Json;
        Assert.Equal((true, "oscar", "The same scar, the same mother."), ((bool)after["decision"]!["samePerson"]!, (string?)after["decision"]!["by"]!["id"], (string?)after["decision"]!["why"]));
        Assert.Equal((int)seen["score"]!["total"]!, (int)after["decision"]!["score"]!["total"]!);

        // A second opinion on appeal comes from somebody else.
        (await (await service.Intake("ida")).Post($"{second.Path}/appeal", Bodies.Reason("He has a brother."))).Is(200);
        var decision = new JsonObject { ["allowed"] = true, ["reason"] = "Looked again." };
        (await (await service.Officer("oscar")).Post($"{second.Path}/appeal-decision", decision)).IsProblem(403, "appeal-decider-involved");
    }

    [Fact]
    public async Task An_auditor_sees_the_cases_and_not_who_the_people_are()
    {
        await Submitted(Named("Ghebremichael", "Tesfay", "1988-04-23"));
        var second = await Submitted(Named("Gebre Mikael", "Tesfai", "1988-04-23"));
        await second.Reaches("needs-adjudication");

        var seen = (await (await service.Auditor()).Get($"{second.Path}/duplicate")).Is(200);
        Assert.DoesNotContain("Tesfa", seen.Text, StringComparison.OrdinalIgnoreCase);
        Assert.All(seen.Json["cases"]!.AsArray(), one => Assert.Null(one!["person"]));
        Assert.Empty((await second.Read())["looks"]!.AsArray());
    }

    [Fact]
    public async Task Of_sealed_identities_an_officer_sees_the_score_alone()
    {
        var trafficked = new Traveller("tact", "FR", "AL", "al-tirana", "victim-of-trafficking") { Nationality = "AL", Language = "sq", Amount = "1800.00" };
        JsonObject Sealed(string family)
        {
            var body = trafficked.Application(service.Today);
            body["person"] = Person(family, "Marjeta", "1996-02-17");
            return body;
        }

        await Submitted(Sealed("Zahrawandi"));
        var second = await Submitted(Sealed("Zahrawandy"));
        await second.Reaches("needs-adjudication");

        var seen = (await (await service.Officer()).Get($"{second.Path}/duplicate")).Is(200);
        Assert.DoesNotContain("Zahrawand", seen.Text, StringComparison.OrdinalIgnoreCase);
        Assert.All(seen.Json["cases"]!.AsArray(), one => Assert.Equal((true, null), ((bool)one!["sealed"]!, one["person"])));
        Assert.InRange((int)seen.Json["score"]!["names"]!, 80, 100);
    }

    [Fact]
    public async Task Who_resembles_nobody_has_nothing_to_compare()
    {
        var journey = await Journey.Submitted(service);
        (await (await service.Officer()).Get($"{journey.Path}/duplicate")).IsProblem(404, "not-found");
    }

    private static JsonObject Named(string family, string given, string birthDate)
    {
        var body = Bodies.FullApplication();
        body["person"] = Person(family, given, birthDate);
        return body;
    }

    private static JsonObject Person(string family, string given, string birthDate) => new() { ["familyName"] = family, ["givenNames"] = given, ["birthDate"] = birthDate };

    private async Task<Journey> Submitted(JsonObject application, string intake = "ines")
    {
        var journey = Journey.Of(service, (string)(await (await service.Intake(intake)).Post("grants", application)).Is(200).Json["grant"]!);
        await Service.Eventually(async () => (string?)(await journey.Read())["state"] != "screening", "screening answers");
        return journey;
    }
}
