using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Export;

/// <summary>
/// Hands on what is written until it is broken, and swallows the rest: what packs or archives ends its file properly while it is put away, and half a file must not look whole. Closing it leaves
/// the other open, which is written asynchronously only: what comes otherwise (the last bytes of an archive's part) is kept until the next write or flush.
/// </summary>
public sealed class BreakingStream(Stream inner) : AsyncStream
{
    private readonly MemoryStream _kept = new();
    private bool _broken;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>From now on nothing goes out.</summary>
    public void Break() => _broken = true;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await SendKept(cancellationToken);
        if (!_broken)
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SendKept(cancellationToken);
        if (!_broken)
        {
            await inner.FlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _kept.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => _kept.Write(buffer);

    private async ValueTask SendKept(CancellationToken cancellationToken)
    {
        if (_kept.Length > 0 && !_broken)
        {
            await inner.WriteAsync(_kept.GetBuffer().AsMemory(0, (int)_kept.Length), cancellationToken);
        }

        _kept.SetLength(0);
    }
}
