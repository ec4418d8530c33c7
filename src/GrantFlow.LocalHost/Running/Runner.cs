using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GrantFlow.LocalHost;

/// <summary>The life of the local host: storage, secrets and settings, the functions, and an orderly end.</summary>
/// <param name="line">What the command line says.</param>
/// <param name="functions">The assembly with the functions.</param>
/// <param name="compose">Adds the functions' services.</param>
/// <param name="greet">Says what runs, given the address of the HTTP doors and the data folder.</param>
internal sealed class Runner(CommandLine line, Assembly functions, Action<WebApplicationBuilder> compose, Action<string, string> greet)
{
    /// <summary>Runs until a signal (exit code 0) or until Azurite has ended by itself (1).</summary>
    /// <exception cref="LocalHostException">Something is missing or in the way.</exception>
    public async Task<int> Run(CancellationToken cancellationToken)
    {
        CheckPort();
        var data = DataFolder.Prepare(line.Data);
        if (line.Fresh)
            await DataFolder.Clear(data, cancellationToken);

        await using var azurite = line.Storage is null ? await Azurite.Start(data, cancellationToken) : null;
        await using var application = Build(data, line.Storage ?? azurite!.ConnectionString);
        await Start(application, cancellationToken);
        greet(Address(application), data);

        var lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();
        if (line.StopWithInput)
            _ = StopWithInput(lifetime);
        var storageLost = azurite is null ? Task.CompletedTask : StopWithout(azurite, lifetime, application.Logger);
        await application.WaitForShutdownAsync(CancellationToken.None);
        return storageLost is Task<bool> { IsCompletedSuccessfully: true, Result: true } ? 1 : 0;
    }

    private WebApplication Build(string data, string storage)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = line.Environment,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = functions.GetName().Name,
        });
        Configure(builder, data, storage);
        var options = new FunctionsHostOptions
        {
            HostJson = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")),
            Lease = line.Lease,
        };
        compose(builder);
        builder.AddFunctions(FunctionScanner.Scan(functions), options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Only this machine may knock.
            if (line.Port == 0)
                kestrel.Listen(IPAddress.Loopback, 0);
            else
                kestrel.ListenLocalhost(line.Port);
        });
        var application = builder.Build();
        application.MapFunctions();
        return application;
    }

    private void Configure(WebApplicationBuilder builder, string data, string storage)
    {
        // What the user's environment may change stands below it; what belongs to the data stands above.
        var defaults = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Warning",
            ["Payouts:Provider"] = "sandbox",
            // The simulator, as the verb `up` starts it; only what pays by the routes looks at these.
            ["Payouts:MobileMoney:Provider"] = "http://localhost:7072",
            ["Payouts:MobileMoney:ApiKey"] = "try-out",
            ["Payouts:MobileMoney:Callbacks"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{line.Port}"),
            // For trying out the routes: the registry's example of a German account.
            ["Payouts:Debtor:Name"] = "Sample Payments Office",
            ["Payouts:Debtor:Town"] = "Berlin",
            ["Payouts:Debtor:Country"] = "DE",
            ["Payouts:Debtor:Iban"] = "DE89370400440532013000",
            ["Payouts:Debtor:Bic"] = "COBADEFFXXX",
        };
        if (builder.Environment.IsDevelopment())
            defaults["Authentication:Development:Enabled"] = "true";
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(
            0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = defaults });
        builder.Configuration.AddInMemoryCollection(DataFolder.Secrets(data).ToConfiguration());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            ["GrantFlowStorage"] = storage,
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
    }

    private async Task Start(WebApplication application, CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw PortInUse(error);
        }
    }

    // Before anything is started: the usual mistake is a host that already runs.
    private void CheckPort()
    {
        if (line.Port == 0)
            return;

        using var probe = new TcpListener(IPAddress.Loopback, line.Port);
        try
        {
            probe.Start();
        }
        catch (SocketException error)
        {
            throw PortInUse(error);
        }
    }

    private LocalHostException PortInUse(Exception error) =>
        new($"Port {line.Port} is already in use: stop the program that holds it or choose another one with --port.", error);

    private static string Address(WebApplication application)
    {
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
    }

    private static async Task StopWithInput(IHostApplicationLifetime lifetime)
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer) > 0)
        {
            // What is typed means nothing.
        }

        lifetime.StopApplication();
    }

    private static async Task<bool> StopWithout(Azurite azurite, IHostApplicationLifetime lifetime, ILogger logger)
    {
        await azurite.Exited;
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return false;

        logger.LogCritical("Azurite has ended by itself, so this host stops too: start it again, the data of the last seconds may be lost");
        lifetime.StopApplication();
        return true;
    }
}
