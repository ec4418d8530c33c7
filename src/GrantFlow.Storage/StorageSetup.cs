using Azure;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage;

/// <summary>Makes the containers, tables and queues that are missing. Doing it again, also from several hosts at once, is harmless.</summary>
/// <param name="clients">The storage account.</param>
/// <param name="within">How long it may take in all, retries included; 20 seconds when null.</param>
public sealed class StorageSetup(StorageClients clients, TimeSpan? within = null)
{
    private readonly TimeSpan _within = within ?? TimeSpan.FromSeconds(20);

    /// <summary>Makes every container of <see cref="ContainerNames"/>, every table of <see cref="TableNames"/> and every queue of <see cref="QueueNames"/> with its poison twin.</summary>
    /// <exception cref="StorageUnavailableException">Storage cannot be reached in time, or refuses; the message names the endpoint.</exception>
    public async Task EnsureCreated(CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(_within);
        var containers = ContainerNames.All.Select(name => clients.Blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: time.Token));
        var tables = TableNames.All.Select(name => clients.Tables.CreateTableIfNotExistsAsync(name, time.Token));
        var queues = QueueNames.All
            .SelectMany(name => new[] { name, QueueNames.Poison(name) })
            .Select(name => clients.Queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: time.Token));

        await Task.WhenAll(
            Named("blob", clients.Blobs.Uri, containers, cancellationToken),
            Named("table", clients.Tables.Uri, tables, cancellationToken),
            Named("queue", clients.Queues.Uri, queues, cancellationToken));
    }

    private async Task Named(string service, Uri endpoint, IEnumerable<Task> requests, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(requests);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(service, endpoint, $"did not answer within {_within.TotalSeconds:0.#} s", null);
        }
        catch (RequestFailedException error) when (error.Status != 0)
        {
            throw Unavailable(service, endpoint, $"refused with {error.Status} {error.ErrorCode}", error);
        }
        catch (DependencyException error)
        {
            throw Unavailable(service, endpoint, error.InnerException is RequestFailedException { Status: > 0 } refused ? $"refused with {refused.Status} {refused.ErrorCode}" : "cannot be reached", error);
        }
        catch (Exception error) when (error is RequestFailedException or AggregateException or HttpRequestException)
        {
            throw Unavailable(service, endpoint, "cannot be reached", error);
        }
    }

    private static StorageUnavailableException Unavailable(string service, Uri endpoint, string what, Exception? cause) =>
        new($"The {service} storage at {endpoint.GetLeftPart(UriPartial.Path)} {what}: check the setting {StorageConnection.Setting}, that storage runs, and that this identity may use it.", cause);
}

/// <summary>Storage cannot be used at start; the message names the endpoint and never the key.</summary>
public sealed class StorageUnavailableException(string message, Exception? cause) : Exception(message, cause);
