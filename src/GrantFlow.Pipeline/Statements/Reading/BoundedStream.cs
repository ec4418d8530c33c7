using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>Reads on to a bound and no further. What was looked at first is read again.</summary>
/// <param name="head">The first bytes, taken from <paramref name="rest"/> before.</param>
/// <param name="rest">What follows.</param>
internal sealed class BoundedStream(ReadOnlyMemory<byte> head, Stream rest) : AsyncStream
{
    private ReadOnlyMemory<byte> _head = head;
    private long _read = head.Length;

    public override bool CanRead => true;

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
}
