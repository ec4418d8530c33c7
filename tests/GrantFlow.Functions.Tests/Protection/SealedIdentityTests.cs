using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Programmes;
using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Protection;

/// <summary>A trafficked person: who they are leaves through one door, to few, each time with a reason that stays on file.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class SealedIdentityTests(Service service)
{
    private static int _people;

    /// <summary>Of the test's own person: names, birth date, document.</summary>
    private readonly string[] _secrets = Person(Interlocked.Increment(ref _people));

    private static readonly Traveller Trafficked = new("tact", "FR", "AL", "al-tirana", "victim-of-trafficking") { Nationality = "AL", Language = "sq", Amount = "900.00" };

    [Fact]
    public async Task Nobody_looks_without_a_reason_and_the_answer_says_how()
    {
        var walk = await Applies();
        foreach (var caller in new[] { await service.Intake(), await service.Officer(), await service.Office("al-tirana", "teuta") })
            (await caller.Get($"{walk.Path}/person")).IsRefused("identity-sealed", $"POST /api/{walk.Path}/unsealing");
        (await (await service.Office()).Get($"{walk.Path}/person")).IsProblem(403, "other-office");
        Assert.Empty((await Looks(walk)));
    }

    [Fact]
    public async Task Its_own_office_and_its_approver_open_it_with_a_reason_that_auditors_read()
    {
        var walk = await Applies();
        var unsealing = $"{walk.Path}/unsealing";
        (await (await service.Officer("olga")).Post(unsealing, Bodies.Reason("Curious."))).IsProblem(403, "identity-sealed");
        await walk.Approved();

        var opened = (await (await service.Officer("olga")).Post(unsealing, Bodies.Reason("Checks the plan."))).Is(200);
        Assert.Equal($$"""{"familyName":"{{_secrets[0]}}","givenNames":"{{_secrets[1]}}","birthDate":"{{_secrets[2]}}","documentNumber":"{{_secrets[3]}}","documentCountry":"AL"}""", opened.Text);
        (await (await service.Office("al-tirana", "teuta")).Post(unsealing, Bodies.Reason("Meets them at the airport."))).Is(200);
        (await (await service.Officer("oscar")).Post(unsealing, Bodies.Reason("Curious."))).IsProblem(403, "identity-sealed");
        (await (await service.Office()).Post(unsealing, Bodies.Reason("Curious."))).IsProblem(403, "other-office");
        (await (await service.Intake()).Post(unsealing, Bodies.Reason("Curious."))).IsProblem(403, "wrong-role");
        (await (await service.Officer("olga")).Post(unsealing, new JsonObject())).IsBad("reason");
        (await (await service.Officer("olga")).Post(unsealing, Bodies.Reason(" "))).IsBad("reason");

        Assert.Equal(["olga: Checks the plan.", "teuta: Meets them at the airport."], await Looks(walk));
        Assert.DoesNotContain("\"looks\"", (await (await service.Officer("olga")).Get(walk.Path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_list_no_timeline_no_export_no_log_and_no_refusal_says_who_it_is()
    {
        var walk = await Applies();
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(InKind("training", "500.00", "Course"), Cash("400.00"));
        await walk.Delivered("L01");
        await walk.PaidOut();
        await service.Settle();
        List<Answer> answers = [await (await service.Officer("oscar")).Post($"{walk.Path}/unsealing", Bodies.Reason("Curious.")), await (await service.Intake()).Get($"{walk.Path}/person")];
        foreach (var caller in await Task.WhenAll(service.Intake(), service.Officer(), service.Office("al-tirana", "teuta"), service.Finance(), service.Auditor()))
        {
            answers.Add((await caller.Get(walk.Path)).Is(200));
            answers.Add((await caller.Get("grants?office=al-tirana&limit=200")).Is(200));
            answers.Add(await caller.Get($"ledger/export?{Range}"));
            answers.Add(await caller.Get($"ledger/export?{Range}&format=jsonl&for=funder"));
        }

        foreach (var answer in answers)
            Assert.DoesNotContain(_secrets, secret => answer.Text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        foreach (var line in service.Host.Log.Lines)
            Assert.DoesNotContain(_secrets, secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_funder_reads_neutral_names_in_a_download_that_its_manifest_fits()
    {
        var walk = await Applies();
        await walk.Approved();
        await service.Settle();
        var finance = await service.Finance();
        foreach (var format in new[] { "csv", "jsonl" })
        {
            var whole = (await finance.Get($"ledger/export?{Range}&format={format}")).Is(200);
            var funder = (await finance.Get($"ledger/export?{Range}&format={format}&for=funder")).Is(200);
            Assert.Contains("tact/reintegration", whole.Text, StringComparison.Ordinal);
            Assert.Contains(walk.Id, funder.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("tact", funder.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("trm", funder.Text, StringComparison.OrdinalIgnoreCase);

            var manifest = (await finance.Get($"ledger/manifest?{Range}&for=funder")).Is(200);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(funder.Bytes)), (string?)manifest.Json["sha256"]![format]);
        }

        var ours = (await finance.Get($"ledger/manifest?{Range}&programme=tact&for=funder")).Is(200);
        Assert.DoesNotContain("tact", ours.Text, StringComparison.OrdinalIgnoreCase);
        (await finance.Get($"ledger/export?{Range}&for=friends")).IsBad("for");
    }

    private static string Range
    {
        get
        {
            var today = TimeProvider.System.GetUtcNow().UtcDateTime;
            return string.Create(CultureInfo.InvariantCulture, $"from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}");
        }
    }

    private static string[] Person(int number) => [$"Vjosandi{(char)('a' + number)}", $"Mirlinda-Zana{(char)('a' + number)}", $"19{80 + number}-11-07", $"AL77881{number:00}"];

    private Task<Walk> Applies() => Walk.Applies(service, Trafficked, application => application["person"] = new JsonObject
    {
        ["familyName"] = _secrets[0], ["givenNames"] = _secrets[1], ["birthDate"] = _secrets[2], ["documentNumber"] = _secrets[3], ["documentCountry"] = "AL",
    });

    private async Task<List<string>> Looks(Walk walk) =>
        [.. ((await walk.Read())["looks"]?.AsArray() ?? []).Select(look => $"{look!["by"]!["id"]}: {look["reason"]}")];
}
