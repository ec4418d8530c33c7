using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline.Batches;
using GrantFlow.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Payments;

/// <summary>
/// A service that pays by bank file, wallet and desk. Bank and wallet provider are a process of their own, with a recorder on the way there and one on the way back. The day's rates are in.
/// </summary>
public sealed class RoutesService : Service
{
    /// <summary>What finance may not be told apart from: nobody in the grants has one of these names.</summary>
    public const string Drafter = "fadi", First = "frida", Second = "felix";

    private SimulatorProcess? _outside;

    /// <summary>From us to the wallet provider.</summary>
    public Recorder ToProvider { get; } = new();

    /// <summary>From the wallet provider to our callback door.</summary>
    public Recorder ToUs { get; } = new();

    public SimulatorProcess Outside => _outside!;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Payouts:Provider"] = "routes",
        ["Payouts:MobileMoney:Provider"] = ToProvider.Address.ToString(),
        ["Payouts:MobileMoney:ApiKey"] = Outside.ApiKey,
        ["Payouts:MobileMoney:Callbacks"] = ToUs.Address.ToString(),
    };

    public override async Task InitializeAsync()
    {
        _outside = await SimulatorProcess.Start();
        await ToProvider.Start();
        ToProvider.To = _outside.Address;
        await ToUs.Start();
        await base.InitializeAsync();
        ToUs.To = new Uri(Host.Http.BaseAddress!, "/");
        var rates = $"Date,AFN,MAD\n{Today:yyyy-MM-dd},76.4,10.72\n";
        (await (await Finance(Drafter)).Send(HttpMethod.Post, "rates?source=ecb", request => request.Content = new StringContent(rates, Encoding.UTF8, "text/csv"))).Is(200);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await ToUs.DisposeAsync();
        await ToProvider.DisposeAsync();
        if (_outside is not null)
            await _outside.DisposeAsync();
    }

    /// <summary>A grant in Kabul, all of it cash on line L01, which is due on this route.</summary>
    public async Task<Journey> Due(JsonObject route, string amount = "650.00")
    {
        var application = Bodies.FullApplication();
        (application["amount"], application["route"]) = (Bodies.Euro(amount), route);
        var journey = await Journey.Verified(this, application);
        await journey.Split(Bodies.Split(Bodies.Cash(amount)));
        return journey;
    }

    /// <summary>A draft of these payments and no others.</summary>
    public async Task<string> Drafted(string fundingLine, RouteKind kind, string currency, params IReadOnlyCollection<string> payments)
    {
        var (finance, name) = (await Finance(Drafter), System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName($"{kind}"));
        var due = Host.Services.GetRequiredService<DueLines>();
        await Eventually(
            async () => (await due.All(new(FundingLineId.Parse(fundingLine), kind), default).Select(one => one.Line.Payment.Value).ToListAsync()).Intersect(payments).Count() == payments.Count,
            $"{string.Join(", ", payments)} are due");
        var asked = new JsonObject { ["fundingLine"] = fundingLine, ["route"] = name, ["currency"] = currency };
        var id = (string)(await finance.Post("batches", asked)).Is(200).Json["id"]!;
        var gathered = await Lines(id, "gathered");
        if (gathered.Except(payments).ToArray() is { Length: > 0 } others)
            (await Exclude(id, others)).Is(200);
        Assert.Equal(payments.Order(), await Lines(id, "gathered"));
        return id;
    }

    /// <summary>The payments of a batch that are in a state, in order.</summary>
    public async Task<IReadOnlyList<string>> Lines(string batch, string state) =>
        [.. (await (await Auditor()).Get($"batches/{batch}?state={state}&limit=200")).Is(200).Json["lines"]!.AsArray().Select(line => (string)line!["payment"]!)];

    public async Task<Answer> Exclude(string batch, params string[] payments) => await (await Finance(Drafter)).Post(
        $"batches/{batch}/exclusions", new JsonObject { ["payments"] = new JsonArray([.. payments.Select(payment => (JsonNode)payment)]), ["reason"] = "Not this time." });

    public async Task<Answer> Sign(string batch, string who) => await (await Finance(who)).Post($"batches/{batch}/release", new JsonObject());

    public async Task<JsonNode> Batch(string batch) => (await (await Auditor()).Get($"batches/{batch}?limit=1")).Is(200).Json["batch"]!;

    /// <summary>Released by a second person, up to the file of a bank batch.</summary>
    public async Task<byte[]> File(string batch)
    {
        await Eventually(async () => (await Batch(batch))["file"] is not null, $"batch {batch} has its file", 60);
        return (await (await Finance(First)).Get($"batches/{batch}/file")).Is(200).Bytes;
    }

    /// <summary>What the bank answers to a file.</summary>
    public async Task<byte[]> AskBank(string answer, byte[] file)
    {
        using var http = new HttpClient();
        using var said = await http.PostAsync(new Uri(Outside.Address, $"bank/{answer}?AFN=0.0131&MAD=0.0933"), new ByteArrayContent(file));
        return await said.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    public async Task<Answer> Upload(byte[] statement) => await (await Finance(First)).Send(HttpMethod.Post, "statements", request =>
    {
        request.Content = new ByteArrayContent(statement);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
    });

    public static string Payment(string grant, string line = "L01") => $"{grant}-{line}";
}

/// <summary>Tests that share the bank and the wallet provider run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RoutesCollection : ICollectionFixture<RoutesService>
{
    public const string Name = "routes";
}
