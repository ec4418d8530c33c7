using System.Security.Cryptography;
using System.Text;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Protection;

/// <summary><see cref="IIdentityHash"/> as HMAC-SHA-256: without the key, document numbers and birth dates are too few to hide behind a plain hash.</summary>
public sealed class IdentityHash : IIdentityHash
{
    /// <summary>Bytes of the shortest key.</summary>
    public const int MinKeyBytes = 32;

    private readonly byte[] _key;

    /// <param name="key">32 bytes or more.</param>
    /// <exception cref="ArgumentException">A shorter key.</exception>
    public IdentityHash(byte[] key)
    {
        if (key.Length < MinKeyBytes)
        {
            throw new ArgumentException($"An identity hash key has {MinKeyBytes} bytes or more, this one has {key.Length}.", nameof(key));
        }

        _key = key;
    }

    /// <inheritdoc/>
    public string Of(string normalisedIdentity)
    {
        ArgumentException.ThrowIfNullOrEmpty(normalisedIdentity);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(normalisedIdentity)));
    }
}
