using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Blobs;
using GrantFlow.Storage.Protection;
using GrantFlow.Storage.Queues;
using GrantFlow.Storage.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GrantFlow.Storage.Tests;

public sealed class StorageServicesTests
{
    private const string AccountKey = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";

    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    private static readonly Dictionary<string, string?> Local = new()
    {
        ["GrantFlowStorage"] = $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey={AccountKey};BlobEndpoint=http://127.0.0.1:3/a;QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:2/a;",
        ["Protection:LocalKey"] = Key,
        ["Protection:IdentityHashKey"] = Key,
    };

    private static readonly Dictionary<string, string?> Azure = new()
    {
        ["GrantFlowStorage:blobServiceUri"] = "https://account.blob.core.windows.net",
        ["GrantFlowStorage:queueServiceUri"] = "https://account.queue.core.windows.net",
        ["GrantFlowStorage:tableServiceUri"] = "https://account.table.core.windows.net",
        ["GrantFlowStorage:credential"] = "managedidentity",
        ["GrantFlowStorage:clientId"] = "11111111-2222-3333-4444-555555555555",
        ["Protection:KeyId"] = "https://vault.vault.azure.net/keys/people",
        ["Protection:IdentityHashKey"] = Key,
    };

    [Fact]
    public void A_developers_machine_uses_a_connection_string_and_a_local_key()
    {
        using var provider = Provider(Local, "Development");
        Assert.IsType<AzureTables>(provider.GetRequiredService<ITables>());
        Assert.IsType<AzureBlobs>(provider.GetRequiredService<IBlobs>());
        Assert.IsType<AzureQueues>(provider.GetRequiredService<IQueues>());
        Assert.IsType<PersonVault>(provider.GetRequiredService<IPersonVault>());
        Assert.IsType<IdentityHash>(provider.GetRequiredService<IIdentityHash>());
        Assert.IsType<LocalKeyWrap>(provider.GetRequiredService<IKeyWrap>());
        Assert.NotNull(provider.GetRequiredService<StorageSetup>());
        var clients = provider.GetRequiredService<StorageClients>();
        Assert.Equal("http://127.0.0.1:3/a", clients.Blobs.Uri.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:1/a", clients.Queues.Uri.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:2/a", clients.Tables.Uri.AbsoluteUri);
        Assert.Null(clients.Credential);
    }

    [Fact]
    public void Azure_uses_addresses_a_managed_identity_and_Key_Vault()
    {
        using var provider = Provider(Azure, "Production");
        Assert.IsType<KeyVaultKeyWrap>(provider.GetRequiredService<IKeyWrap>());
        Assert.NotNull(provider.GetRequiredService<StorageSetup>());
        var clients = provider.GetRequiredService<StorageClients>();
        Assert.Equal("https://account.blob.core.windows.net/", clients.Blobs.Uri.AbsoluteUri);
        Assert.Equal("https://account.queue.core.windows.net/", clients.Queues.Uri.AbsoluteUri);
        Assert.Equal("https://account.table.core.windows.net/", clients.Tables.Uri.AbsoluteUri);
        Assert.Equal("ManagedIdentityCredential", clients.Credential!.GetType().Name);
    }

    [Fact]
    public void Without_a_named_identity_the_developers_own_is_used()
    {
        using var provider = Provider(With(Azure, ("GrantFlowStorage:credential", null), ("GrantFlowStorage:clientId", null)), "Production");
        Assert.Equal("DefaultAzureCredential", provider.GetRequiredService<StorageClients>().Credential!.GetType().Name);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData(null)]
    public void A_local_key_is_refused_outside_Development_already_at_start(string? environment)
    {
        using var provider = Provider(Local, environment);
        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<StorageSetup>());
        Assert.Equal("The setting Protection:LocalKey is refused outside Development: set Protection:KeyId to a Key Vault key instead.", error.Message);
    }

    [Theory]
    [InlineData("GrantFlowStorage", null, "The setting GrantFlowStorage is missing: set it to a storage connection string, or set GrantFlowStorage:blobServiceUri, GrantFlowStorage:queueServiceUri and GrantFlowStorage:tableServiceUri.")]
    [InlineData("Protection:LocalKey", null, "The setting Protection:KeyId is missing: set it to the Key Vault key that protects personal data (or, in Development only, set Protection:LocalKey to 32 bytes as base64).")]
    [InlineData("Protection:LocalKey", "AAAA", "The setting Protection:LocalKey has 3 bytes: set it to 32 bytes as base64.")]
    [InlineData("Protection:LocalKey", "secret!", "The setting Protection:LocalKey is not base64: set it to 32 bytes as base64.")]
    [InlineData("Protection:IdentityHashKey", null, "The setting Protection:IdentityHashKey is missing: set it to 32 bytes or more as base64.")]
    [InlineData("Protection:IdentityHashKey", "AAAA", "The setting Protection:IdentityHashKey has 3 bytes: set it to 32 bytes or more as base64.")]
    [InlineData("Protection:KeyId", "https://vault.vault.azure.net/keys/people", "The settings Protection:KeyId and Protection:LocalKey are both set: remove one, so that it is clear which key protects personal data.")]
    public void A_wrong_local_setting_is_named(string setting, string? value, string expected) => Refused(With(Local, (setting, value)), expected);

    [Theory]
    [InlineData("GrantFlowStorage:blobServiceUri", null, "The setting GrantFlowStorage:blobServiceUri is missing: set it to the service's address, such as https://<account>.<service>.core.windows.net.")]
    [InlineData("GrantFlowStorage:queueServiceUri", null, "The setting GrantFlowStorage:queueServiceUri is missing: set it to the service's address, such as https://<account>.<service>.core.windows.net.")]
    [InlineData("GrantFlowStorage:tableServiceUri", "", "The setting GrantFlowStorage:tableServiceUri is missing: set it to the service's address, such as https://<account>.<service>.core.windows.net.")]
    [InlineData("GrantFlowStorage:tableServiceUri", "http://account.table.core.windows.net", "The setting GrantFlowStorage:tableServiceUri is 'http://account.table.core.windows.net': set it to an address that starts with https://.")]
    [InlineData("GrantFlowStorage:credential", "password", "The setting GrantFlowStorage:credential is 'password': set it to 'managedidentity', or not at all.")]
    [InlineData("Protection:KeyId", "people", "The setting Protection:KeyId is 'people': set it to a Key Vault key identifier, such as https://<vault>.vault.azure.net/keys/<name>.")]
    public void A_wrong_setting_in_Azure_is_named(string setting, string? value, string expected) => Refused(With(Azure, (setting, value)), expected);

    [Theory]
    [InlineData("nonsense")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=a;AccountKey={AccountKey}x!")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a")]
    public void A_connection_string_that_is_none_is_refused_without_showing_it(string text)
    {
        using var provider = Provider(With(Local, ("GrantFlowStorage", text)), "Development");
        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<StorageClients>());
        Assert.StartsWith("The setting GrantFlowStorage is not a storage connection string: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(AccountKey, error.ToString(), StringComparison.Ordinal);
    }

    private static void Refused(Dictionary<string, string?> settings, string expected)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Provider(settings, "Development"));
        Assert.Equal(expected, error.Message);
    }

    private static Dictionary<string, string?> With(Dictionary<string, string?> settings, params (string Name, string? Value)[] changes)
    {
        var changed = new Dictionary<string, string?>(settings);
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                changed.Remove(name);
            }
            else
            {
                changed[name] = value;
            }
        }

        return changed;
    }

    private static ServiceProvider Provider(Dictionary<string, string?> settings, string? environment)
    {
        var services = new ServiceCollection();
        if (environment is not null)
        {
            services.AddSingleton(Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment }).Environment);
        }

        return services.AddStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }
}
