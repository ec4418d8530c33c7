using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Programmes;
using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Protection;

/// <summary>A person who seeks protection: referred in any case, handed over with their consent alone.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class HandOverTests(Service service)
{
    private static readonly Traveller Returnee = new("calais-avr", "FR", "AF", "af-kabul", "voluntary-returnee") { Nationality = "AF", Language = "ps" };

    [Fact]
    public async Task With_consent_the_agency_gets_what_it_needs_and_the_look_is_noted()
    {
        var walk = await Walk.Applies(service, Returnee);
        (await Refer(walk, given: true)).Is(200);
        var answer = (await (await service.Officer()).Get($"{walk.Path}/hand-over")).Is(200).Json;
        var today = Traveller.Text(service.Today);
        Assert.Equal(("OFPRA", today, walk.Id), ((string?)answer["agency"], (string?)answer["referredOn"], (string?)answer["case"]));
        Assert.Equal(("af-kabul", "Kabul", "AF"), ((string?)answer["office"]!["id"], (string?)answer["office"]!["name"], (string?)answer["office"]!["country"]));
        Assert.StartsWith("Family", (string?)answer["person"]!["familyName"], StringComparison.Ordinal);
        Assert.Equal(("1994-03-02", "AF", "ps", true), ((string?)answer["person"]!["birthDate"], (string?)answer["person"]!["nationality"], (string?)answer["person"]!["language"], (bool?)answer["person"]!["interpreterNeeded"]));
        Assert.Equal(["birthDate", "familyName", "givenNames", "interpreterNeeded", "language", "nationality"], answer["person"]!.AsObject().Select(member => member.Key).Order());
        Assert.Equal((true, "ps", today), ((bool?)answer["consent"]!["given"], (string?)answer["consent"]!["language"], (string?)answer["consent"]!["on"]));
        Assert.Equal("hand-over", (string?)(await walk.Read())["looks"]![0]!["reason"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task Without_consent_they_are_referred_and_nothing_is_handed_over(bool? given)
    {
        var walk = await Walk.Applies(service, Returnee);
        (await Refer(walk, given)).Is(200);
        Assert.Equal("referred", await walk.State());
        var answer = (await (await service.Officer()).Get($"{walk.Path}/hand-over")).IsProblem(404, "not-found");
        Assert.Contains("did not agree", (string?)answer.Json["detail"], StringComparison.Ordinal);
        Assert.Empty((await walk.Read())["looks"]!.AsArray());
    }

    [Fact]
    public async Task Only_what_was_referred_is_handed_over_and_only_by_those_who_may()
    {
        var walk = await Walk.Applies(service, Returnee);
        (await (await service.Officer()).Get($"{walk.Path}/hand-over")).IsProblem(404, "not-found");
        (await (await service.Office("al-tirana", "teuta")).Get($"{walk.Path}/hand-over")).IsProblem(403, "other-office");
        (await (await service.Intake()).Get($"{walk.Path}/hand-over")).IsProblem(403, "wrong-role");
    }

    [Fact]
    public async Task A_consent_of_next_week_is_refused()
    {
        var walk = await Walk.Applies(service, Returnee);
        (await Refer(walk, given: true, inDays: 7)).IsRefused("consent-missing", "future");
        Assert.Equal("awaiting-approval", await walk.State());
    }

    [Fact]
    public async Task A_child_s_hand_over_names_the_guardian_s_file_and_the_same_child_may_come_again()
    {
        void Alone(JsonObject application)
        {
            application["person"] = new JsonObject { ["familyName"] = "Kinderfeld", ["givenNames"] = "Child", ["birthDate"] = Traveller.Text(service.Today.AddYears(-15)) };
            application["unaccompaniedChild"] = new JsonObject { ["guardianReference"] = "GUARDIAN-9", ["bestInterestsReference"] = "BID-9" };
        }

        var walk = await Walk.Applies(service, Returnee, Alone);
        (await Refer(walk, given: true)).Is(200);
        Assert.Equal("GUARDIAN-9", (string?)(await (await service.Officer()).Get($"{walk.Path}/hand-over")).Is(200).Json["person"]!["guardianReference"]);
        await Walk.Applies(service, Returnee, Alone);
    }

    private async Task<Answer> Refer(Walk walk, bool? given, int inDays = 0)
    {
        var body = new JsonObject { ["agency"] = "OFPRA", ["reason"] = "Asks for protection." };
        if (given is { } agreed)
            body["consent"] = new JsonObject { ["given"] = agreed, ["language"] = "ps", ["on"] = Traveller.Text(service.Today.AddDays(inDays)) };
        return await (await service.Officer()).Post($"{walk.Path}/referral", body);
    }
}
