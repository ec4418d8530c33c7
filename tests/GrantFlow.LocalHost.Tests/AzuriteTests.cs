using System.Net;
using System.Net.Sockets;

namespace GrantFlow.LocalHost.Tests;

public sealed class AzuriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Data_and_addresses_survive_a_restart()
    {
        string connection;
        await using (var first = await Azurite.Start(_folder.Path, CancellationToken.None))
        {
            connection = first.ConnectionString;
            var queue = TestHost.Client(connection, "kept");
            await queue.CreateAsync();
            await queue.SendMessageAsync("still here", timeToLive: TimeSpan.FromSeconds(-1));
        }

        await using var second = await Azurite.Start(_folder.Path, CancellationToken.None);
        Assert.Equal(connection, second.ConnectionString);
        var message = Assert.Single((await TestHost.Client(connection, "kept").PeekMessagesAsync(1)).Value);
        Assert.Equal("still here", message.Body.ToString());
    }

    [Fact]
    public async Task When_a_former_port_is_taken_another_one_is_found()
    {
        int port;
        await using (var first = await Azurite.Start(_folder.Path, CancellationToken.None))
            port = first.QueueEndpoint.Port;
        using var squatter = new TcpListener(IPAddress.Loopback, port);
        squatter.Start();
        await using var second = await Azurite.Start(_folder.Path, CancellationToken.None);
        Assert.NotEqual(port, second.QueueEndpoint.Port);
    }

    [Fact]
    public async Task A_port_asked_for_that_is_taken_is_said()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        var error = await Assert.ThrowsAsync<LocalHostException>(
            () => Azurite.Start(_folder.Path, new AzuriteOptions { TablePort = port }, CancellationToken.None));
        Assert.Equal($"Port {port} is already in use: stop the program that holds it or choose another port for Azurite.", error.Message);
    }

    [Fact]
    public async Task A_folder_has_one_Azurite_at_a_time()
    {
        await using var first = await Azurite.Start(_folder.Path, CancellationToken.None);
        var error = await Assert.ThrowsAsync<LocalHostException>(() => Azurite.Start(_folder.Path, CancellationToken.None));
        Assert.Contains("is in use by another local host", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azurite_that_is_not_installed_is_said()
    {
        var error = await Assert.ThrowsAsync<LocalHostException>(
            () => Azurite.Start(_folder.Path, new AzuriteOptions { EngFolder = _folder.Path }, CancellationToken.None));
        Assert.EndsWith("run \"dotnet run dev.cs -- setup\".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_ends_by_itself_is_noticed()
    {
        await using var azurite = await Azurite.Start(_folder.Path, CancellationToken.None);
        using (var process = System.Diagnostics.Process.GetProcessById(azurite.ProcessId))
            process.Kill();
        await azurite.Exited.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
