using System.Text.Json.Nodes;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>A grant on its usual way, each step by someone else, up to where a test begins.</summary>
public sealed class Journey
{
    private readonly Service _service;

    private Journey(Service service, string id, string office) => (_service, Id, Office) = (service, id, office);

    public string Id { get; }

    public string Office { get; }

    public string Path => $"grants/{Id}";

    /// <summary>A grant of the office in Kabul that the test handed in itself.</summary>
    public static Journey Of(Service service, string id) => new(service, id, "af-kabul");

    /// <summary>Handed in and screened: an officer's turn.</summary>
    public static async Task<Journey> Submitted(Service service, JsonObject? application = null, string intake = "ines", string? key = null)
    {
        application ??= Bodies.FullApplication();
        var answer = await (await service.Intake(intake)).Post("grants", application, key);
        var journey = new Journey(service, (string)answer.Is(200).Json["grant"]!, (string)application["office"]!);
        await journey.Reaches("awaiting-approval");
        return journey;
    }

    /// <summary>Approved as asked for, the money reserved: the country office's turn.</summary>
    public static async Task<Journey> Approved(Service service, JsonObject? application = null)
    {
        var journey = await Submitted(service, application);
        await journey.Approve();
        return journey;
    }

    /// <summary>The person has arrived.</summary>
    public static async Task<Journey> Verified(Service service, JsonObject? application = null)
    {
        var journey = await Approved(service, application);
        await journey.Verify();
        return journey;
    }

    /// <summary>Split into goods for 1200.00 (L01) and the rest in cash (L02).</summary>
    public static async Task<Journey> Disbursing(Service service, JsonObject? application = null)
    {
        var journey = await Verified(service, application);
        await journey.Split(Bodies.Split(Bodies.Goods("1200.00"), Bodies.Cash("650.00")));
        return journey;
    }

    public async Task Approve(string officer = "olga")
    {
        var amount = (await Read())["requested"]!.DeepClone();
        (await (await _service.Officer(officer)).Post($"{Path}/approval", new JsonObject { ["amount"] = amount })).Is(200);
        await Reaches("awaiting-verification");
    }

    public async Task Verify() => (await (await _service.Office(Office)).Post($"{Path}/verification", Bodies.Verification())).Is(200);

    public async Task Split(JsonObject split) => (await (await _service.Office(Office)).Post($"{Path}/split", split)).Is(200);

    public async Task Deliver(string line = "L01") => (await (await _service.Office(Office)).Post($"{Path}/lines/{line}/delivery", Bodies.Delivery())).Is(200);

    public async Task Settle(string line = "L01") =>
        (await (await _service.Finance()).Post($"{Path}/lines/{line}/settlement", Bodies.Invoice(await Read(), line))).Is(200);

    public async Task Release() => (await (await _service.Finance()).Post($"{Path}/payouts")).Is(200);

    public async Task Close() => (await (await _service.Finance()).Post($"{Path}/closure")).Is(200);

    /// <summary>Everything from here to the end.</summary>
    public async Task Finish()
    {
        await Deliver();
        await Settle();
        await Release();
        await Reaches("completed");
        await Close();
    }

    public async Task<JsonNode> Read() => (await (await _service.Auditor()).Get(Path)).Is(200).Json;

    public async Task<JsonNode> Reaches(string state)
    {
        JsonNode grant = new JsonObject();
        await Service.Eventually(async () => (string?)(grant = await Read())["state"] == state, $"grant {Id} is {state}");
        return grant;
    }
}
