using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Keys.Cryptography;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Protection;
using GrantFlow.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Storage.Tests.Protection;

/// <summary>The real Key Vault client, against a vault that speaks its REST interface and does the RSA itself.</summary>
public sealed class KeyVaultTests : IDisposable
{
    private static readonly byte[] DataKey = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    private readonly FakeKeyVault _vault = new();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task A_data_key_is_wrapped_and_unwrapped()
    {
        var wrap = Wrap("keys/people");
        var wrapped = await wrap.Wrap(DataKey, default);
        Assert.Equal("https://vault.vault.azure.net/keys/people/1", wrapped.KeyId);
        Assert.NotEqual(DataKey, wrapped.Bytes);
        Assert.Equal(DataKey, await Wrap("keys/people").Unwrap(wrapped, default));
        Assert.Contains("POST /keys/people/1/unwrapKey RSA-OAEP-256", _vault.Requests);
    }

    [Fact]
    public async Task A_data_key_remembers_its_version_when_the_key_is_rotated()
    {
        var old = await Wrap("keys/people").Wrap(DataKey, default);
        _vault.Rotate();
        var wrap = Wrap("keys/people");
        Assert.Equal("https://vault.vault.azure.net/keys/people/2", (await wrap.Wrap(DataKey, default)).KeyId);
        Assert.Equal(DataKey, await wrap.Unwrap(old, default));
    }

    [Fact]
    public async Task A_version_in_the_setting_pins_the_key_that_wraps()
    {
        _vault.Rotate();
        Assert.Equal("https://vault.vault.azure.net/keys/people/1", (await Wrap("keys/people/1").Wrap(DataKey, default)).KeyId);
    }

    [Theory]
    [InlineData("https://elsewhere.vault.azure.net/keys/people/1")]
    [InlineData("https://vault.vault.azure.net/keys/other/1")]
    [InlineData("https://vault.vault.azure.net:444/keys/people/1")]
    [InlineData("http://vault.vault.azure.net/keys/people/1")]
    [InlineData("local:0123456789abcdef")]
    [InlineData("")]
    public async Task Another_key_is_refused_before_anything_is_sent(string keyId)
    {
        var error = await Assert.ThrowsAsync<ProtectionException>(() => Wrap("keys/people").Unwrap(new WrappedKey(keyId, new byte[256]), default));
        Assert.Equal($"The data key was wrapped by key '{keyId}', which is no version of Protection:KeyId 'https://vault.vault.azure.net/keys/people'.", error.Message);
        Assert.Empty(_vault.Requests);
    }

    [Fact]
    public async Task A_disabled_version_is_named()
    {
        var wrapped = await Wrap("keys/people").Wrap(DataKey, default);
        _vault.Disabled = true;
        var error = await Assert.ThrowsAsync<ProtectionException>(() => Wrap("keys/people").Unwrap(wrapped, default));
        Assert.Equal(
            "Key 'https://vault.vault.azure.net/keys/people/1' does not unwrap a data key (403 Forbidden): check that this version is enabled and that the identity has the role Key Vault Crypto Service Encryption User.",
            error.Message);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_said_to_be_away_and_works_again_when_it_is_back()
    {
        var time = new ManualTime();
        var spells = new Spells(time, NullLogger<Spells>.Instance);
        var options = KeyVaultKeyWrap.Patience(spells);
        (options.Transport, options.Retry.MaxRetries) = (new HttpClientTransport(_vault), 0);
        var wrap = new KeyVaultKeyWrap(new Uri("https://vault.vault.azure.net/keys/people"), _vault.Credential, options);
        var wrapped = await wrap.Wrap(DataKey, default);

        _vault.Away = true;
        var away = await Assert.ThrowsAsync<DependencyException>(() => wrap.Unwrap(wrapped, default));
        Assert.Equal((Dependency.KeyVault, "Key Vault does not answer: 503."), (away.Dependency, away.Message));
        Assert.Equal(DataKey.Length, (await wrap.Wrap(DataKey, default)).Bytes.Length / 8);
        Assert.NotNull(spells.Of(Dependency.KeyVault));

        _vault.Away = false;
        time.Advance(Spells.Calm);
        Assert.Equal(DataKey, await wrap.Unwrap(wrapped, default));
        Assert.Null(spells.Of(Dependency.KeyVault));
    }

    [Theory]
    [InlineData("https://vault.vault.azure.net/secrets/people")]
    [InlineData("https://vault.vault.azure.net/")]
    [InlineData("http://vault.vault.azure.net/keys/people")]
    public void What_is_no_key_is_refused(string key) => Assert.Throws<ArgumentException>(() => new KeyVaultKeyWrap(new Uri(key), _vault.Credential));

    private KeyVaultKeyWrap Wrap(string key) =>
        new(new Uri("https://vault.vault.azure.net/" + key), _vault.Credential, new CryptographyClientOptions { Transport = new HttpClientTransport(_vault), Retry = { MaxRetries = 0 } });
}
