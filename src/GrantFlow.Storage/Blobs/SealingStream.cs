using System.Security.Cryptography;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Blobs;

/// <summary>Seals what is written, chunk by chunk, and writes it on.</summary>
internal sealed class SealingStream(FileSeal seal, Stream output) : AsyncStream
{
    private readonly byte[] _clear = new byte[FileSeal.ChunkBytes];
    private readonly byte[] _sealed = new byte[FileSeal.ChunkBytes + FileSeal.TagBytes];
    private int _filled;
    private uint _number;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>Writes the head; the first thing to do.</summary>
    public ValueTask Begin(CancellationToken cancellationToken) => output.WriteAsync(seal.Head, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            // Only once more follows is a full chunk not the last.
            if (_filled == _clear.Length)
            {
                await Chunk(last: false, cancellationToken);
            }

            var part = Math.Min(buffer.Length, _clear.Length - _filled);
            buffer[..part].CopyTo(_clear.AsMemory(_filled));
            _filled += part;
            buffer = buffer[part..];
        }
    }

    /// <summary>Writes the last chunk.</summary>
    public Task Complete(CancellationToken cancellationToken) => Chunk(last: true, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_clear);
        base.Dispose(disposing);
    }

    private async Task Chunk(bool last, CancellationToken cancellationToken)
    {
        seal.Seal(_number, last, _clear.AsSpan(0, _filled), _sealed);
        await output.WriteAsync(_sealed.AsMemory(0, _filled + FileSeal.TagBytes), cancellationToken);
        _filled = 0;
        _number = checked(_number + 1);
    }
}
