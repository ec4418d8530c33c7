using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using GrantFlow.Pipeline;
using GrantFlow.Storage;

namespace GrantFlow.Backup;

/// <summary>
/// Reads everything that is in storage: rows in order of their keys, messages in order of their texts, files by name. So the same storage gives the same lines, and their hashes tell whether two are the same.
/// Nothing is opened: personal data and files stay sealed under keys that are not in the backup.
/// </summary>
public sealed class StoreExport(StorageClients clients, TimeProvider time)
{
    /// <summary>How long a message stays out of sight where this process dies before it puts it back.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>Writes a backup into an empty folder. Whoever works in storage meanwhile leaves traces in one file and not in another: stop the service first.</summary>
    /// <exception cref="BackupException">The folder is not empty.</exception>
    public async Task<BackupManifest> Run(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new BackupException($"{folder} is not empty. Give a folder that is, or one that does not exist yet.");
        }

        var manifest = await Read(folder, cancellationToken);
        manifest.Write(folder);
        return manifest;
    }

    /// <summary>The same without a folder: what a backup made now would say.</summary>
    public Task<BackupManifest> Look(CancellationToken cancellationToken) => Read(null, cancellationToken);

    private async Task<BackupManifest> Read(string? folder, CancellationToken cancellationToken)
    {
        var madeAt = time.GetUtcNow();
        var (tables, queues, containers) = (new List<BackupPart>(), new List<BackupPart>(), new List<BackupPart>());
        var notSeen = 0L;
        foreach (var queue in QueueNames.All.SelectMany(name => new[] { name, QueueNames.Poison(name) }).Order(StringComparer.Ordinal))
        {
            var (part, hidden) = await Messages(queue, folder, cancellationToken);
            queues.Add(part);
            notSeen += hidden;
        }

        foreach (var table in TableNames.All.Order(StringComparer.Ordinal))
        {
            await using var lines = folder is null ? LineWriter.ToNowhere() : LineWriter.To(BackupLines.OfTable(folder, table));
            await foreach (var entity in OrNothing(clients.Tables.GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: cancellationToken), cancellationToken))
            {
                await lines.Add(SavedRow.Of(entity), cancellationToken);
            }

            tables.Add(lines.End(table));
        }

        foreach (var container in ContainerNames.All.Order(StringComparer.Ordinal))
        {
            containers.Add(await Files(container, folder, cancellationToken));
        }

        return new(BackupManifest.PresentVersion, madeAt, tables, queues, containers, notSeen);
    }

    private async Task<(BackupPart Part, long Hidden)> Messages(string name, string? folder, CancellationToken cancellationToken)
    {
        var queue = clients.RawQueues.GetQueueClient(name);
        var taken = new List<QueueMessage>();
        try
        {
            var isThere = (await queue.ExistsAsync(cancellationToken)).Value;
            while (isThere && (await queue.ReceiveMessagesAsync(32, Lease, cancellationToken)).Value is { Length: > 0 } some)
            {
                taken.AddRange(some);
            }

            await using var lines = folder is null ? LineWriter.ToNowhere() : LineWriter.To(BackupLines.OfQueue(folder, name));
            foreach (var body in taken.Select(message => message.Body.ToString()).Order(StringComparer.Ordinal))
            {
                await lines.Add(new SavedMessage(body), cancellationToken);
            }

            var there = isThere ? (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount : 0;
            return (lines.End(name), Math.Max(0, there - taken.Count));
        }
        finally
        {
            foreach (var message in taken)
            {
                await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: CancellationToken.None);
            }
        }
    }

    private async Task<BackupPart> Files(string container, string? folder, CancellationToken cancellationToken)
    {
        var client = clients.Blobs.GetBlobContainerClient(container);
        await using var lines = folder is null ? LineWriter.ToNowhere() : LineWriter.To(BackupLines.OfContainer(folder, container));
        await foreach (var blob in OrNothing(client.GetBlobsAsync(cancellationToken: cancellationToken), cancellationToken))
        {
            await using var content = (await client.GetBlobClient(blob.Name).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
            var (bytes, sha256) = await Copy(content, folder, cancellationToken);
            await lines.Add(new SavedFile(blob.Name, bytes, sha256), cancellationToken);
        }

        return lines.End(container);
    }

    /// <summary>What an earlier release did not make yet is empty.</summary>
    private static async IAsyncEnumerable<T> OrNothing<T>(AsyncPageable<T> all, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : notnull
    {
        await using var next = all.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await next.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                yield break;
            }

            yield return next.Current;
        }
    }

    private static async Task<(long Bytes, string Sha256)> Copy(Stream content, string? folder, CancellationToken cancellationToken)
    {
        var unfinished = folder is null ? null : Path.Combine(folder, "unfinished");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var total = 0L;
        await using (var target = unfinished is null ? Stream.Null : File.Create(unfinished))
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; total += read)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (unfinished is not null)
        {
            var path = BackupLines.OfFile(folder!, sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(unfinished, path, overwrite: true);
        }

        return (total, sha256);
    }
}
