using Azure;
using Azure.Core;
using Azure.Security.KeyVault.Keys.Cryptography;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Protection;

/// <summary>
/// Wraps data keys with RSA-OAEP-256 under a Key Vault key, which never leaves the vault. The identity needs the key permissions get, wrapKey and unwrapKey
/// (role "Key Vault Crypto Service Encryption User"). The version that wrapped a data key is remembered with it, so the key can be rotated: old versions must stay enabled.
/// </summary>
public sealed class KeyVaultKeyWrap : IKeyWrap
{
    private readonly Uri _key;

    private readonly TokenCredential _credential;

    private readonly CryptographyClientOptions? _options;

    private readonly CryptographyClient _current;

    /// <param name="key">The key's identifier; without a version the newest one wraps.</param>
    /// <param name="credential">Who asks.</param>
    /// <param name="options">The SDK's options; its defaults when null.</param>
    /// <exception cref="ArgumentException">Not a key identifier.</exception>
    public KeyVaultKeyWrap(Uri key, TokenCredential credential, CryptographyClientOptions? options = null)
    {
        if (!IsKey(key))
        {
            throw new ArgumentException($"'{key}' is no Key Vault key identifier.", nameof(key));
        }

        _key = key;
        _credential = credential;
        _options = options;
        _current = Client(key);
    }

    /// <summary>The SDK's options with the patience of a host: somebody may be waiting at a door, and whoever waits in a queue comes again. A vault that does not answer is a <see cref="DependencyException"/>.</summary>
    public static CryptographyClientOptions Patience(Spells spells)
    {
        var options = new CryptographyClientOptions { Retry = { Mode = RetryMode.Exponential, MaxRetries = 3, Delay = TimeSpan.FromSeconds(0.3), MaxDelay = TimeSpan.FromSeconds(3), NetworkTimeout = TimeSpan.FromSeconds(10) } };
        options.AddPolicy(new OutagePolicy(Dependency.KeyVault, spells), HttpPipelinePosition.PerCall);
        return options;
    }

    /// <summary>Whether an address has the form https://vault/keys/name[/version].</summary>
    public static bool IsKey(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Segments is [_, "keys/", _] or [_, "keys/", _, _] && address.Query.Length == 0;

    /// <inheritdoc/>
    public async Task<WrappedKey> Wrap(ReadOnlyMemory<byte> dataKey, CancellationToken cancellationToken)
    {
        var result = await _current.WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, dataKey.ToArray(), cancellationToken);
        return new WrappedKey(result.KeyId, result.EncryptedKey);
    }

    /// <inheritdoc/>
    public async Task<byte[]> Unwrap(WrappedKey wrapped, CancellationToken cancellationToken)
    {
        // The id comes out of a table row: a token must not be sent to whatever address stands there.
        if (!Uri.TryCreate(wrapped.KeyId, UriKind.Absolute, out var version) || !IsKey(version) || !SameKey(version))
        {
            throw new ProtectionException($"The data key was wrapped by key '{wrapped.KeyId}', which is no version of {ProtectionSettings.KeyIdSetting} '{_key}'.");
        }

        try
        {
            var result = await Client(version).UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.Bytes, cancellationToken);
            return result.Key;
        }
        catch (RequestFailedException error) when (error.Status is 400 or 403 or 404)
        {
            throw new ProtectionException(
                $"Key '{wrapped.KeyId}' does not unwrap a data key ({error.Status} {error.ErrorCode}): check that this version is enabled and that the identity has the role Key Vault Crypto Service Encryption User.", error);
        }
    }

    private bool SameKey(Uri version) =>
        string.Equals(version.Authority, _key.Authority, StringComparison.OrdinalIgnoreCase)
        && string.Equals(version.Segments[2].TrimEnd('/'), _key.Segments[2].TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private CryptographyClient Client(Uri key) => _options is null ? new(key, _credential) : new(key, _credential, _options);
}
