using System.Security.Cryptography;
using System.Text;

namespace GrantFlow.Storage.Protection;

/// <summary>Wraps data keys under a key in the settings. For a developer's machine: who reads the settings reads everybody.</summary>
public sealed class LocalKeyWrap : IKeyWrap
{
    /// <summary>Bytes of the wrapping key.</summary>
    public const int KeyBytes = Sealed.KeyBytes;

    private static readonly byte[] Context = Encoding.UTF8.GetBytes("GrantFlow data key");

    private readonly byte[] _key;

    private readonly string _keyId;

    /// <param name="key">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public LocalKeyWrap(byte[] key)
    {
        if (key.Length != KeyBytes)
        {
            throw new ArgumentException($"A local key has {KeyBytes} bytes, this one has {key.Length}.", nameof(key));
        }

        _key = key;
        // Tells keys apart without giving one away.
        _keyId = "local:" + Convert.ToHexStringLower(HMACSHA256.HashData(key, "key id"u8))[..16];
    }

    /// <inheritdoc/>
    public Task<WrappedKey> Wrap(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken) =>
        Task.FromResult(new WrappedKey(_keyId, Sealed.Seal(_key, dataKey.Span, Context)));

    /// <inheritdoc/>
    public Task<byte[]> Unwrap(WrappedKey wrapped, CancellationToken cancellationToken)
    {
        if (wrapped.KeyId != _keyId)
        {
            throw new ProtectionException($"The data key was wrapped by key '{wrapped.KeyId}', but {ProtectionSettings.LocalKeySetting} is key '{_keyId}': restore the key it was wrapped with, or start with fresh data.");
        }

        try
        {
            return Task.FromResult(Sealed.Open(_key, wrapped.Bytes, Context));
        }
        catch (CryptographicException error)
        {
            throw new ProtectionException($"The data key that key '{_keyId}' wrapped has been altered.", error);
        }
    }
}
