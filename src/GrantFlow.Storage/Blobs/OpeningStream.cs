using System.Security.Cryptography;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Blobs;

/// <summary>Opens a sealed file chunk by chunk; no byte of a chunk is handed out before its tag was found right.</summary>
internal sealed class OpeningStream(FileSeal seal, Stream input, string place) : AsyncStream
{
    private readonly byte[] _clear = new byte[FileSeal.ChunkBytes];
    private byte[] _chunk = new byte[FileSeal.ChunkBytes + FileSeal.TagBytes];
    private byte[] _next = new byte[FileSeal.ChunkBytes + FileSeal.TagBytes];
    private int _nextLength = -1;
    private int _start;
    private int _end;
    private uint _number;
    private bool _ended;
    private bool _broken;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _end && !_ended && !buffer.IsEmpty)
        {
            await Open(cancellationToken);
        }

        var part = Math.Min(buffer.Length, _end - _start);
        _clear.AsMemory(_start, part).CopyTo(buffer);
        _start += part;
        return part;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await input.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_clear);
        _start = _end;
        if (disposing)
        {
            input.Dispose();
            seal.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task Open(CancellationToken cancellationToken)
    {
        if (_broken)
        {
            throw FileSeal.Altered(place, null);
        }

        var length = _nextLength >= 0 ? _nextLength : await input.ReadAtLeastAsync(_next, _next.Length, false, cancellationToken);
        (_chunk, _next) = (_next, _chunk);
        // Which chunk is the last is known only when nothing follows it.
        _nextLength = length < _chunk.Length ? 0 : await input.ReadAtLeastAsync(_next, _next.Length, false, cancellationToken);
        var last = _nextLength == 0;
        if (length < FileSeal.TagBytes)
        {
            _broken = true;
            throw FileSeal.Altered(place, null);
        }

        try
        {
            seal.Open(_number, last, _chunk.AsSpan(0, length), _clear);
        }
        catch (CryptographicException error)
        {
            _broken = true;
            throw FileSeal.Altered(place, error);
        }

        (_start, _end, _ended) = (0, length - FileSeal.TagBytes, last);
        _number = checked(_number + 1);
    }
}
