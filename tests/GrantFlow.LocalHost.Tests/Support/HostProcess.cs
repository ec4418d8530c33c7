using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GrantFlow.LocalHost.Tests;

/// <summary>The local host as a process of its own, as a user starts it.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private HostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _output);

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it; <paramref name="path"/> replaces the PATH it sees.</summary>
    public static HostProcess Start(string[] arguments, string? path = null)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(
            Path.GetFullPath(dotnet), [Path.Combine(AppContext.BaseDirectory, "GrantFlow.LocalHost.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
            start.Environment["PATH"] = path;
        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Waits for the greeting and yields the address of the HTTP doors.</summary>
    public async Task<Uri> WaitUntilReady()
    {
        await Eventually.True(() => _process.HasExited || Output.Contains("Ctrl-C stops it", StringComparison.Ordinal), "the greeting", 60);
        Assert.False(_process.HasExited, Output);
        var line = _output.First(text => text.StartsWith("GrantFlow runs at ", StringComparison.Ordinal));
        return new Uri(line["GrantFlow runs at ".Length..]);
    }

    /// <summary>The Azurite of a data folder.</summary>
    public static Process AzuriteOf(string dataFolder)
    {
        using var state = JsonDocument.Parse(File.ReadAllText(Path.Combine(dataFolder, "azurite", "process.json")));
        return Process.GetProcessById(state.RootElement.GetProperty("processId").GetInt32());
    }

    public async Task WaitForExit()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        _process.WaitForExit();
    }

    /// <summary>SIGKILL, or its like.</summary>
    public async Task KillHard()
    {
        _process.Kill();
        await WaitForExit();
    }

    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public void CloseInput() => _process.StandardInput.Close();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillHard();
        _process.Dispose();
    }
}
