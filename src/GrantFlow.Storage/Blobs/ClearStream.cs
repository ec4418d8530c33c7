using System.Security.Cryptography;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Blobs;

/// <summary>Counts and hashes what is written, and hands it on. Whoever writes may close it: the file is complete only when its writer has returned.</summary>
internal sealed class ClearStream(Stream next) : AsyncStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>Bytes so far.</summary>
    public long Written { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hash.AppendData(buffer.Span);
        Written += buffer.Length;
        await next.WriteAsync(buffer, cancellationToken);
    }

    /// <summary>SHA-256 of all that was written.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Frees the hash.</summary>
    public void Release() => _hash.Dispose();
}
