using System.Security.Cryptography;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Suppliers;

/// <summary>A file on its way in: hashed as it is read, and no longer than it may be.</summary>
internal sealed class CountedStream(Stream inner, long most) : AsyncStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <summary>Of all that was read.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..read]);
        _read += read;
        return _read <= most ? read : throw new UnreadableListException($"The list is over {most / (1024 * 1024)} MiB.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
