using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using GrantFlow.Pipeline;
using GrantFlow.Storage;

namespace GrantFlow.Backup;

/// <summary>
/// Puts a backup into an empty storage. Every file is held against the manifest before anything is written; rows come before messages, so that whatever handles a message finds what it is about; and in the
/// end everything is read again and compared.
/// </summary>
public sealed class StoreImport(StorageClients clients, TimeProvider time)
{
    /// <summary>Azure takes 100 rows and 4 MiB in one transaction; a row here may be larger on the wire than in the backup.</summary>
    private const int MostRows = 100, MostText = 1024 * 1024;

    /// <summary>Restores.</summary>
    /// <param name="folder">The backup.</param>
    /// <param name="goOn">Whether storage may hold a part of this backup already, from an import that broke off.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="BackupException">The backup is not whole, storage is not empty, or it holds something else in the end.</exception>
    public async Task<BackupManifest> Run(string folder, bool goOn, CancellationToken cancellationToken)
    {
        var manifest = await Check(folder, cancellationToken);
        if (manifest.Tables.Select(one => one.Name).Except(TableNames.All).Concat(manifest.Containers.Select(one => one.Name).Except(ContainerNames.All)).FirstOrDefault() is { } unknown)
        {
            throw new BackupException($"The backup has '{unknown}', which this release does not know. Use the program of the release that made it, or a later one.");
        }

        await new StorageSetup(clients).EnsureCreated(cancellationToken);
        if (!goOn && await Anything(cancellationToken) is { } there)
        {
            throw new BackupException($"Storage is not empty: {there} has something. Restore into a new storage account, or go on with an import that broke off by --go-on.");
        }

        foreach (var table in manifest.Tables)
        {
            await Rows(folder, table.Name, cancellationToken);
        }

        foreach (var container in manifest.Containers)
        {
            await Files(folder, container.Name, cancellationToken);
        }

        foreach (var queue in manifest.Queues.Where(queue => queue.Count > 0))
        {
            await Messages(folder, queue, cancellationToken);
        }

        return await new StoreExport(clients, time).Look(cancellationToken) is var now && Difference(manifest, now) is { } other
            ? throw new BackupException($"Storage is not what the backup has: {other} is another. Has somebody else written to it? Restore into a new storage account.")
            : manifest;
    }

    /// <summary>Holds every file of a backup against its manifest.</summary>
    /// <exception cref="BackupException">It is not whole.</exception>
    public static async Task<BackupManifest> Check(string folder, CancellationToken cancellationToken)
    {
        var manifest = BackupManifest.Read(folder);
        foreach (var (path, part) in manifest.Tables.Select(part => (BackupLines.OfTable(folder, part.Name), part))
            .Concat(manifest.Queues.Select(part => (BackupLines.OfQueue(folder, part.Name), part)))
            .Concat(manifest.Containers.Select(part => (BackupLines.OfContainer(folder, part.Name), part))))
        {
            await BackupLines.Check(path, part, cancellationToken);
        }

        foreach (var container in manifest.Containers)
        {
            await foreach (var file in BackupLines.Read<SavedFile>(BackupLines.OfContainer(folder, container.Name)))
            {
                var path = BackupLines.OfFile(folder, file.Sha256);
                if (!File.Exists(path))
                {
                    throw new BackupException($"{path} is missing in the backup ({container.Name}/{file.Name}). Take another copy of the backup.");
                }

                await using var content = File.OpenRead(path);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != file.Sha256)
                {
                    throw BackupLines.Altered(path);
                }
            }
        }

        return manifest;
    }

    /// <summary>The first part that differs, or null.</summary>
    public static string? Difference(BackupManifest one, BackupManifest other) =>
        First(one.Tables, other.Tables) ?? First(one.Containers, other.Containers) ?? First(one.Queues, other.Queues);

    /// <summary>What one release does not know yet is empty there.</summary>
    private static string? First(IReadOnlyList<BackupPart> one, IReadOnlyList<BackupPart> other)
    {
        var (left, right) = (one.ToDictionary(part => part.Name), other.ToDictionary(part => part.Name));
        return left.Keys.Union(right.Keys).Order(StringComparer.Ordinal).FirstOrDefault(name =>
            left.TryGetValue(name, out var first) && right.TryGetValue(name, out var second) ? first != second : (left.GetValueOrDefault(name) ?? right[name]).Count > 0);
    }

    private async Task<string?> Anything(CancellationToken cancellationToken)
    {
        foreach (var table in TableNames.All)
        {
            await foreach (var _ in clients.Tables.GetTableClient(table).QueryAsync<TableEntity>(maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellationToken))
            {
                return $"the table {table}";
            }
        }

        foreach (var container in ContainerNames.All)
        {
            await foreach (var _ in clients.Blobs.GetBlobContainerClient(container).GetBlobsAsync(cancellationToken: cancellationToken))
            {
                return $"the container {container}";
            }
        }

        foreach (var queue in QueueNames.All.SelectMany(name => new[] { name, QueueNames.Poison(name) }))
        {
            if ((await clients.RawQueues.GetQueueClient(queue).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount > 0)
            {
                return $"the queue {queue}";
            }
        }

        return null;
    }

    private async Task Rows(string folder, string table, CancellationToken cancellationToken)
    {
        var client = clients.Tables.GetTableClient(table);
        var batch = new List<SavedRow>();
        var text = 0;
        await foreach (var row in BackupLines.Read<SavedRow>(BackupLines.OfTable(folder, table)))
        {
            var size = row.Values.Sum(value => value.Text.Length);
            if (batch.Count > 0 && (batch[0].Partition != row.Partition || batch.Count == MostRows || text + size > MostText))
            {
                await Write();
            }

            batch.Add(row);
            text += size;
        }

        if (batch.Count > 0)
        {
            await Write();
        }

        async Task Write()
        {
            await client.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row.ToEntity())), cancellationToken);
            batch.Clear();
            text = 0;
        }
    }

    private async Task Files(string folder, string container, CancellationToken cancellationToken)
    {
        var client = clients.Blobs.GetBlobContainerClient(container);
        await foreach (var file in BackupLines.Read<SavedFile>(BackupLines.OfContainer(folder, container)))
        {
            await using var content = File.OpenRead(BackupLines.OfFile(folder, file.Sha256));
            await client.GetBlobClient(file.Name).UploadAsync(content, overwrite: true, cancellationToken);
        }
    }

    /// <summary>Messages have no names: a queue that is not empty has them from an import that broke off, and gets what it lacks.</summary>
    private async Task Messages(string folder, BackupPart queue, CancellationToken cancellationToken)
    {
        var client = clients.RawQueues.GetQueueClient(queue.Name);
        var there = (await client.PeekMessagesAsync(32, cancellationToken)).Value.Length == 0 ? 0 : (await client.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        await foreach (var message in BackupLines.Read<SavedMessage>(BackupLines.OfQueue(folder, queue.Name)).Skip(there))
        {
            await client.SendMessageAsync(BinaryData.FromBytes(Encoding.UTF8.GetBytes(message.Body)), visibilityTimeout: null, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken);
        }
    }
}
