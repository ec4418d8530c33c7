using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Programmes;
using GrantFlow.LocalHost;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>One Azurite and one host for the tests of a collection. Every test brings its own people.</summary>
public class Service : IAsyncLifetime, IDisposable
{
    private readonly TimeProvider _time;
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<(string Role, string Subject, string? Office), Task<Caller>> _callers = new();
    private Azurite? _azurite;
    private GrantFlowHost? _host;

    public Service()
        : this(TimeProvider.System)
    {
    }

    /// <summary>A service that lives on another day.</summary>
    protected Service(TimeProvider time) => _time = time;

    public GrantFlowHost Host => _host!;

    public string Storage => _azurite!.ConnectionString;

    /// <summary>What is set otherwise than in a local run.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    /// <summary>The rules of this service, made of the product's.</summary>
    protected virtual Catalogue Rules(Catalogue real) => real;

    /// <summary>Puts something of the service together differently.</summary>
    protected virtual void With(IServiceCollection services)
    {
        // As it is deployed.
    }

    /// <summary>The day it is for the service.</summary>
    public DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    public Caller Nobody => new(Host.Http, null);

    public virtual async Task InitializeAsync()
    {
        await StartStorage();
        await StartHost();
    }

    /// <summary>Storage without anybody who works on it.</summary>
    public async Task StartStorage() => _azurite = await Azurite.Start(_folder.Path, CancellationToken.None);

    public async Task StartHost() => _host = await GrantFlowHost.Start(Storage, Settings, time: _time, rules: Rules, with: With);

    public async Task StopHost()
    {
        await _host!.DisposeAsync();
        _host = null;
        _callers.Clear();
    }

    public virtual async Task DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    public Task<Caller> Intake(string subject = "ines") => As("intake", subject);

    public Task<Caller> Officer(string subject = "olga") => As("officer", subject);

    public Task<Caller> Office(string office = "af-kabul", string subject = "kamal") => As("country-office", subject, office);

    public Task<Caller> Finance(string subject = "fatou") => As("finance", subject);

    public Task<Caller> Auditor(string subject = "aino") => As("auditor", subject);

    /// <summary>Someone with a token of the development issuer.</summary>
    public Task<Caller> As(string role, string subject, string? office = null) =>
        _callers.GetOrAdd((role, subject, office), async who =>
        {
            var body = new JsonObject { ["role"] = who.Role, ["subject"] = who.Subject };
            if (who.Office is not null)
                body["office"] = who.Office;
            var answer = await Nobody.Post("dev/token", body, wait: null);
            return new Caller(Host.Http, (string)answer.Is(200).Json["accessToken"]!);
        });

    /// <summary>Waits until nothing is under way any more.</summary>
    public async Task Settle(int seconds = 30)
    {
        var queues = Host.Services.GetRequiredService<IQueues>();
        await Eventually(
            async () => (await Task.WhenAll(QueueNames.All.Select(queue => queues.Count(queue, CancellationToken.None)))).Sum() == 0,
            "every queue is empty", seconds);
    }

    public static async Task Eventually(Func<Task<bool>> condition, string what, int seconds = 30)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"Not within {seconds} seconds: {what}.");
            await Task.Delay(15);
        }
    }
}

/// <summary>Tests that share one service run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ServiceCollectionFixture : ICollectionFixture<Service>
{
    public const string Name = "service";
}
