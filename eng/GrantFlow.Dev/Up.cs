using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GrantFlow.Dev;

/// <summary>Brings everything up, plays the demo if asked to, and takes down what it started.</summary>
internal sealed class Up : IDisposable
{
    private const int DefaultPort = 7071;
    private const int SimulatorPort = 7072;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private bool _demo;
    private bool _fresh;
    private bool _routes;
    private bool _sandbox;
    private int _port = DefaultPort;

    /// <exception cref="Failure">An option is unknown or has a wrong value.</exception>
    public static Up Parse(ReadOnlySpan<string> args)
    {
        var up = new Up();
        for (var at = 0; at < args.Length; at++)
        {
            switch (args[at])
            {
                case "--demo":
                    up._demo = true;
                    break;
                case "--fresh":
                    up._fresh = true;
                    break;
                case "--routes":
                    up._routes = true;
                    break;
                case "--sandbox":
                    up._sandbox = true;
                    break;
                case "--port" when at + 1 < args.Length
                    && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out up._port) && up._port is > 0 and < 65536:
                    at++;
                    break;
                case "--port":
                    throw new Failure("--port needs a number from 1 to 65535.");
                default:
                    throw new Failure($"'{args[at]}' is not an option of up: it takes --demo, --fresh, --routes, --sandbox and --port <number>.");
            }
        }

        if (up._sandbox && up._routes)
        {
            throw new Failure("--sandbox and --routes exclude each other: money leaves by the sandbox alone, or by bank, wallet and desk.");
        }

        // Bank and wallet provider keep nothing, so only what is paid from the beginning can be held against them.
        up._routes |= up._demo && !up._sandbox;
        up._fresh |= up._demo;
        return up;
    }

    /// <returns>The exit code: the demo's, or the local host's.</returns>
    public async Task<int> Run()
    {
        Tools.CheckPort(_port);
        await Tools.CheckNode();
        await Feed.Fill();
        await Tools.Install();
        await Build.Run(Repository.PathOf("src", "GrantFlow.LocalHost", "GrantFlow.LocalHost.csproj"));
        if (_demo)
        {
            await Build.Run(Repository.PathOf("src", "GrantFlow.Demo", "GrantFlow.Demo.csproj"));
        }

        if (_routes)
        {
            Tools.CheckPort(SimulatorPort);
            await Build.Run(Repository.PathOf("src", "GrantFlow.Simulator", "GrantFlow.Simulator.csproj"));
        }

        // From here on something is running that has to be taken down before this process ends.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        using var simulator = _routes ? Shell.Start("dotnet", [Build.Program("GrantFlow.Simulator"), "--port", Text(SimulatorPort), "--stop-with-input"], ownInput: true) : null;
        using var host = StartHost();
        try
        {
            return _demo ? await PlayDemo(host) : await WaitFor(host);
        }
        finally
        {
            await TakeDown(host);
            simulator?.StandardInput.Close();
        }
    }

    public void Dispose() => _stop.Dispose();

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }

    /// <summary>The demo begins with nothing each time, and leaves alone what somebody tries out by hand.</summary>
    private string Data => _demo ? Repository.PathOf(".grantflow", "demo", "data") : Repository.PathOf(".grantflow");

    private Process StartHost()
    {
        // The host ends when its input closes: also when this process is killed, and the same way on every system.
        string[] args = [Build.Program("GrantFlow.LocalHost"), "--port", Text(_port), "--data", Data, "--stop-with-input"];
        if (_routes)
        {
            // The simulator stands in for the mobile money provider; the local host knows where it is.
            Environment.SetEnvironmentVariable("Payouts__Provider", "routes");
        }

        return Shell.Start("dotnet", _fresh ? [.. args, "--fresh"] : args, ownInput: true);
    }

    /// <summary>Waits until the host ends or is to be stopped; asked to stop, it ends with 0.</summary>
    private async Task<int> WaitFor(Process host)
    {
        try
        {
            await host.WaitForExitAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            await TakeDown(host);
        }

        return host.ExitCode;
    }

    private async Task<int> PlayDemo(Process host)
    {
        var url = $"http://localhost:{Text(_port)}";
        if (!await IsHealthy(host, url))
        {
            return _stop.IsCancellationRequested ? Interrupted : throw new Failure(host.HasExited
                ? "The local host ended before it was ready."
                : $"The local host did not answer at {url}/api/health within {Text((int)StartLimit.TotalSeconds)} seconds.");
        }

        string[] args = [Build.Program("GrantFlow.Demo"), "--url", url, "--out", Repository.PathOf(".grantflow", "demo")];
        using var demo = Shell.Start("dotnet", _routes ? [.. args, "--simulator", $"http://localhost:{Text(SimulatorPort)}"] : args);
        try
        {
            await demo.WaitForExitAsync(_stop.Token);
            return demo.ExitCode;
        }
        catch (OperationCanceledException)
        {
            demo.Kill(entireProcessTree: true);
            await demo.WaitForExitAsync();
            return Interrupted;
        }
    }

    /// <summary>The exit code of a program that Ctrl-C ended.</summary>
    private const int Interrupted = 130;

    private async Task<bool> IsHealthy(Process host, string url)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < StartLimit && !host.HasExited && !_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{url}/api/health"), _stop.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
            {
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), CancellationToken.None);
        }

        return false;
    }

    private static async Task TakeDown(Process host)
    {
        if (host.HasExited)
        {
            return;
        }

        host.StandardInput.Close();
        try
        {
            await host.WaitForExitAsync().WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            Console.Error.WriteLine($"The local host did not stop within {Text((int)StopLimit.TotalSeconds)} seconds and is ended by force.");
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
