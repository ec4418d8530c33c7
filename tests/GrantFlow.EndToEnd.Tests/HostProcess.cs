using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>A local host as a process of its own, at the same address every time it is started, which can be killed.</summary>
/// <param name="program">The built <c>GrantFlow.LocalHost.dll</c>.</param>
/// <param name="folder">Where the local secrets are.</param>
/// <param name="storage">The storage account's connection string.</param>
/// <param name="settings">What it finds in its environment.</param>
internal sealed class HostProcess(string program, string folder, string storage, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    /// <summary>How long a host may take from its start to its greeting, on a machine that has much else to do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private readonly int _port = FreePort();
    private readonly ConcurrentQueue<string> _said = new();
    private TaskCompletionSource _ready = new();
    private Process? _process;

    public Uri Url => new($"http://localhost:{_port}");

    /// <summary>The last lines that all its processes said.</summary>
    public string Said => string.Join(Environment.NewLine, _said.TakeLast(40));

    /// <summary>Starts it. Callers knock until it opens.</summary>
    public void Start()
    {
        var start = new ProcessStartInfo(Dotnet, [program, "--port", $"{_port}", "--data", folder, "--storage", storage, "--lease", "3s", "--stop-with-input"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var ready = _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until it has opened its doors and listens to its queues.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public async Task Ready()
    {
        try
        {
            await _ready.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"A host was started and not ready after {Patience.TotalSeconds:0} s. It said last:{Environment.NewLine}{Said}");
        }
    }

    /// <summary>Ends it as a power cut would (SIGKILL): nothing in flight is finished.</summary>
    public async Task Kill()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
        _said.Enqueue("--- killed ---");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Kill();
        }
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        _said.Enqueue(line);
        if (line.StartsWith("GrantFlow runs at ", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
