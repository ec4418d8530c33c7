using System.Diagnostics;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.LocalHost;
using GrantFlow.Pipeline;
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
        Assert.Equal(["commands-poison", "payouts-poison"], queues.Keys.Order());
        Assert.All(queues.Values, queue => Assert.Equal(1, (int?)queue["count"]));
        Assert.Null(queues["commands-poison"]["messages"]![0]!["grant"]);
        Assert.Equal(grant, (string?)queues["payouts-poison"]["messages"]![0]!["grant"]);
        Assert.All(queues.Values, queue => Assert.EndsWith("Z", (string?)queue["messages"]![0]!["insertedOn"], StringComparison.Ordinal));
        Assert.DoesNotContain("Zahrawandi", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_host!.Log.Lines, line => line.Contains("Zahrawandi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_storage_health_says_so_soon_and_no_door_says_more_than_it_should()
    {
        var nobody = new Caller(_host!.Http, null);
        var well = (await nobody.Get("health")).Is(200);
        Assert.Equal("""{"status":"ok"}""", well.Text);

        await _azurite!.Stop();
        var watch = Stopwatch.StartNew();
        var ill = (await nobody.Get("health")).IsProblem(503, "unavailable");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        Assert.Equal("10", ill.Header("Retry-After"));
        Assert.DoesNotContain("127.0.0.1", ill.Text, StringComparison.Ordinal);
        Assert.Contains(_host.Log.Lines, line => line.Contains("Storage does not answer", StringComparison.Ordinal));

        var failed = (await As("officer").Get($"grants/{Door.NoGrant}")).IsProblem(500, "unexpected");
        Assert.Matches("^Nothing was lost. Try again; if it stays, report the trace [^ ]+\\.$", (string?)failed.Json["detail"]);
    }

    private Caller As(string role) => new(_host!.Http, Jwt.Signed(Jwt.Claims(role), _host.SigningKey));

    private Task Send(string queue, string body) =>
        _host!.Services.GetRequiredService<IQueues>().Send(queue, body, null, CancellationToken.None);
}
