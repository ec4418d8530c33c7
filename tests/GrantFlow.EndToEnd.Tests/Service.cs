using System.Diagnostics;
using GrantFlow.LocalHost;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>GrantFlow as it runs on a laptop: one local host or several on the same storage, as processes of their own, and an Azurite that outlives them.</summary>
internal sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private Azurite _azurite;

    private Service(string folder, Azurite azurite) => (_folder, _azurite) = (folder, azurite);

    /// <summary>Its hosts.</summary>
    public IReadOnlyList<HostProcess> Hosts { get; private set; } = [];

    /// <summary>What stands between each host and storage; none where nothing does.</summary>
    public IReadOnlyList<Middleman> Middlemen { get; private set; } = [];

    public IReadOnlyList<Uri> Urls => [.. Hosts.Select(host => host.Url)];

    public string Storage => _azurite.ConnectionString;

    /// <summary>The last lines that all its processes said.</summary>
    public string Said => string.Join(Environment.NewLine, Hosts.Select((host, at) => $"Host {at + 1}:{Environment.NewLine}{host.Said}"));

    /// <summary>The program of this build.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "GrantFlow.LocalHost.dll");

    /// <param name="programs">What each host runs; one host of this build when null.</param>
    /// <param name="withMiddlemen">Something stands between each host and storage.</param>
    /// <param name="simulator">Bank and wallet provider: money leaves in batches by every route. Null where the sandbox pays.</param>
    public static async Task<Service> Start(IReadOnlyList<string>? programs = null, bool withMiddlemen = false, Uri? simulator = null)
    {
        var folder = Directory.CreateTempSubdirectory("grantflow-end-to-end-").FullName;
        var service = new Service(folder, await Azurite.Start(folder, new AzuriteOptions { StopTimeout = StopTimeout }, CancellationToken.None));
        var settings = new Dictionary<string, string>();
        if (simulator is not null)
        {
            settings["Payouts__Provider"] = "routes";
            settings["Payouts__MobileMoney__Provider"] = simulator.ToString();
        }

        programs ??= [Program];
        service.Middlemen = withMiddlemen ? await Task.WhenAll(programs.Select(_ => Middleman.Start(service._azurite))) : [];
        service.Hosts = [.. programs.Select((program, at) => new HostProcess(
            program, folder, withMiddlemen ? service.Middlemen[at].ConnectionString : service.Storage, settings))];
        foreach (var host in service.Hosts)
        {
            host.Start();
            // The first one makes the secrets that all of them share.
            if (host == service.Hosts[0] && service.Hosts.Count > 1)
            {
                await service.Secrets();
            }
        }

        return service;
    }

    /// <summary>
    /// Lets Azurite write its data and end, and starts it again on the same folder. It is never killed, which would lose what it acknowledged in the last five
    /// seconds: what is on its way to it is let through first, and whoever calls meanwhile finds nobody.
    /// </summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task RestartStorage()
    {
        await Task.WhenAll(Middlemen.Select(middleman => middleman.Close()));
        var start = Stopwatch.GetTimestamp();
        await _azurite.Stop();
        if (Stopwatch.GetElapsedTime(start) > StopTimeout)
        {
            throw new TimeoutException("Azurite did not stop by itself and was killed: what it acknowledged last may be lost, so this run shows nothing.");
        }

        var options = new AzuriteOptions
        {
            BlobPort = _azurite.BlobEndpoint.Port,
            QueuePort = _azurite.QueueEndpoint.Port,
            TablePort = _azurite.TableEndpoint.Port,
            StopTimeout = StopTimeout,
        };
        _azurite = await Azurite.Start(_folder, options, CancellationToken.None);
        foreach (var middleman in Middlemen)
        {
            middleman.Open();
        }
    }

    private async Task Secrets()
    {
        var ready = Hosts[0].Ready();
        while (!ready.IsCompleted && !File.Exists(Path.Combine(_folder, "secrets.json")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        if (ready.IsCompleted)
        {
            await ready;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            await host.DisposeAsync();
        }

        foreach (var middleman in Middlemen)
        {
            await middleman.DisposeAsync();
        }

        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
