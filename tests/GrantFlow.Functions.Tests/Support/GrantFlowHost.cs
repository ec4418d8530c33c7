using System.Security.Cryptography;
using GrantFlow.Domain.Programmes;
using GrantFlow.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Tests.Support;

/// <summary>GrantFlow's functions in this process, on Kestrel and a storage of the test's choice.</summary>
public sealed class GrantFlowHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private GrantFlowHost(WebApplication application, LogCapture log, byte[] signingKey)
    {
        _application = application;
        Log = log;
        SigningKey = signingKey;
        Http = new HttpClient { BaseAddress = new Uri(application.Urls.First() + "/api/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Http { get; }

    public LogCapture Log { get; }

    public byte[] SigningKey { get; }

    public IServiceProvider Services => _application.Services;

    /// <summary>Starts all functions, or, with <paramref name="doorsOnly"/>, those that answer HTTP; on the clock given, or the real one; with other rules than the product's; <paramref name="without"/> one queue function.</summary>
    public static async Task<GrantFlowHost> Start(string storage, IReadOnlyDictionary<string, string?>? settings = null, bool doorsOnly = false, TimeProvider? time = null, Func<Catalogue, Catalogue>? rules = null, Action<IServiceCollection>? with = null, string? without = null)
    {
        var log = new LogCapture();
        var signingKey = RandomNumberGenerator.GetBytes(32);
        var builder = Compose(storage, signingKey, settings, time: time);
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        with?.Invoke(builder.Services);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (rules is not null)
            builder.Services.AddSingleton(rules((Catalogue)builder.Services.Last(service => service.ServiceType == typeof(Catalogue)).ImplementationInstance!));

        var all = FunctionScanner.Scan(typeof(Composition).Assembly);
        builder.AddFunctions(doorsOnly ? all with { Queues = [], Timers = [] } : all with { Queues = [.. all.Queues.Where(queue => queue.Name != without)] }, new FunctionsHostOptions { HostJson = Quick() });
        var application = builder.Build();
        application.MapFunctions();
        await application.StartAsync();
        return new GrantFlowHost(application, log, signingKey);
    }

    /// <summary>A builder with the settings of a local run and GrantFlow's services.</summary>
    public static WebApplicationBuilder Compose(string storage, byte[] signingKey, IReadOnlyDictionary<string, string?>? settings = null, string environment = "Development", TimeProvider? time = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GrantFlowStorage"] = storage,
            ["AzureWebJobsStorage"] = storage,
            ["Authentication:Development:Enabled"] = "true",
            ["Authentication:Development:SigningKey"] = Convert.ToBase64String(signingKey),
            ["Protection:LocalKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Protection:IdentityHashKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Payouts:Provider"] = "sandbox",
            ["Payouts:MobileMoney:Provider"] = "http://127.0.0.1:9",
            ["Payouts:MobileMoney:ApiKey"] = "try-out",
            ["Payouts:MobileMoney:Callbacks"] = "http://127.0.0.1:9",
            ["Payouts:Debtor:Name"] = "Sample Payments Office",
            ["Payouts:Debtor:Town"] = "Berlin",
            ["Payouts:Debtor:Country"] = "DE",
            ["Payouts:Debtor:Iban"] = "DE89 3704 0044 0532 0130 00",
            ["Payouts:Debtor:Bic"] = "cobadeffxxx",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddGrantFlow();
        return builder;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    /// <summary>The product's host.json, with failures retried at once: tests wait for poison.</summary>
    private static HostJson Quick()
    {
        var json = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json"));
        return json with { Queues = json.Queues with { VisibilityTimeout = TimeSpan.Zero, MaxPollingInterval = TimeSpan.FromMilliseconds(200) } };
    }
}
