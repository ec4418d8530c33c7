using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost.Tests;

/// <summary>The host with some sample functions on a free port, and a queue of its own for those that take messages.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private static int _number;

    private readonly WebApplication _application;
    private bool _stopped;

    private TestHost(WebApplication application, QueueClient queue, QueueClient poison)
    {
        _application = application;
        Queue = queue;
        Poison = poison;
        Http = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
    }

    public Probe Probe => _application.Services.GetRequiredService<Probe>();

    public QueueClient Queue { get; }

    public QueueClient Poison { get; }

    public HttpClient Http { get; }

    /// <summary>Starts a host for one class of functions. Without storage there is no queue.</summary>
    public static async Task<TestHost> Start(
        Type functions, string? storage = null, FunctionsHostOptions? options = null, Probe? probe = null,
        Action<IServiceCollection>? services = null, string? queueName = null, Dictionary<string, string?>? settings = null)
    {
        var name = queueName ?? NewQueueName();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage"] = storage, ["QueueName"] = name });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton(probe ?? new Probe());
        builder.Services.AddScoped<ScopeMark>();
        services?.Invoke(builder.Services);
        builder.AddFunctions(FunctionScanner.Scan([functions]), options ?? Options());
        var application = builder.Build();
        application.MapFunctions();
        await application.StartAsync();
        return new TestHost(application, Client(storage, name), Client(storage, name + "-poison"));
    }

    /// <summary>Settings under which tests are quick.</summary>
    public static FunctionsHostOptions Options(Func<QueueSettings, QueueSettings>? change = null)
    {
        var settings = new QueueSettings { MaxPollingInterval = TimeSpan.FromMilliseconds(200) };
        return new FunctionsHostOptions { HostJson = new HostJson { Queues = change?.Invoke(settings) ?? settings } };
    }

    public static string NewQueueName() => $"sample-{Interlocked.Increment(ref _number)}";

    /// <summary>A client that writes base64, as the product does.</summary>
    public static QueueClient Client(string? storage, string name) => new(
        storage ?? "UseDevelopmentStorage=true", name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    /// <summary>A client that writes and reads the text as it is.</summary>
    public static QueueClient RawClient(string storage, string name) => new(
        storage, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });

    /// <summary>How many messages a queue holds, hidden ones included.</summary>
    public static async Task<int> Count(QueueClient queue) => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public async Task<string> WaitForPoison()
    {
        PeekedMessage[] messages = [];
        await Eventually.True(async () => (messages = await Poison.PeekMessagesAsync(32)).Length > 0, "a message in the poison queue");
        return Assert.Single(messages).Body.ToString();
    }

    public async Task WaitUntilEmpty() => await Eventually.True(async () => await Count(Queue) == 0, "an empty queue");

    public async Task Stop()
    {
        _stopped = true;
        await _application.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
            await Stop();
        Http.Dispose();
        await _application.DisposeAsync();
    }
}
