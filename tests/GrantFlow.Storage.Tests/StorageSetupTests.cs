using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GrantFlow.Pipeline;
using GrantFlow.Storage.Tests.Contract;

namespace GrantFlow.Storage.Tests;

[Collection(AzuriteStores.Collection)]
public sealed class StorageSetupTests(AzuriteStores stores)
{
    [Fact]
    public async Task Every_container_table_and_queue_is_made_once_however_often_and_from_however_many_hosts()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => new StorageSetup(stores.Clients).EnsureCreated(default)));
        await new StorageSetup(stores.Clients).EnsureCreated(default);

        var tables = new List<string>();
        await foreach (var table in stores.Clients.Tables.QueryAsync())
        {
            tables.Add(table.Name);
        }

        var queues = new List<string>();
        await foreach (var queue in stores.Clients.Queues.GetQueuesAsync())
        {
            queues.Add(queue.Name);
        }

        var containers = new List<string>();
        await foreach (var container in stores.Clients.Blobs.GetBlobContainersAsync())
        {
            containers.Add(container.Name);
        }

        Assert.Empty(ContainerNames.All.Except(containers));
        Assert.Empty(TableNames.All.Except(tables));
        Assert.Empty(QueueNames.All.Concat(QueueNames.All.Select(QueueNames.Poison)).Except(queues));
    }

    [Fact]
    public async Task Storage_that_does_not_run_is_named_in_time()
    {
        var port = FreePort();
        var error = await Unavailable(Connection(port), TimeSpan.FromSeconds(10));
        Assert.Matches(
            $"^The (blob|table|queue) storage at http://127.0.0.1:{port}/account cannot be reached: check the setting GrantFlowStorage, that storage runs, and that this identity may use it\\.$", error);
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_named_in_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var watch = Stopwatch.StartNew();
        var error = await Unavailable(Connection(port), TimeSpan.FromSeconds(1));
        Assert.Matches($"^The (blob|table|queue) storage at http://127.0.0.1:{port}/account did not answer within 1 s: ", error);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_wrong_account_key_is_named_without_showing_it()
    {
        var key = Convert.ToBase64String(new byte[64]);
        var start = stores.ConnectionString.IndexOf("AccountKey=", StringComparison.Ordinal) + "AccountKey=".Length;
        var end = stores.ConnectionString.IndexOf(';', start);
        var error = await Unavailable(stores.ConnectionString[..start] + key + stores.ConnectionString[end..], TimeSpan.FromSeconds(10));
        Assert.Matches("^The (blob|table|queue) storage at http://127.0.0.1:[0-9]+/devstoreaccount1 refused with 403 ", error);
        Assert.DoesNotContain(key, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_start_is_no_fault_of_storage()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new StorageSetup(stores.Clients).EnsureCreated(cancelled.Token));
    }

    private static async Task<string> Unavailable(string connectionString, TimeSpan within)
    {
        var setup = new StorageSetup(StorageClients.Create(StorageConnection.Of(connectionString)), within);
        return (await Assert.ThrowsAsync<StorageUnavailableException>(() => setup.EnsureCreated(default))).Message;
    }

    private static string Connection(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName=account;AccountKey={Convert.ToBase64String(new byte[64])};BlobEndpoint=http://127.0.0.1:{port}/account;QueueEndpoint=http://127.0.0.1:{port}/account;TableEndpoint=http://127.0.0.1:{port}/account;";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
