namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>Reads on to a bound and no further. What was looked at first is read again.</summary>
/// <param name="head">The first bytes, taken from <paramref name="rest"/> before.</param>
/// <param name="rest">What follows.</param>
internal sealed class BoundedStream(ReadOnlyMemory<byte> head, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> _head = head;
    private long _read = head.Length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_head.Length > 0)
        {
            var first = Math.Min(_head.Length, buffer.Length);
            _head[..first].CopyTo(buffer);
            _head = _head[first..];
            return first;
        }

        var count = await rest.ReadAsync(buffer, cancellationToken);
        _read += count;
        return _read <= StatementLimits.Bytes ? count : throw StatementLimits.TooLarge();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read this without blocking.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
