namespace GrantFlow.Storage.Protection;

/// <summary>A data key that only the holder of another key can read.</summary>
/// <param name="KeyId">Which key, and which version of it, wrapped the data key.</param>
/// <param name="Bytes">The wrapped data key.</param>
public sealed record WrappedKey(string KeyId, byte[] Bytes);

/// <summary>Wraps data keys under a key that never leaves its place.</summary>
public interface IKeyWrap
{
    /// <summary>Wraps a data key.</summary>
    Task<WrappedKey> Wrap(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken);

    /// <summary>The data key in clear; the caller wipes it after use.</summary>
    /// <exception cref="ProtectionException">It was wrapped by another key, or altered.</exception>
    Task<byte[]> Unwrap(WrappedKey wrapped, CancellationToken cancellationToken);
}

/// <summary>Personal data cannot be read: the wrong key, or altered bytes. The message names the row and never the data.</summary>
public sealed class ProtectionException(string message, Exception? cause = null) : Exception(message, cause);
