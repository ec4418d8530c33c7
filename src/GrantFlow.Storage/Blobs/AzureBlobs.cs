using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Protection;

namespace GrantFlow.Storage.Blobs;

/// <summary><see cref="IBlobs"/> over Azure Blob storage, sealed by <see cref="FileSeal"/> under a data key per file. Memory: 1 MiB for a file being written, 200 KiB for one being read.</summary>
public sealed class AzureBlobs(StorageClients clients, IKeyWrap keyWrap) : IBlobs
{
    /// <inheritdoc/>
    public async Task<StoredFile?> Add(string container, string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var blob = clients.Blobs.GetBlobContainerClient(container).GetBlockBlobClient(BlobName.Check(name));
        await using var upload = new BlockUpload(blob);
        if (IsRaw(container))
        {
            return await Write(upload, name, write, _ => Task.CompletedTask, upload, cancellationToken);
        }

        using var seal = await FileSeal.New(keyWrap, Place(container, name), cancellationToken);
        await using var sealing = new SealingStream(seal, upload);
        await sealing.Begin(cancellationToken);
        return await Write(sealing, name, write, sealing.Complete, upload, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Stream?> Open(string container, string name, CancellationToken cancellationToken)
    {
        Stream content;
        try
        {
            var blob = clients.Blobs.GetBlobContainerClient(container).GetBlobClient(Checked(container, name));
            content = (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }

        if (IsRaw(container))
        {
            return content;
        }

        try
        {
            var place = Place(container, name);
            return new OpeningStream(await FileSeal.Read(keyWrap, place, content, cancellationToken), content, place);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> List(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in clients.Blobs.GetBlobContainerClient(container).GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
        {
            yield return blob.Name;
        }
    }

    /// <inheritdoc/>
    public async Task Delete(string container, string name, CancellationToken cancellationToken) =>
        await clients.Blobs.GetBlobContainerClient(container).GetBlobClient(Checked(container, name)).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    private static async Task<StoredFile?> Write(
        Stream next, string name, Func<Stream, CancellationToken, Task> write, Func<CancellationToken, Task> seal, BlockUpload upload, CancellationToken cancellationToken)
    {
        var clear = new ClearStream(next);
        try
        {
            await write(clear, cancellationToken);
            await seal(cancellationToken);
            return await upload.Complete(cancellationToken) ? new StoredFile(name, clear.Written, clear.Sha256()) : null;
        }
        finally
        {
            clear.Release();
        }
    }

    private static bool IsRaw(string container) => container == ContainerNames.BankInbox;

    private static string Checked(string container, string name) => IsRaw(container) ? BlobName.CheckForeign(name) : BlobName.Check(name);

    private static string Place(string container, string name) => $"{container}/{name}";
}
