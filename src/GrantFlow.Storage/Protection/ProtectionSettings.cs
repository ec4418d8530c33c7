using Azure.Core;
using Azure.Identity;
using GrantFlow.Pipeline.Outages;
using Microsoft.Extensions.Configuration;

namespace GrantFlow.Storage.Protection;

/// <summary>
/// The keys that protect personal data: <c>Protection:IdentityHashKey</c>, and either <c>Protection:KeyId</c> (Key Vault) or, in Development only, <c>Protection:LocalKey</c>.
/// </summary>
public sealed class ProtectionSettings
{
    /// <summary>Setting: the Key Vault key that wraps data keys, such as https://vault.vault.azure.net/keys/people (with or without a version).</summary>
    public const string KeyIdSetting = "Protection:KeyId";

    /// <summary>Setting: 32 bytes as base64 that wrap data keys on a developer's machine.</summary>
    public const string LocalKeySetting = "Protection:LocalKey";

    /// <summary>Setting: 32 bytes or more as base64 under which identities are hashed. A new key forgets every identity known so far.</summary>
    public const string IdentityHashKeySetting = "Protection:IdentityHashKey";

    private readonly Uri? _keyId;

    private readonly byte[]? _localKey;

    private ProtectionSettings(Uri? keyId, byte[]? localKey, byte[] identityHashKey)
    {
        _keyId = keyId;
        _localKey = localKey;
        IdentityHashKey = identityHashKey;
    }

    internal byte[] IdentityHashKey { get; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">One is missing or wrong; the message names it and never quotes a key.</exception>
    public static ProtectionSettings Read(IConfiguration configuration)
    {
        var keyId = configuration[KeyIdSetting];
        var localKey = configuration[LocalKeySetting];
        var hashKey = Key(configuration, IdentityHashKeySetting, IdentityHash.MinKeyBytes, int.MaxValue, "32 bytes or more");
        return (string.IsNullOrWhiteSpace(keyId), string.IsNullOrWhiteSpace(localKey)) switch
        {
            (false, true) => new(KeyAddress(keyId!), null, hashKey),
            (true, false) => new(null, Key(configuration, LocalKeySetting, LocalKeyWrap.KeyBytes, LocalKeyWrap.KeyBytes, "32 bytes"), hashKey),
            (true, true) => throw new InvalidOperationException(
                $"The setting {KeyIdSetting} is missing: set it to the Key Vault key that protects personal data (or, in Development only, set {LocalKeySetting} to 32 bytes as base64)."),
            _ => throw new InvalidOperationException($"The settings {KeyIdSetting} and {LocalKeySetting} are both set: remove one, so that it is clear which key protects personal data."),
        };
    }

    /// <summary>The key wrap these settings ask for.</summary>
    /// <param name="development">Whether the host runs in Development, the only place where a local key is accepted.</param>
    /// <param name="credential">The identity for Key Vault; the machine's default when null.</param>
    /// <param name="spells">Hears of it when Key Vault does not answer.</param>
    /// <exception cref="InvalidOperationException">A local key outside Development.</exception>
    public IKeyWrap CreateKeyWrap(bool development, TokenCredential? credential, Spells spells)
    {
        if (_keyId is not null)
        {
            return new KeyVaultKeyWrap(_keyId, credential ?? new DefaultAzureCredential(), KeyVaultKeyWrap.Patience(spells));
        }

        return development
            ? new LocalKeyWrap(_localKey!)
            : throw new InvalidOperationException($"The setting {LocalKeySetting} is refused outside Development: set {KeyIdSetting} to a Key Vault key instead.");
    }

    private static Uri KeyAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && KeyVaultKeyWrap.IsKey(address)
            ? address
            : throw new InvalidOperationException($"The setting {KeyIdSetting} is '{text}': set it to a Key Vault key identifier, such as https://<vault>.vault.azure.net/keys/<name>.");

    private static byte[] Key(IConfiguration configuration, string setting, int min, int max, string expected)
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException($"The setting {setting} is missing: set it to {expected} as base64.");
        }

        byte[] key;
        try
        {
            key = Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new InvalidOperationException($"The setting {setting} is not base64: set it to {expected} as base64.");
        }

        return key.Length >= min && key.Length <= max
            ? key
            : throw new InvalidOperationException($"The setting {setting} has {key.Length} bytes: set it to {expected} as base64.");
    }
}
