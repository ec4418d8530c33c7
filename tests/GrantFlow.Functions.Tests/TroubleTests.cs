using System.Diagnostics;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.LocalHost;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests;

/// <summary>What the doors say when messages fail and when storage is gone; on a storage of their own, to spoil.</summary>
public sealed class TroubleTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Azurite? _azurite;
    private GrantFlowHost? _host;

    public async Task InitializeAsync()
    {
        _azurite = await Azurite.Start(_folder.Path, CancellationToken.None);
        _host = await GrantFlowHost.Start(_azurite.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        await _azurite!.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Messages_that_failed_too_often_are_listed_without_their_text()
    {
        var officer = As("officer");
        Assert.Empty((await officer.Get("attention")).Is(200).Json["poison"]!.AsArray());

        const string grant = "G-0123456789ABCDEF";
        await Send(QueueNames.Commands, "Zahrawandi, not even JSON");
        await Send(QueueNames.Payouts, $$"""{"schema":"grantflow.payout-request","version":99,"correlation":"{{grant}}","body":"Zahrawandi"}""");
        Answer? list = null;
        await Service.Eventually(async () => (list = await officer.Get("attention")).Is(200).Json["poison"]!.AsArray().Count == 2, "both are poison");

        var queues = list!.Json["poison"]!.AsArray().ToDictionary(queue => (string)queue!["queue"]!, queue => queue!);
        Assert.Equal(["commands", "payouts"], queues.Keys.Order());
        Assert.All(queues.Values, queue => Assert.Equal(1, (int?)queue["count"]));
        Assert.Null(queues["commands"]["messages"]![0]!["grant"]);
        Assert.Equal(grant, (string?)queues["payouts"]["messages"]![0]!["grant"]);
        Assert.All(queues.Values, queue => Assert.EndsWith("Z", (string?)queue["messages"]![0]!["firstAt"], StringComparison.Ordinal));
        Assert.DoesNotContain("Zahrawandi", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_host!.Log.Lines, line => line.Contains("Zahrawandi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grant_that_a_later_release_wrote_is_a_newer_hosts_to_answer_for()
    {
        const string grant = "G-0123456789ABCDEF";
        var tables = _host!.Services.GetRequiredService<ITables>();
        await tables.Commit(TableNames.Grants, [RowChange.Add(grant, "state", new Dictionary<string, object> { ["data"] = """{"Zahrawandi":1}""" })], default);
        var answer = (await As("officer").Get($"grants/{grant}")).Is(503);
        Assert.Contains("A later release of this service is being deployed", (string?)answer.Json["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain("Zahrawandi", answer.Text, StringComparison.Ordinal);
        await tables.Commit(TableNames.Grants, [RowChange.Delete(new Row(grant, "state", new Dictionary<string, object>()))], default);
    }

    [Fact]
    public async Task Messages_that_nobody_can_read_end_with_the_reason_and_hold_up_no_other()
    {
        const string grant = "G-0123456789ABCDEF";
        var foreign = new Dictionary<string, string>
        {
            ["corrupt"] = """{"schema":"grantflow.command","version":1,"correlation":"G-0123456789ABCDEF",""",
            ["of another queue"] = $$"""{"schema":"grantflow.payout-request","version":1,"correlation":"{{grant}}","body":[]}""",
            ["of a later version"] = $$"""{"schema":"grantflow.command","version":2,"correlation":"{{grant}}","body":[]}""",
            ["of somebody else"] = """{"order":4711}""",
            ["as long as can be"] = new string('x', 49_152),
            ["empty"] = "",
        };
        foreach (var text in foreign.Values)
        {
            await Send(QueueNames.Commands, text);
        }

        await new QueueClient(_azurite!.ConnectionString, QueueNames.Commands).SendMessageAsync("not base64 at all!");
        var submitted = (await As("intake").Post("grants", Bodies.FullApplication())).Is(200);
        Assert.NotNull((string?)submitted.Json["grant"]);

        var all = await Waiting(QueueNames.Commands, foreign.Count + 1);
        Assert.All(all, message => Assert.False(string.IsNullOrWhiteSpace((string?)message["reason"])));
        Assert.Equal(3, all.Count(message => ((string?)message["reason"])!.Contains("not known here", StringComparison.Ordinal) || ((string?)message["reason"])!.Contains("This queue takes grantflow.command", StringComparison.Ordinal)));
        Assert.Equal(2, all.Count(message => (string?)message["grant"] == grant));
        Assert.Equal(2, all.Count(message => message["schema"] is not null));
    }

    [Fact]
    public async Task A_command_that_failed_shows_on_its_grant_until_somebody_sends_it_again_or_discards_it()
    {
        var intake = As("intake");
        var grant = (string)(await intake.Post("grants", Bodies.FullApplication())).Is(200).Json["grant"]!;
        // For a grant that does not know this attempt: it stays unreadable, whoever sends it.
        var text = $$"""{"schema":"grantflow.payout-request","version":99,"correlation":"{{grant}}","body":"Zahrawandi"}""";
        await Send(QueueNames.Payouts, text);
        var message = Assert.Single(await Waiting(QueueNames.Payouts, 1));
        var (id, officer) = ((string)message["id"]!, As("officer"));
        Assert.Equal((grant, 1, "open"), ((string?)message["grant"], (int?)message["times"], (string?)message["standing"]));
        Assert.Contains("Version 99", (string?)message["reason"], StringComparison.Ordinal);
        var flagged = Assert.Single((await officer.Get($"grants/{grant}")).Is(200).Json["attention"]!.AsArray());
        Assert.Equal(("payouts", id), ((string?)flagged!["queue"], (string?)flagged["id"]));

        (await officer.Post($"attention/payouts/{id}/redrive", Bodies.Reason("The newer host is out."))).Is(200);
        await Service.Eventually(async () => (int?)(await officer.Get("attention?queue=payouts")).Is(200).Json["poison"]!.AsArray().FirstOrDefault()?["messages"]![0]!["times"] == 2, "it has failed again");
        Assert.NotNull((await officer.Get($"grants/{grant}")).Is(200).Json["attention"]);

        var discarded = (await As("finance").Post($"attention/payouts/{id}/discard", Bodies.Reason("Paid by hand, see letter 12."))).Is(200).Json;
        Assert.Equal(["redriven", "discarded"], discarded["decisions"]!.AsArray().Select(one => (string?)one!["did"]));
        (await officer.Post($"attention/payouts/{id}/redrive", Bodies.Reason("Too late."))).IsProblem(409, "not-open");
        Assert.Empty((await officer.Get("attention")).Is(200).Json["poison"]!.AsArray());
        Assert.Null((await officer.Get($"grants/{grant}")).Is(200).Json["attention"]);
        Assert.Equal("discarded", (string?)(await As("auditor").Get($"attention/payouts/{id}")).Is(200).Json["standing"]);
    }

    [Fact]
    public async Task A_command_that_is_pending_because_its_message_failed_says_so()
    {
        var grant = (string)(await As("intake").Post("grants", Bodies.FullApplication())).Is(200).Json["grant"]!;
        var command = CommandId.Parse($"{grant}.0000000000000009");
        await _host!.Services.GetRequiredService<GrantStore>().AddRequest(command, "hash", DateTimeOffset.UnixEpoch, default);
        Assert.Null((await As("officer").Get($"commands/{command}")).Is(200).Json["attention"]);

        await Send(QueueNames.Commands, $$"""{"schema":"grantflow.command","version":99,"id":"{{command}}","correlation":"{{grant}}"}""");
        var message = Assert.Single(await Waiting(QueueNames.Commands, 1));
        var pending = (await As("officer").Get($"commands/{command}")).Is(200).Json;
        Assert.Equal(("pending", "open"), ((string?)pending["status"], (string?)pending["attention"]!["standing"]));
        Assert.Equal($"/api/attention/commands/{message["id"]}", (string?)pending["attention"]!["href"]);
    }

    [Fact]
    public async Task Many_are_sent_again_at_once_and_listed_page_by_page()
    {
        for (var number = 0; number < 5; number++)
        {
            await Send(QueueNames.Views, $"view {number}");
        }

        var all = await Waiting(QueueNames.Views, 5);
        var officer = As("officer");
        var first = (await officer.Get("attention?queue=views&limit=2")).Is(200).Json["poison"]![0]!;
        Assert.Equal(2, first["messages"]!.AsArray().Count);
        var second = (await officer.Get($"attention?queue=views&limit=2&cursor={first["next"]}")).Is(200).Json["poison"]![0]!;
        Assert.Equal(all.Take(4).Select(one => (string?)one["id"]), first["messages"]!.AsArray().Concat(second["messages"]!.AsArray()).Select(one => (string?)one!["id"]));

        var (known, unknown) = ((string)all[0]["id"]!, new string('0', 32));
        var some = (await officer.Post("attention/views/redrive", new JsonObject { ["reason"] = "Try.", ["messages"] = new JsonArray(known, unknown) })).Is(200).Json;
        Assert.Equal((known, unknown), ((string?)some["redriven"]![0], (string?)some["notOpen"]![0]));
        await Service.Eventually(async () => (int?)(await officer.Get($"attention/views/{known}")).Is(200).Json["times"] == 2, "it failed again");
        Assert.Equal(5, (await officer.Post("attention/views/redrive", Bodies.Reason("All."))).Is(200).Json["redriven"]!.AsArray().Count);
    }

    [Fact]
    public async Task Without_storage_health_says_so_soon_doors_say_when_to_come_back_and_nothing_is_lost()
    {
        var intake = As("intake");
        var accepted = new List<string>();
        for (var person = 0; person < 4; person++)
        {
            accepted.Add((string)(await intake.Post("grants", Bodies.FullApplication(), wait: null)).Is(202).Json["grant"]!);
        }

        var nobody = new Caller(_host!.Http, null);
        var well = (await nobody.Get("health")).Is(200);
        Assert.Equal("""{"status":"ok"}""", well.Text);
        Assert.Equal("ok", (string?)(await intake.Get("status")).Is(200).Json["status"]);

        await _azurite!.Stop();
        var application = Bodies.FullApplication();
        var tried = Task.WhenAll(intake.Post("grants", application, "once"), As("officer").Get($"grants/{Door.NoGrant}"));
        var banner = intake.Get("status");
        var watch = Stopwatch.StartNew();
        var ill = (await nobody.Get("health")).IsProblem(503, "unavailable");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        Assert.Equal("10", ill.Header("Retry-After"));
        Assert.DoesNotContain("127.0.0.1", ill.Text, StringComparison.Ordinal);
        Assert.Contains(_host.Log.Lines, line => line.Contains("Storage does not answer", StringComparison.Ordinal));

        var status = (await banner).Is(200).Json;
        Assert.Equal(("down", "storage", "down"), ((string?)status["status"], (string?)status["dependencies"]![0]!["name"], (string?)status["dependencies"]![0]!["status"]));
        Assert.StartsWith("Nothing can be read or handed in at the moment.", (string?)status["dependencies"]![0]!["means"], StringComparison.Ordinal);
        foreach (var failed in await tried)
        {
            Assert.Equal("10", failed.IsProblem(503, "unavailable").Header("Retry-After"));
            Assert.Equal("Storage does not answer at the moment. What was accepted is safe. Repeat this request in a few seconds, with the same Idempotency-Key where it has one: then nothing happens twice.", (string?)failed.Json["detail"]);
        }

        _azurite = await Azurite.Start(_folder.Path, CancellationToken.None);
        accepted.Add((string)(await intake.Post("grants", application, "once")).Is(200).Json["grant"]!);
        Assert.Equal(accepted[^1], (string?)(await intake.Post("grants", application, "once")).Is(200).Json["grant"]);
        foreach (var grant in accepted)
        {
            await Service.Eventually(async () => (string?)(await As("officer").Get($"grants/{grant}")).Is(200).Json["state"] == "awaiting-approval", $"{grant} went on");
        }

        Assert.Empty((await As("officer").Get("attention")).Is(200).Json["poison"]!.AsArray());
        (await nobody.Get("health")).Is(200);
        Assert.NotEqual("down", (string?)(await intake.Get("status")).Is(200).Json["status"]);
        Assert.True(_host.Log.Lines.Count(line => line.Contains("storage does not answer. What needs it waits", StringComparison.Ordinal)) <= 3);
    }

    private async Task<IReadOnlyList<JsonNode>> Waiting(string queue, int count)
    {
        IReadOnlyList<JsonNode> all = [];
        await Service.Eventually(
            async () => (all = [.. (await As("officer").Get($"attention?queue={queue}")).Is(200).Json["poison"]!.AsArray().SelectMany(one => one!["messages"]!.AsArray()).Select(one => one!)]).Count == count,
            $"{count} messages of {queue} wait");
        return all;
    }

    private Caller As(string role) => new(_host!.Http, Jwt.Signed(Jwt.Claims(role), _host.SigningKey));

    private Task Send(string queue, string body) =>
        _host!.Services.GetRequiredService<IQueues>().Send(queue, body, null, CancellationToken.None);
}
