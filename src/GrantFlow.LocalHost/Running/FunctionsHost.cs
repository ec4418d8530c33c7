using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GrantFlow.LocalHost;

/// <summary>
/// Runs the functions of an app inside a web application, as the Functions host would: what the triggers' attributes and
/// <c>host.json</c> say. The functions themselves cannot tell which host runs them.
/// </summary>
public static class FunctionsHost
{
    /// <summary>The most a request's body may hold, in bytes; a function may set itself a lower limit.</summary>
    public const long MaxRequestBodyBytes = 10 * 1024 * 1024;

    /// <summary>
    /// Adds the listeners of queues and timers. Call it after the app's own services, so that its start-up work (creating
    /// tables, say) is done before the first message is taken.
    /// </summary>
    public static void AddFunctions(this WebApplicationBuilder builder, FunctionApp app, FunctionsHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Lease < TimeSpan.FromSeconds(1) || options.Lease.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new LocalHostException($"The lease is {options.Lease}: whole seconds from 1 are needed.");

        builder.Services.AddSingleton(app);
        builder.Services.AddSingleton(options);
        // Starts first, so that it also counts what the others do while they start.
        builder.Services.AddSingleton<StorageRequests>();
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<StorageRequests>()));
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<QueueFunctions>(services, app.Queues));
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<TimerFunctions>(services, app.Timers));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout + TimeSpan.FromSeconds(15));
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = 1000;
        });
    }

    /// <summary>
    /// Maps the HTTP functions below the route prefix of <c>host.json</c>, and <c>GET /local/storage-requests</c>, which says how
    /// many requests to storage this process has sent.
    /// </summary>
    public static void MapFunctions(this WebApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var options = application.Services.GetRequiredService<FunctionsHostOptions>();
        HttpFunctions.Map(application, application.Services.GetRequiredService<FunctionApp>().Http, options.HostJson.RoutePrefix);
        application.MapGet("/local/storage-requests", (StorageRequests requests) => Results.Json(requests.Report()));
    }
}
