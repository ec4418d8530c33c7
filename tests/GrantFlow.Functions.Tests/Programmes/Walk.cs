using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests.Programmes;

/// <summary>One grant on its way through the doors, every step by somebody else. A step that is refused fails the test; those that a test wants refused have a name with Try.</summary>
internal sealed class Walk
{
    private readonly Service _service;
    private readonly Traveller _who;

    private Walk(Service service, Traveller who, string id) => (_service, _who, Id) = (service, who, id);

    public string Id { get; }

    public string Path => $"grants/{Id}";

    /// <summary>A grant that somebody else handed in.</summary>
    public static Walk Of(Service service, Traveller who, string id) => new(service, who, id);

    /// <summary>Intake hands the application in.</summary>
    public static async Task<Answer> TryToApply(Service service, Traveller who, Action<JsonObject>? with = null)
    {
        var application = who.Application(service.Today);
        with?.Invoke(application);
        return await (await service.Intake()).Post("grants", application);
    }

    /// <summary>Intake hands the application in and nobody like them is known: an officer's turn.</summary>
    public static async Task<Walk> Applies(Service service, Traveller who, Action<JsonObject>? with = null)
    {
        var answer = (await TryToApply(service, who, with)).Is(200);
        var walk = new Walk(service, who, (string)answer.Json["grant"]!);
        await walk.Reaches("awaiting-approval");
        return walk;
    }

    /// <summary>Intake completes a case that a referral opened, and it is screened.</summary>
    public async Task Completed()
    {
        (await (await _service.Intake("ivan")).Post($"{Path}/amendment", _who.Application(_service.Today))).Is(200);
        await Reaches("awaiting-approval");
    }

    public async Task<Answer> TryToApprove(string officer = "olga", Action<JsonObject>? with = null)
    {
        var body = new JsonObject { ["amount"] = Bodies.Euro(_who.Amount) };
        with?.Invoke(body);
        return await (await _service.Officer(officer)).Post($"{Path}/approval", body);
    }

    /// <summary>One officer approves, or two where the programme wants so; the money is reserved.</summary>
    public async Task Approved()
    {
        (await TryToApprove()).Is(200);
        if (await State() == "awaiting-second-approval")
            (await TryToApprove("oskar")).Is(200);
        await Reaches("awaiting-verification");
    }

    /// <summary>The officers approve and the funding line says no: back with the officer, with its words.</summary>
    public async Task ApprovedInVain(string why)
    {
        (await TryToApprove()).Is(200);
        if (await State() == "awaiting-second-approval")
            (await TryToApprove("oskar")).Is(200);
        var grant = await Answered("funds-refused");
        Assert.Equal("awaiting-approval", (string?)grant["state"]);
        Assert.StartsWith("funds-exhausted: ", (string?)grant["reason"], StringComparison.Ordinal);
        Assert.Contains(why, (string?)grant["reason"], StringComparison.Ordinal);
    }

    /// <summary>The person withdrew, and the funding line has its money and place back.</summary>
    public async Task Withdrawn()
    {
        (await (await _service.Intake()).Post($"{Path}/withdrawal", new JsonObject())).Is(200);
        Assert.Equal("withdrawn", await State());
        await _service.Settle();
    }

    public async Task<Answer> TryToDepart(DateOnly? on = null) => await (await _service.Intake()).Post($"{Path}/departure", new JsonObject
    {
        ["departedOn"] = Traveller.Text(on ?? _service.Today.AddDays(-1)),
        ["note"] = "Commercial flight",
    });

    /// <summary>The person left the host country.</summary>
    public async Task Departed(DateOnly? on = null) => (await TryToDepart(on)).Is(200);

    public async Task<Answer> TryToArrive(DateOnly? on = null) => await (await Office()).Post($"{Path}/verification", new JsonObject
    {
        ["arrivedOn"] = Traveller.Text(on ?? _service.Today),
        ["identityConfirmed"] = true,
        ["routeConfirmed"] = true,
    });

    /// <summary>The country office met the person.</summary>
    public async Task Arrived(DateOnly? on = null) => (await TryToArrive(on)).Is(200);

    /// <summary>The country office met somebody who travels nowhere.</summary>
    public async Task Met() => (await (await Office()).Post($"{Path}/verification", new JsonObject { ["identityConfirmed"] = true, ["routeConfirmed"] = true })).Is(200);

    public async Task<Answer> TryToPlan(params JsonObject[] lines)
    {
        var split = Bodies.Split(lines);
        if (lines.Any(line => (string?)line["kind"] == "cash"))
            split["route"] = Bodies.Route("+93700004321");
        return await (await Office()).Post($"{Path}/split", split);
    }

    /// <summary>The country office says what is given how.</summary>
    public async Task Planned(params JsonObject[] lines) => (await TryToPlan(lines)).Is(200);

    public async Task<Answer> TryToDeliver(string line, DateOnly? on = null) => await (await Office()).Post($"{Path}/lines/{line}/delivery", new JsonObject
    {
        ["deliveredOn"] = Traveller.Text(on ?? _service.Today),
        ["reference"] = $"DN-{line}",
    });

    /// <summary>The country office saw the handing over, and finance paid the supplier.</summary>
    public async Task Delivered(string line)
    {
        (await TryToDeliver(line)).Is(200);
        (await (await _service.Finance()).Post($"{Path}/lines/{line}/settlement", Bodies.Invoice(await Read(), line))).Is(200);
    }

    public async Task<Answer> TryToPayOut() => await (await _service.Finance()).Post($"{Path}/payouts");

    /// <summary>Finance released the cash, and the person has it.</summary>
    public async Task PaidOut()
    {
        (await TryToPayOut()).Is(200);
        await Service.Eventually(
            async () => (await Read())["lines"]!.AsArray().All(line => (string?)line!["kind"] != "cash" || (string?)line["state"] == "paid"),
            $"the cash of {Id} is paid");
    }

    /// <summary>Everything is given, and finance closed the books.</summary>
    public async Task Closed()
    {
        await Reaches("completed");
        (await (await _service.Finance()).Post($"{Path}/closure")).Is(200);
        await Reaches("closed");
    }

    /// <summary>The grant's own lines of the export come to these balances, and to no others: <c>Available -1500.00, SpentInKind 1500.00</c>.</summary>
    public async Task BooksCloseAt(string fundingLine, string balances)
    {
        var books = await Books.Of(_service, Id, until: balances);
        Assert.Equal(balances, books.Balances);
        Assert.All(books.Lines, line => Assert.Equal((_who.Programme, fundingLine, "EUR"), (line["programme"], line["fundingLine"], line["currency"])));
        books.EveryEntryBalances();
    }

    public async Task<JsonNode> Read() => (await (await _service.Auditor()).Get(Path)).Is(200).Json;

    public async Task<string?> State() => (string?)(await Read())["state"];

    public async Task<JsonNode> Reaches(string state)
    {
        JsonNode grant = new JsonObject();
        await Service.Eventually(async () => (string?)(grant = await Read())["state"] == state, $"{_who.Programme} {Id} is {state}; it is {grant["state"]} {grant["reason"]}");
        return grant;
    }

    /// <summary>Waits until this is the last thing that happened.</summary>
    public async Task<JsonNode> Answered(string happened)
    {
        JsonNode grant = new JsonObject();
        await Service.Eventually(async () => (string?)(grant = await Read())["timeline"]!.AsArray()[^1]!["event"] == happened, $"{_who.Programme} {Id} was answered {happened}; it is {grant["state"]}");
        return grant;
    }

    private Task<Caller> Office() => _service.Office(_who.Office);
}
