using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;

namespace GrantFlow.TestSupport;

/// <summary>One line of the provider's statement.</summary>
/// <param name="CorrelationId">The attempt's unique reference.</param>
/// <param name="RequestingOrganisationTransactionReference">The payment.</param>
/// <param name="Kind"><c>disbursement</c> or <c>reversal</c>.</param>
/// <param name="Amount">As the provider writes it.</param>
/// <param name="Currency">Its currency.</param>
public sealed record StatementLine(string CorrelationId, string RequestingOrganisationTransactionReference, string Kind, string Amount, string Currency);

/// <summary>The simulator as a process of its own, on a free port; it ends with the one that started it.</summary>
public sealed class SimulatorProcess : IAsyncDisposable
{
    private const string Greeting = "Simulator runs at ";

    private readonly Process _process;

    private SimulatorProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What callers send as X-API-Key.</summary>
    public string ApiKey => "try-out";

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<SimulatorProcess> Start(params string[] arguments)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "GrantFlow.Simulator.dll"), "--port", "0", "--stop-with-input", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Greeting, StringComparison.Ordinal))
            {
                return new SimulatorProcess(process, new Uri(line[Greeting.Length..]));
            }
        }

        throw new InvalidOperationException("The simulator ended before it listened.");
    }

    /// <summary>What the provider says it paid.</summary>
    public async Task<IReadOnlyList<StatementLine>> Statement()
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<IReadOnlyList<StatementLine>>(new Uri(Address, "statement")) ?? [];
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
