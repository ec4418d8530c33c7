using System.Buffers.Binary;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Blobs;

/// <summary>Writes a blob in blocks of 1 MiB. Nobody sees it before it is complete, and it never replaces another.</summary>
internal sealed class BlockUpload(BlockBlobClient blob) : AsyncStream
{
    private const int BlockBytes = 1024 * 1024;
    private const string WriterMark = "writer";

    // Block ids of writers at the same time must differ.
    private readonly byte[] _writer = RandomNumberGenerator.GetBytes(12);
    private readonly byte[] _block = new byte[BlockBytes];
    private readonly List<string> _blocks = [];
    private int _filled;

    private static readonly BlobRequestConditions NotThere = new() { IfNoneMatch = ETag.All };

    private Dictionary<string, string> Mark => new() { [WriterMark] = Convert.ToHexStringLower(_writer) };

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == _block.Length)
            {
                await Stage(cancellationToken);
            }

            var part = Math.Min(buffer.Length, _block.Length - _filled);
            buffer[..part].CopyTo(_block.AsMemory(_filled));
            _filled += part;
            buffer = buffer[part..];
        }
    }

    /// <summary>Makes the blob appear; false when there is one of that name.</summary>
    public async Task<bool> Complete(CancellationToken cancellationToken)
    {
        // The emulator takes blocks that a broken upload left behind for a blob: then what is short goes the long way too.
        if (_blocks.Count == 0 && await Try(Put, cancellationToken) is { } there)
        {
            return there;
        }

        await Stage(cancellationToken);
        return await Try(Commit, cancellationToken)
            ?? throw new InvalidOperationException($"The blob {blob.Uri.AbsolutePath} could not be written: storage says that it is there, and that it is not. Try again.");
    }

    private async Task Put(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(_block, 0, _filled, writable: false);
        await blob.UploadAsync(content, new BlobUploadOptions { Conditions = NotThere, Metadata = Mark }, cancellationToken);
    }

    private Task Commit(CancellationToken cancellationToken) =>
        blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions { Conditions = NotThere, Metadata = Mark }, cancellationToken);

    /// <summary>True when the blob is ours, false when it is another's, null when it was refused and there is none.</summary>
    private async Task<bool?> Try(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write(cancellationToken);
            return true;
        }
        catch (RequestFailedException error) when (error.Status is 409 or 412 || error.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            // Another writer's commit discards the blocks of this one. And the SDK asks again after a timeout: then the one that is there may be ours.
            return await IsOurs(cancellationToken);
        }
    }

    private async Task Stage(CancellationToken cancellationToken)
    {
        var id = new byte[_writer.Length + sizeof(int)];
        _writer.CopyTo(id, 0);
        BinaryPrimitives.WriteInt32BigEndian(id.AsSpan(_writer.Length), _blocks.Count);
        var name = Convert.ToBase64String(id);
        using var content = new MemoryStream(_block, 0, _filled, writable: false);
        await blob.StageBlockAsync(name, content, cancellationToken: cancellationToken);
        _blocks.Add(name);
        _filled = 0;
    }

    private async Task<bool?> IsOurs(CancellationToken cancellationToken)
    {
        try
        {
            var there = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return there.Value.Metadata.TryGetValue(WriterMark, out var writer) && writer == Mark[WriterMark];
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
    }
}
