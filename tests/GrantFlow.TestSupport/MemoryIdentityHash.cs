using System.Security.Cryptography;
using System.Text;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.TestSupport;

/// <summary><see cref="IIdentityHash"/> under a key that everybody knows.</summary>
public sealed class MemoryIdentityHash : IIdentityHash
{
    /// <inheritdoc/>
    public string Of(string normalisedIdentity) =>
        Convert.ToHexStringLower(HMACSHA256.HashData("a key for tests only"u8, Encoding.UTF8.GetBytes(normalisedIdentity)));
}
