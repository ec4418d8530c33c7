using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GrantFlow.Functions.Queues;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage;
using GrantFlow.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Faults;

/// <summary>
/// One grant from intake to closure through the HTTP doors, the queue functions and real storage, while requests go wrong beneath. One thing happens after the other, so that a seed
/// is played the same again: callers repeat what was not answered, under the same key; messages come more than once, and in any order.
/// </summary>
internal sealed partial class FaultyJourney : IAsyncDisposable
{
    private const int MostTries = 60;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly Random _random;
    private readonly string _key;
    private readonly GrantFlowHost _host;
    private readonly AzureQueues _calm;
    private readonly QueueFunctions _functions;
    private string _grant = "";

    private FaultyJourney(string key, int seed, GrantFlowHost host, AzureQueues calm, TransportFaults faults)
    {
        (_key, _random, _host, _calm, Faults) = (key, new Random(seed), host, calm, faults);
        _functions = ActivatorUtilities.CreateInstance<QueueFunctions>(host.Services);
    }

    public TransportFaults Faults { get; }

    /// <summary>Answers that asked the caller to come again.</summary>
    public int Repeated { get; private set; }

    /// <summary>Deliveries that failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Messages that were delivered again although all was done.</summary>
    public int Doubled { get; private set; }

    /// <param name="storage">Where; nobody else may work on its queues.</param>
    /// <param name="key">Whose journey: the same key again is the same grant.</param>
    /// <param name="seed">What goes wrong, in which order messages come.</param>
    /// <param name="oneIn">One in so many calls goes wrong; 0 for none.</param>
    public static async Task<FaultyJourney> Start(string storage, string key, int seed, int oneIn)
    {
        var faults = new TransportFaults(seed, Math.Max(oneIn, 1)) { On = false };
        var connection = StorageConnection.Of(storage);
        var host = await GrantFlowHost.Start(storage, doorsOnly: true, with: services => services.AddSingleton(_ => StorageClients.Create(connection, faults)));
        faults.On = oneIn > 0;
        return new FaultyJourney(key, seed, host, new AzureQueues(StorageClients.Create(connection)), faults);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Plays so many steps of it, or all.</summary>
    public async Task Play(int steps)
    {
        _grant = (string)(await Ask("intake", "grants", Bodies.FullApplication()))["grant"]!;
        Func<Task>[] way =
        [
            () => Ask("officer", $"grants/{_grant}/approval", new JsonObject { ["amount"] = Bodies.Euro("1850.00") }),
            () => Ask("country-office", $"grants/{_grant}/verification", Bodies.Verification()),
            () => Ask("country-office", $"grants/{_grant}/split", Bodies.Split(Bodies.Goods("1200.00"), Bodies.Cash("650.00"))),
            () => Upload($"grants/{_grant}/lines/L01/evidence", [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, .. "JFIF"u8, .. new byte[50_000]]),
            () => Ask("country-office", $"grants/{_grant}/lines/L01/delivery", Bodies.Delivery()),
            () => Ask("finance", $"grants/{_grant}/lines/L01/settlement", new JsonObject { ["invoice"] = $"INV-{_grant}", ["amount"] = Bodies.Euro("1200.00") }),
            () => Ask("finance", $"grants/{_grant}/payouts", null),
            () => Ask("finance", $"grants/{_grant}/closure", null),
        ];
        foreach (var step in way.Take(steps - 1))
        {
            await step();
        }
    }

    /// <summary>Grant and ledger as they can be read, without moments and ids.</summary>
    public async Task<string> Picture()
    {
        var auditor = await Caller("auditor");
        var grant = (await Answered(() => auditor.Get($"grants/{_grant}"))).Is(200).Text;
        var evidence = (await Answered(() => auditor.Get($"grants/{_grant}/evidence"))).Is(200).Text;
        var today = TimeProvider.System.GetUtcNow().UtcDateTime;
        var range = string.Create(CultureInfo.InvariantCulture, $"from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}");
        var ledger = (await Answered(() => auditor.Get($"ledger/export?{range}&format=jsonl"))).Is(200).Text;
        var entries = string.Join('\n', ledger.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .Select(line => $"{line["kind"]} {line["line"]} {line["account"]} {line["debit"]} {line["credit"]} {line["currency"]}").Order(StringComparer.Ordinal));
        var left = (await Answered(() => auditor.Get("attention"))).Is(200).Text;
        return Changing().Replace($"{grant}\n{evidence}\n{entries}\n{left}".Replace(_grant, "G", StringComparison.Ordinal), "…");
    }

    /// <summary>Asks until it is answered, then lets everything that follows come to rest.</summary>
    private async Task<JsonNode> Ask(string role, string path, JsonNode? body)
    {
        var caller = await Caller(role);
        var answer = await Answered(() => caller.Post(path, body, $"{_key}-{path.Split('/')[^1]}", wait: null));
        Assert.True(answer.Status is 200 or 202, $"{path}: {answer.Status} {answer.Text}");
        await Rest();
        return answer.Json;
    }

    private async Task Upload(string path, byte[] file)
    {
        var office = await Caller("country-office");
        var answer = await Answered(() => office.Send(HttpMethod.Post, path, request => request.Content = new ByteArrayContent(file)));
        Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Status} {answer.Text}");
    }

    private async Task<Answer> Answered(Func<Task<Answer>> ask)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var answer = await ask();
            if (answer.Status < 500)
            {
                return answer;
            }

            Repeated++;
        }

        throw new InvalidOperationException($"No answer after {MostTries} tries.");
    }

    private async Task<Caller> Caller(string role)
    {
        var body = new JsonObject { ["role"] = role, ["subject"] = $"{role}-1" };
        if (role == "country-office")
        {
            body["office"] = "af-kabul";
        }

        var nobody = new Caller(_host.Http, null);
        return new Caller(_host.Http, (string)(await nobody.Post("dev/token", body, wait: null)).Is(200).Json["accessToken"]!);
    }

    /// <summary>Delivers until no queue holds anything, delayed messages too; then sweeps the outboxes.</summary>
    private async Task Rest()
    {
        while (await Next() is var (queue, message))
        {
            await Handle(queue, message);
        }

        var sweeper = _host.Services.GetRequiredService<Sweeper>();
        for (var tries = 0; ; tries++)
        {
            try
            {
                await sweeper.Sweep(default);
                return;
            }
            catch (Exception) when (tries < MostTries)
            {
                Failed++;
            }
        }
    }

    /// <summary>Some message of all there are. Those that are delayed are waited for: else the clock would say what comes next, and not the seed.</summary>
    private async Task<(string Queue, ReceivedMessage Message)?> Next()
    {
        while (true)
        {
            var waiting = new List<string>();
            var hidden = false;
            foreach (var queue in QueueNames.All)
            {
                var (all, visible) = (await _calm.Count(queue, default), (await _calm.Peek(queue, 32, default)).Count);
                hidden |= all > visible;
                waiting.AddRange(Enumerable.Repeat(queue, visible));
            }

            if (hidden)
            {
                await Task.Delay(100);
            }
            else if (waiting.Count == 0)
            {
                return null;
            }
            else
            {
                var queue = waiting[_random.Next(waiting.Count)];
                return (queue, (await _calm.Receive(queue, 1, Lease, default)).Single());
            }
        }
    }

    /// <summary>Delivers a message until it went well, and some once more.</summary>
    private async Task Handle(string queue, ReceivedMessage message)
    {
        var again = _random.Next(5) == 0;
        Doubled += again ? 1 : 0;
        Exception? last = null;
        for (var (tries, done) = (0, false); !done || again; tries++)
        {
            Assert.True(tries < MostTries, $"A message of {queue} failed {MostTries} times: {last}");
            again &= !done;
            try
            {
                await Process(queue, message.Body);
                done = true;
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                Failed++;
                last = failure;
            }
        }

        await _calm.Delete(queue, message.Id, message.PopReceipt, default);
    }

    private Task Process(string queue, string body) => queue switch
    {
        QueueNames.Commands => _functions.Commands(body, default),
        QueueNames.Households => _functions.Households(body, default),
        QueueNames.Screening => _functions.Screening(body, default),
        QueueNames.Funding => _functions.Funding(body, default),
        QueueNames.Payouts => _functions.Payouts(body, default),
        QueueNames.Batches => _functions.Batches(body, default),
        QueueNames.Statements => _functions.Statements(body, default),
        QueueNames.Postings => _functions.Postings(body, default),
        QueueNames.Views => _functions.Views(body, default),
        QueueNames.Exports => _functions.Exports(body, default),
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "No such queue."),
    };

    [GeneratedRegex("P-[0-9a-f]{16,}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|\\+00:00)")]
    private static partial Regex Changing();
}
