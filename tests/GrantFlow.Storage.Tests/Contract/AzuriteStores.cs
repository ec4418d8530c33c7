using GrantFlow.LocalHost;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Queues;
using GrantFlow.Storage.Tables;

namespace GrantFlow.Storage.Tests.Contract;

/// <summary>One Azurite for the whole run. Tests share it one after the other and use tables and queues of their own.</summary>
public sealed class AzuriteStores : IStores, IAsyncLifetime
{
    public const string Collection = "Azurite";

    private readonly string _folder = Directory.CreateTempSubdirectory("grantflow-storage-tests-").FullName;

    private Azurite? _azurite;

    private StorageClients? _clients;

    private int _made;

    public string ConnectionString => _azurite!.ConnectionString;

    public StorageClients Clients => _clients!;

    public ITables Tables => new AzureTables(Clients.Tables);

    public IQueues Queues => new AzureQueues(Clients);

    public async Task InitializeAsync()
    {
        _azurite = await Azurite.Start(_folder, CancellationToken.None);
        _clients = StorageClients.Create(StorageConnection.Of(ConnectionString));
    }

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public async Task<string> NewTable()
    {
        var name = $"contract{Interlocked.Increment(ref _made)}";
        await Clients.Tables.CreateTableAsync(name);
        return name;
    }

    public async Task<string> NewQueue()
    {
        var name = $"contract-{Interlocked.Increment(ref _made)}";
        await Clients.Queues.CreateQueueAsync(name);
        return name;
    }

    public async Task<IReadOnlyList<string>> Receive(string queue)
    {
        var messages = await Clients.Queues.GetQueueClient(queue).ReceiveMessagesAsync(32, TimeSpan.FromMinutes(1));
        return [.. messages.Value.Select(message => message.Body.ToString())];
    }

    public Task Pass(TimeSpan time) => Task.Delay(time);
}

[CollectionDefinition(AzuriteStores.Collection)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteStores>;
