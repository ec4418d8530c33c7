using System.Buffers;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Functions.Http.Exports;

/// <summary>
/// A stored file that is read forward only, as one whose length is known and that can be entered anywhere: what comes before is read and thrown away, a buffer at a time, when the first byte behind it
/// is asked for. It is enough to answer requests for a part of a file.
/// </summary>
/// <param name="content">The file from its beginning.</param>
/// <param name="length">Its length.</param>
public sealed class ForwardFile(Stream content, long length) : AsyncStream
{
    private long _read;
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + (origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => length });
        return _position = position >= _read ? position : throw new NotSupportedException("This file is read forward only.");
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read < _position)
        {
            await Skip(cancellationToken);
        }

        var count = await content.ReadAsync(buffer, cancellationToken);
        _position = _read += count;
        return count;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task Skip(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (_read < _position)
            {
                var count = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, _position - _read)), cancellationToken);
                _read += count > 0 ? count : throw new EndOfStreamException("The file is shorter than its length says.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
