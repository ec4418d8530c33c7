using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Statements;

/// <summary>Whoever reads here also writes: a file is kept while it is looked through.</summary>
internal sealed class CopyingStream(Stream from, Stream to) : AsyncStream
{
    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await from.ReadAsync(buffer, cancellationToken);
        await to.WriteAsync(buffer[..count], cancellationToken);
        return count;
    }
}
