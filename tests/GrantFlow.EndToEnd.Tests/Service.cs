using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using GrantFlow.LocalHost;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>GrantFlow as it runs on a laptop: the local host as a process of its own, which can be killed, and an Azurite that outlives it.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Azurite _azurite;
    private readonly Middleman? _middleman;
    private readonly int _port = FreePort();
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _host;

    private readonly Uri? _simulator;

    private Service(string folder, Azurite azurite, Middleman? middleman, Uri? simulator) => (_folder, _azurite, _middleman, _simulator) = (folder, azurite, middleman, simulator);

    public Uri Url => new($"http://localhost:{_port}");

    public string Storage => _azurite.ConnectionString;

    /// <summary>The last lines that all its processes said.</summary>
    public string Said => string.Join(Environment.NewLine, _said.TakeLast(40));

    /// <summary>What stands between host and storage.</summary>
    /// <exception cref="InvalidOperationException">Nothing does.</exception>
    public Middleman Middleman => _middleman ?? throw new InvalidOperationException("This service was started without a middleman.");

    /// <param name="withMiddleman">Something stands between host and storage.</param>
    /// <param name="simulator">Bank and wallet provider: money leaves in batches by every route. Null where the sandbox pays.</param>
    public static async Task<Service> Start(bool withMiddleman = false, Uri? simulator = null)
    {
        var folder = Directory.CreateTempSubdirectory("grantflow-end-to-end-").FullName;
        var azurite = await Azurite.Start(folder, CancellationToken.None);
        var service = new Service(folder, azurite, withMiddleman ? await Middleman.Start(azurite) : null, simulator);
        service.StartHost();
        return service;
    }

    /// <summary>Starts the host, at the same address every time. Callers knock until it opens.</summary>
    public void StartHost()
    {
        var dotnet = Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var start = new ProcessStartInfo(dotnet,
        [
            Path.Combine(AppContext.BaseDirectory, "GrantFlow.LocalHost.dll"),
            "--port", $"{_port}", "--data", _folder, "--storage", _middleman?.ConnectionString ?? Storage, "--lease", "3s", "--stop-with-input",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (_simulator is not null)
        {
            start.Environment["Payouts__Provider"] = "routes";
            start.Environment["Payouts__MobileMoney__Provider"] = _simulator.ToString();
        }

        _host = Process.Start(start)!;
        _host.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _host.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _host.BeginOutputReadLine();
        _host.BeginErrorReadLine();
    }

    /// <summary>Ends the host as a power cut would (SIGKILL): nothing in flight is finished.</summary>
    public async Task KillHost()
    {
        _host!.Kill(entireProcessTree: false);
        await _host.WaitForExitAsync();
        _host.Dispose();
        _said.Enqueue("--- killed ---");
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is { HasExited: false })
        {
            await KillHost();
        }

        if (_middleman is not null)
        {
            await _middleman.DisposeAsync();
        }

        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
