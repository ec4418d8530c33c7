using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage;

/// <summary>The SDK's clients of one storage account, all with the same retries and the request metrics.</summary>
public sealed class StorageClients
{
    private StorageClients(BlobServiceClient blobs, TableServiceClient tables, QueueServiceClient queues, QueueServiceClient rawQueues, TokenCredential? credential)
    {
        Blobs = blobs;
        Tables = tables;
        Queues = queues;
        RawQueues = rawQueues;
        Credential = credential;
    }

    /// <summary>The blob service.</summary>
    public BlobServiceClient Blobs { get; }

    /// <summary>The table service.</summary>
    public TableServiceClient Tables { get; }

    /// <summary>The queue service; bodies are text, base64 on the wire. A message that is not base64 fails to be received: see <see cref="RawQueues"/>.</summary>
    public QueueServiceClient Queues { get; }

    /// <summary>The queue service with bodies as they are on the wire.</summary>
    public QueueServiceClient RawQueues { get; }

    /// <summary>The identity in use; null with a connection string.</summary>
    public TokenCredential? Credential { get; }

    /// <summary>Makes the clients, for tools: what fails is the SDK's own exception. Nothing is sent yet.</summary>
    /// <param name="connection">Where storage is.</param>
    /// <param name="policies">Further pipeline policies, run for every try: the seam for faults in tests.</param>
    /// <exception cref="InvalidOperationException">The connection string is none.</exception>
    public static StorageClients Create(StorageConnection connection, params HttpPipelinePolicy[] policies) => Create(connection, null, policies);

    /// <summary>Makes the clients, for hosts: a service that does not answer is a <see cref="DependencyException"/>, and a spell. Nothing is sent yet.</summary>
    /// <param name="connection">Where storage is.</param>
    /// <param name="spells">Hears of what does not answer; null where nobody wants to.</param>
    /// <param name="policies">Further pipeline policies, run for every try: the seam for faults in tests.</param>
    /// <exception cref="InvalidOperationException">The connection string is none.</exception>
    public static StorageClients Create(StorageConnection connection, Spells? spells, params HttpPipelinePolicy[] policies)
    {
        var blobs = WithDefaults(new BlobClientOptions(), "blob", Dependency.Files, spells, policies);
        var tables = WithDefaults(new TableClientOptions(), "table", Dependency.Tables, spells, policies);
        var queues = WithDefaults(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, "queue", Dependency.Queues, spells, policies);
        var rawQueues = WithDefaults(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }, "queue", Dependency.Queues, spells, policies);

        if (connection.ConnectionString is not { } secret)
        {
            var credential = CredentialOf(connection);
            return new(
                new BlobServiceClient(connection.BlobService!, credential, blobs),
                new TableServiceClient(connection.TableService!, credential, tables),
                new QueueServiceClient(connection.QueueService!, credential, queues),
                new QueueServiceClient(connection.QueueService!, credential, rawQueues),
                credential);
        }

        try
        {
            return new(
                new BlobServiceClient(secret, blobs),
                new TableServiceClient(secret, tables),
                new QueueServiceClient(secret, queues),
                new QueueServiceClient(secret, rawQueues),
                null);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException)
        {
            // Without the cause: it may quote the account's key.
            throw new InvalidOperationException(
                $"The setting {StorageConnection.Setting} is not a storage connection string: it needs AccountName, AccountKey and the blob, table and queue endpoints (or EndpointSuffix), or UseDevelopmentStorage=true.");
        }
    }

    private static TokenCredential CredentialOf(StorageConnection connection) => connection switch
    {
        { ClientId: { } clientId } => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId)),
        { OnlyManagedIdentity: true } => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
        _ => new DefaultAzureCredential(),
    };

    private static TOptions WithDefaults<TOptions>(TOptions options, string service, Dependency dependency, Spells? spells, HttpPipelinePolicy[] policies)
        where TOptions : ClientOptions
    {
        if (spells is not null)
        {
            options.AddPolicy(new OutagePolicy(dependency, spells), HttpPipelinePosition.PerCall);
        }

        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromSeconds(0.2);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        options.AddPolicy(new RequestMetrics(service), HttpPipelinePosition.PerRetry);
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        }

        return options;
    }
}
