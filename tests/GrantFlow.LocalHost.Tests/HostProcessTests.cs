using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace GrantFlow.LocalHost.Tests;

public sealed class HostProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_everything_with_exit_code_0(string signal)
    {
        if (OperatingSystem.IsWindows())
            return;

        await using var host = HostProcess.Start(["--port", "0", "--data", _folder.Path]);
        await host.WaitUntilReady();
        using var azurite = HostProcess.AzuriteOf(_folder.Path);
        await host.Signal(signal);
        await host.WaitForExit();
        Assert.Equal(0, host.ExitCode);
        Assert.True(azurite.HasExited);
    }

    [Fact]
    public async Task The_terminals_Ctrl_C_does_not_take_storage_away_before_the_host_is_done()
    {
        if (OperatingSystem.IsWindows())
            return;

        await using var host = HostProcess.Start(["--port", "0", "--data", _folder.Path]);
        await host.WaitUntilReady();
        using var azurite = HostProcess.AzuriteOf(_folder.Path);
        // A terminal signals the whole group, so Azurite too.
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{azurite.Id}"]))
            await kill.WaitForExitAsync();
        await Task.Delay(500);
        Assert.False(azurite.HasExited);
        await host.Signal("INT");
        await host.WaitForExit();
        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task The_end_of_its_input_stops_it_when_asked_for()
    {
        await using var host = HostProcess.Start(["--port", "0", "--data", _folder.Path, "--stop-with-input"]);
        await host.WaitUntilReady();
        host.CloseInput();
        await host.WaitForExit();
        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task A_killed_host_leaves_no_process_behind_and_loses_no_data()
    {
        await using var host = HostProcess.Start(["--port", "0", "--data", _folder.Path]);
        await host.WaitUntilReady();
        using var azurite = HostProcess.AzuriteOf(_folder.Path);
        string connection;
        using (var state = System.Text.Json.JsonDocument.Parse(File.ReadAllText(_folder.File("azurite/process.json"))))
        {
            var endpoint = $"http://127.0.0.1:{state.RootElement.GetProperty("queuePort").GetInt32()}/{Azurite.AccountName}";
            connection = $"AccountName={Azurite.AccountName};AccountKey={Azurite.AccountKey};QueueEndpoint={endpoint};";
        }

        var queue = TestHost.Client(connection, "kept-through-a-kill");
        await queue.CreateAsync();
        await queue.SendMessageAsync("still here", timeToLive: TimeSpan.FromSeconds(-1));
        await host.KillHard();

        // Starting again waits until the former Azurite has written its data and is gone.
        await using var again = await Azurite.Start(_folder.Path, CancellationToken.None);
        Assert.True(azurite.HasExited);
        Assert.Equal(1, await TestHost.Count(TestHost.Client(again.ConnectionString, "kept-through-a-kill")));
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_and_exit_code_2()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await using var host = HostProcess.Start(["--port", $"{port}", "--data", _folder.Path]);
        await host.WaitForExit();
        Assert.Equal(2, host.ExitCode);
        Assert.Equal(
            $"Port {port} is already in use: stop the program that holds it or choose another one with --port.", host.Output.Trim());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Missing_Node_is_one_sentence_and_exit_code_2()
    {
        await using var host = HostProcess.Start(["--port", "0", "--data", _folder.Path], path: _folder.Path);
        await host.WaitForExit();
        Assert.Equal(2, host.ExitCode);
        Assert.Equal("Node.js is not on the PATH: install version 20 or newer from https://nodejs.org and run again.", host.Output.Trim());
    }

    [Fact]
    public async Task A_host_whose_Azurite_is_gone_says_so_and_ends_with_exit_code_1()
    {
        await using var host = HostProcess.Start(["--port", "0", "--data", _folder.Path]);
        await host.WaitUntilReady();
        using (var azurite = HostProcess.AzuriteOf(_folder.Path))
            azurite.Kill();
        await host.WaitForExit();
        Assert.Equal(1, host.ExitCode);
        Assert.Contains("Azurite has ended by itself", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_answers_for_the_functions_and_says_how_many_requests_to_storage_it_has_sent()
    {
        await using var host = HostProcess.Start(["--port", "0", "--data", _folder.Path]);
        using var http = new HttpClient { BaseAddress = await host.WaitUntilReady() };
        using var health = await http.GetAsync("/api/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        var report = await http.GetFromJsonAsync<StorageRequestReport>("/local/storage-requests");
        Assert.Equal(report!.Requests.Sum(count => count.Count), report.Total);
        Assert.Contains(report.Requests, count => count is { Source: "functions", Service: "table", Operation: "find" });
        Assert.Contains(report.Requests, count => count is { Source: "host", Service: "queue", Operation: "receive" });
    }

    [Fact]
    public async Task A_setting_the_functions_refuse_is_one_sentence_and_exit_code_2()
    {
        await using var host = HostProcess.Start(["--port", "0", "--data", _folder.Path, "--environment", "Production"]);
        await host.WaitForExit();
        Assert.Equal(2, host.ExitCode);
        Assert.Equal("Set Authentication:Authority and Authentication:Audience: no door opens without them.", host.Output.Trim());
    }
}
