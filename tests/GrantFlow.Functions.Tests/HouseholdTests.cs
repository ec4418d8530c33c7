using System.Globalization;
using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Programmes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Families through the doors: handed in together, decided as one, each with a grant and a ledger of their own.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class HouseholdTests(Service service)
{
    private static int _keys;

    private readonly string _key = $"household-{Interlocked.Increment(ref _keys)}";

    [Fact]
    public async Task A_family_of_six_from_the_first_word_to_closed_ledgers()
    {
        var body = Bodies.Household(6);
        body["route"] = Route();
        var (path, grants) = await Undecided(body);
        var officer = await service.Officer();

        // The father leaves, one child is rejected alone, another withdraws alone: the rest is decided as one.
        (await officer.Post($"grants/{grants[1]}/household-exit", Bodies.Reason("Goes to another town."))).Is(200);
        (await officer.Post($"grants/{grants[4]}/rejection", Bodies.Reason("Is on another family's file."))).Is(200);
        (await (await service.Intake()).Post($"grants/{grants[5]}/withdrawal")).Is(200);
        (await officer.Post($"grants/{grants[2]}/approval", Amount("1200.00"))).IsProblem(409, "household-decides");
        var approval = (await officer.Post($"{path}/approval", new JsonObject
        {
            ["note"] = "One plan for all.",
            ["amounts"] = new JsonArray(new JsonObject { ["grant"] = grants[2], ["amount"] = Bodies.Euro("900.00") }),
        })).Is(200).Json;
        Assert.Equal([grants[0], grants[2], grants[3]], approval["members"]!.AsArray().Select(member => (string)member!["grant"]!));

        foreach (var grant in new[] { grants[0], grants[2], grants[3] })
            await Reaches(grant, "awaiting-verification");
        await Reaches(grants[1], "awaiting-approval");
        (await officer.Post($"grants/{grants[1]}/approval", Amount("1200.00"))).Is(200);
        await Reaches(grants[1], "awaiting-verification");

        string[] paid = ["1200.00", "1200.00", "900.00", "1200.00"];
        for (var at = 0; at < paid.Length; at++)
            await Pay(grants[at], paid[at]);

        var members = await Members(path);
        Assert.Equal(["closed", "closed", "closed", "closed", "rejected", "withdrawn"], members.Select(member => (string?)member["state"]));
        Assert.Equal([true, false, true, true, true, true], members.Select(member => (bool)member["belongs"]!));
        foreach (var (grant, balances) in grants.Zip([Spent("900.00"), Spent("900.00"), Spent("600.00"), Spent("900.00"), "", ""]))
        {
            var books = await Books.Of(service, grant, until: balances);
            Assert.Equal(balances, books.Balances);
            books.EveryEntryBalances();
        }

        static string Spent(string goods) => $"Available -{decimal.Parse(goods, CultureInfo.InvariantCulture) + 300:0.00}, SpentCash 300.00, SpentInKind {goods}";
    }

    [Fact]
    public async Task The_answer_tells_every_members_command_and_the_location_tells_it_again()
    {
        var intake = await service.Intake();
        var answer = (await intake.Post("households", Bodies.Household(), _key, wait: null)).Is(202);
        Assert.Equal("1", answer.Header("Retry-After"));
        Assert.Equal($"/api/commands/{(string?)answer.Json["command"]}", answer.Header("Location"));
        Assert.Equal("pending", (string?)answer.Json["status"]);

        JsonNode told = answer.Json;
        await Service.Eventually(async () => (string?)(told = (await intake.Get(answer.Header("Location")!)).Is(200).Json)["status"] == "accepted", "the family is handed in");
        Assert.All(told["members"]!.AsArray(), member => Assert.Equal(("accepted", 1), ((string?)member!["status"], (int?)member["version"])));
    }

    [Fact]
    public async Task The_same_family_again_gets_the_first_answer_and_another_under_the_same_key_is_refused()
    {
        var intake = await service.Intake();
        var body = Bodies.Household();
        var first = (await intake.Post("households", body, _key)).Is(200);
        Assert.Equal(first.Text, (await intake.Post("households", body, _key)).Is(200).Text);
        body["members"]![1]!["amount"] = Bodies.Euro("1199.99");
        (await intake.Post("households", body, _key)).IsProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task One_approval_from_many_hands_at_once_happens_once()
    {
        var (path, grants) = await Undecided(Bodies.Household());
        var officer = await service.Officer();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => officer.Post($"{path}/approval", new JsonObject(), _key)));
        Assert.Single(answers.Select(answer => answer.Is(200).Text).Distinct());
        foreach (var grant in grants)
            Assert.Single((await Reaches(grant, "awaiting-verification"))["timeline"]!.AsArray(), step => (string?)step!["event"] == "grant-approved");
    }

    [Fact]
    public async Task One_rejection_and_one_withdrawal_cover_all()
    {
        var (rejected, _) = await Undecided(Bodies.Household());
        (await (await service.Officer()).Post($"{rejected}/rejection", Bodies.Reason("No plan yet."))).Is(200);
        Assert.All(await Members(rejected), member => Assert.Equal("rejected", (string?)member["state"]));
        (await (await service.Officer()).Post($"{rejected}/approval")).IsProblem(409, "wrong-state");

        var (withdrawn, _) = await Undecided(Bodies.Household());
        (await (await service.Intake()).Post($"{withdrawn}/withdrawal")).Is(200);
        Assert.All(await Members(withdrawn), member => Assert.Equal("withdrawn", (string?)member["state"]));
    }

    [Fact]
    public async Task What_is_wrong_with_one_is_said_of_that_one_and_nobody_is_handed_in()
    {
        var intake = await service.Intake();
        var body = Bodies.Household(3);
        body["members"]![2]!["householdRole"] = "family-member";
        var refused = (await intake.Post("households", body, _key)).IsProblem(422, "role-not-for-age");
        Assert.StartsWith("Member 3: ", (string?)refused.Json["detail"], StringComparison.Ordinal);

        body["members"]![2]!["householdRole"] = "minor";
        (await intake.Post("households", body, _key)).Is(200);
    }

    [Theory]
    [InlineData("household-incomplete", "two principals")]
    [InlineData("household-incomplete", "one alone")]
    [InlineData("families-not-covered", "a programme for single people")]
    [InlineData("over-programme-ceiling", "more than the ceiling of the role")]
    [InlineData("child-paid-directly", "a child's own account")]
    public async Task A_family_is_refused_with(string problem, string what)
    {
        var body = Bodies.Household(3);
        switch (what)
        {
            case "two principals":
                body["members"]![1]!["householdRole"] = "principal";
                break;
            case "one alone":
                body["members"] = new JsonArray(body["members"]![0]!.DeepClone());
                break;
            case "a programme for single people":
                body["programme"] = "calais-avr";
                break;
            case "more than the ceiling of the role":
                body["members"]![1]!["amount"] = Bodies.Euro("1615.01");
                break;
            default:
                body["members"]![2]!["route"] = Route();
                break;
        }

        (await (await service.Intake()).Post("households", body)).IsProblem(422, problem);
    }

    [Fact]
    public async Task Bounds_are_told_field_by_field()
    {
        var intake = await service.Intake();
        var body = Bodies.Household(3);
        body["members"]![1]!["person"]!["familyName"] = "";
        body["members"]![2] = null;
        (await intake.Post("households", body)).IsBad("members[1].person.familyName").IsBad("members[2]");
        body["members"] = new JsonArray();
        (await intake.Post("households", body)).IsBad("members");
        (await intake.Post("households", Bodies.Household(13))).IsBad("members");

        var officer = await service.Officer();
        var twice = new JsonObject { ["grant"] = Door.NoGrant, ["amount"] = Bodies.Euro("1.00") };
        (await officer.Post("households/H-0000000000000000/approval", new JsonObject { ["amounts"] = new JsonArray(twice, twice.DeepClone()) })).IsBad("amounts");
        (await officer.Post("households/H-0000000000000000/approval", new JsonObject { ["amounts"] = new JsonArray((JsonNode?)null) })).IsBad("amounts[0]");
        (await officer.Post("households/G-0000000000000000/approval")).IsBad("id");
        (await officer.Post("households/H-0000000000000000/approval")).IsProblem(404, "household-not-found");
        (await officer.Get("households/H-0000000000000000")).IsProblem(404, "household-not-found");
    }

    [Fact]
    public async Task An_office_sees_its_own_families_only()
    {
        var answer = (await (await service.Intake()).Post("households", Bodies.Household())).Is(200).Json;
        foreach (var path in new[] { $"households/{answer["household"]}", $"commands/{answer["command"]}" })
        {
            (await (await service.Office("iq-erbil", "erin")).Get(path)).Is(200);
            (await (await service.Office("al-tirana", "teuta")).Get(path)).IsProblem(403, "other-office");
        }

        (await (await service.Auditor()).Get($"commands/{answer["household"]}.0000000000000000")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_child_is_split_off_with_guardian_papers_only()
    {
        var (_, grants) = await Undecided(Bodies.Household(3));
        var intake = await service.Intake();
        (await intake.Post($"grants/{grants[0]}/household-exit", Bodies.Reason("Goes to another town."))).IsProblem(409, "principal-stays");
        (await intake.Post($"grants/{grants[2]}/household-exit", Bodies.Reason("Stays with an aunt."))).IsProblem(422, "guardian-missing");
        var papers = Bodies.Reason("Stays with an aunt.");
        papers["unaccompaniedChild"] = new JsonObject { ["guardianReference"] = "GD-17", ["bestInterestsReference"] = "BID-17" };
        (await intake.Post($"grants/{grants[2]}/household-exit", papers)).Is(200);

        (await (await service.Officer("olga")).Post($"grants/{grants[2]}/approval", Amount("500.00"))).Is(200);
        Assert.Equal("awaiting-second-approval", (string?)(await Read(grants[2]))["state"]);
    }

    private static JsonObject Amount(string amount) => new() { ["amount"] = Bodies.Euro(amount) };

    private static JsonObject Route() => new() { ["kind"] = "bank-account", ["country"] = "IQ", ["account"] = "IQ67NBIQ850123450004711", ["holder"] = "Holder", ["town"] = "Erbil" };

    /// <summary>A family that was handed in and screened.</summary>
    private async Task<(string Path, IReadOnlyList<string> Grants)> Undecided(JsonObject body)
    {
        var answer = (await (await service.Intake()).Post("households", body)).Is(200).Json;
        var grants = answer["members"]!.AsArray().Select(member => (string)member!["grant"]!).ToList();
        foreach (var grant in grants)
            await Reaches(grant, "awaiting-approval");
        return ($"households/{answer["household"]}", grants);
    }

    /// <summary>Goods for all but 300.00, which are paid; closed at the end.</summary>
    private async Task Pay(string grant, string amount)
    {
        var (office, finance) = (await service.Office("iq-erbil", "erin"), await service.Finance());
        var path = $"grants/{grant}";
        var verification = Bodies.Verification();
        verification["arrivedOn"] = Traveller.Text(service.Today);
        (await office.Post($"{path}/verification", verification)).Is(200);
        var goods = (decimal.Parse(amount, CultureInfo.InvariantCulture) - 300m).ToString("0.00", CultureInfo.InvariantCulture);
        var (inKind, cash) = (Bodies.Goods(goods), Bodies.Cash("300.00"));
        (inKind["package"], cash["package"]) = ("post-return", "post-arrival");
        (await office.Post($"{path}/split", Bodies.Split(inKind, cash))).Is(200);
        (await office.Post($"{path}/lines/L01/delivery", Bodies.Delivery())).Is(200);
        (await finance.Post($"{path}/lines/L01/settlement", Bodies.Invoice(await Read(grant), "L01"))).Is(200);
        (await finance.Post($"{path}/payouts")).Is(200);
        await Reaches(grant, "completed");
        (await finance.Post($"{path}/closure")).Is(200);
    }

    private async Task<JsonNode> Read(string grant) => (await (await service.Auditor()).Get($"grants/{grant}")).Is(200).Json;

    private async Task<JsonNode> Reaches(string grant, string state)
    {
        JsonNode found = new JsonObject();
        await Service.Eventually(async () => (string?)(found = await Read(grant))["state"] == state, $"grant {grant} is {state}");
        return found;
    }

    private async Task<IReadOnlyList<JsonNode>> Members(string path) => [.. (await (await service.Auditor()).Get(path)).Is(200).Json["members"]!.AsArray().Select(member => member!)];
}
