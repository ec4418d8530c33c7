using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Who the person is leaves through one door only, and never into a log.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class PersonalDataTests(Service service)
{
    private static readonly string[] Secrets = ["Zahrawandi", "Mahgul-Anisa", "1987-05-23", "T77553311", "AF0055598700", "Holdername-Zeta", "AF0055512300", "BICZAFKX", "Townname-Eta", "Streetname-Theta", "PC-90817"];

    [Fact]
    public async Task No_answer_but_the_person_s_own_and_no_log_line_says_who_the_person_is()
    {
        var answers = new List<Answer>();
        var journey = await Play(answers);
        await service.Settle();
        var today = TimeProvider.System.GetUtcNow().UtcDateTime;
        var range = string.Create(CultureInfo.InvariantCulture, $"from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}");
        foreach (var caller in await Task.WhenAll(service.Intake(), service.Officer(), service.Office(), service.Finance(), service.Auditor()))
        {
            answers.Add((await caller.Get(journey.Path)).Is(200));
            answers.Add((await caller.Get("grants?office=af-kabul&limit=200")).Is(200));
            answers.Add(await caller.Get($"ledger/export?{range}"));
            answers.Add(await caller.Get($"ledger/export?{range}&format=jsonl"));
            answers.Add(await caller.Get($"ledger/manifest?{range}"));
            answers.Add(await caller.Get("attention"));
        }

        foreach (var answer in answers)
            Assert.DoesNotContain(Secrets, secret => answer.Text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.True(service.Host.Log.Lines.Count > 100);
        foreach (var line in service.Host.Log.Lines)
            Assert.DoesNotContain(Secrets, secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase));

        var person = (await (await service.Officer()).Get($"{journey.Path}/person")).Is(200);
        Assert.Equal(
            """{"familyName":"Zahrawandi","givenNames":"Mahgul-Anisa","birthDate":"1987-05-23","documentNumber":"T77553311","documentCountry":"AF"}""",
            person.Text);
    }

    [Theory]
    [InlineData("finance")]
    [InlineData("auditor")]
    [InlineData("programme-admin")]
    public async Task Who_has_no_need_to_know_cannot_ask(string role)
    {
        var journey = await Journey.Submitted(service);
        (await (await service.As(role, "curious")).Get($"{journey.Path}/person")).IsProblem(403, "wrong-role");
    }

    [Fact]
    public async Task Every_look_at_a_person_is_noted_with_who_looked_for_auditors_to_read()
    {
        var journey = await Journey.Submitted(service);
        (await (await service.Officer("oscar")).Get($"{journey.Path}/person")).Is(200);
        Assert.Equal("oscar", (string?)(await (await service.Auditor()).Get(journey.Path)).Json["looks"]![0]!["by"]!["id"]);
        Assert.Null((await (await service.Officer()).Get(journey.Path)).Json["looks"]);
        Assert.Contains(service.Host.Log.Lines, line => line.Contains($"oscar (Officer) looked at the person of grant {journey.Id}", StringComparison.Ordinal));
    }

    /// <summary>A whole way with everything that can go wrong and could make something talk.</summary>
    private async Task<Journey> Play(List<Answer> answers)
    {
        var application = Bodies.FullApplication();
        application["person"] = new JsonObject
        {
            ["familyName"] = Secrets[0], ["givenNames"] = Secrets[1], ["birthDate"] = Secrets[2], ["documentNumber"] = Secrets[3], ["documentCountry"] = "AF",
        };
        application["route"] = new JsonObject
        {
            ["kind"] = "bank-account", ["country"] = "AF", ["account"] = Secrets[4] + "0001", ["holder"] = Secrets[5], ["bic"] = Secrets[7],
            ["town"] = Secrets[8], ["street"] = Secrets[9], ["postCode"] = Secrets[10],
        };
        var intake = await service.Intake();
        foreach (var (field, value) in new (string, JsonNode?)[] { ("amount", Bodies.Euro("2000.01")), ("programme", "no-such-programme"), ("category", "someone"), ("extra", 1) })
        {
            var wrong = application.DeepClone().AsObject();
            wrong[field] = value;
            answers.Add(await intake.Post("grants", wrong));
        }

        var journey = await Journey.Submitted(service, application);
        var duplicate = (await intake.Post("grants", application)).Is(200);
        answers.Add(duplicate);
        await Service.Eventually(
            async () => (string?)(await (await service.Auditor()).Get($"grants/{(string)duplicate.Json["grant"]!}")).Json["state"] == "rejected", "the duplicate is rejected");
        answers.Add(await intake.Get($"grants/{(string)duplicate.Json["grant"]!}"));

        await journey.Approve();
        await journey.Verify();
        await journey.Split(Bodies.Split(Bodies.Goods("1200.00"), Bodies.Cash("650.00")));
        await journey.Release();
        await Service.Eventually(async () => (string?)(await journey.Read())["lines"]![1]!["state"] == "failed", "the payout has failed");
        var route = new JsonObject { ["kind"] = "bank-account", ["country"] = "AF", ["account"] = Secrets[6] + "4321", ["holder"] = Secrets[5], ["bic"] = Secrets[7], ["town"] = Secrets[8] };
        var rerouted = (await (await service.Office()).Post($"{journey.Path}/lines/L02/route", route)).Is(200);
        answers.Add(rerouted);
        answers.Add(await (await service.Office()).Get(((string)rerouted.Json["href"]!)["/api/".Length..]));
        await journey.Finish();
        return journey;
    }
}
