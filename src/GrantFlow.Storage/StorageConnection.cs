using Microsoft.Extensions.Configuration;

namespace GrantFlow.Storage;

/// <summary>
/// Where the storage account is, from the setting <c>GrantFlowStorage</c>: either one value, a connection string, or a section with
/// <c>blobServiceUri</c>, <c>queueServiceUri</c>, <c>tableServiceUri</c>, and the identity to use (<c>credential</c>, <c>clientId</c>), as the Functions host reads it too.
/// </summary>
public sealed class StorageConnection
{
    /// <summary>The setting's name, and the connection's name in queue triggers.</summary>
    public const string Setting = "GrantFlowStorage";

    private const string ManagedIdentity = "managedidentity";

    private StorageConnection()
    {
    }

    /// <summary>A connection string with the blob, table and queue endpoints; null when an identity is used. It holds the account's key.</summary>
    public string? ConnectionString { get; private init; }

    /// <summary>The blob service's address; null with a connection string.</summary>
    public Uri? BlobService { get; private init; }

    /// <summary>The queue service's address; null with a connection string.</summary>
    public Uri? QueueService { get; private init; }

    /// <summary>The table service's address; null with a connection string.</summary>
    public Uri? TableService { get; private init; }

    /// <summary>Whether only a managed identity may be used, not the identity of a developer or a build agent.</summary>
    public bool OnlyManagedIdentity { get; private init; }

    /// <summary>The client id of a user-assigned identity.</summary>
    public string? ClientId { get; private init; }

    /// <summary>A connection by connection string.</summary>
    public static StorageConnection Of(string connectionString) => new() { ConnectionString = connectionString };

    /// <summary>Reads the connection.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static StorageConnection Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Setting);
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            return Of(section.Value);
        }

        if (!section.GetChildren().Any())
        {
            throw new InvalidOperationException(
                $"The setting {Setting} is missing: set it to a storage connection string, or set {Setting}:blobServiceUri, {Setting}:queueServiceUri and {Setting}:tableServiceUri.");
        }

        var credential = section["credential"];
        if (!string.IsNullOrEmpty(credential) && !string.Equals(credential, ManagedIdentity, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"The setting {Setting}:credential is '{credential}': set it to '{ManagedIdentity}', or not at all.");
        }

        var clientId = section["clientId"];
        return new()
        {
            BlobService = Address(section, "blobServiceUri"),
            QueueService = Address(section, "queueServiceUri"),
            TableService = Address(section, "tableServiceUri"),
            ClientId = string.IsNullOrWhiteSpace(clientId) ? null : clientId,
            OnlyManagedIdentity = !string.IsNullOrEmpty(credential) || !string.IsNullOrWhiteSpace(clientId),
        };
    }

    private static Uri Address(IConfigurationSection section, string name)
    {
        var text = section[name];
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException($"The setting {Setting}:{name} is missing: set it to the service's address, such as https://<account>.<service>.core.windows.net.");
        }

        // A token must not travel in clear text.
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new InvalidOperationException($"The setting {Setting}:{name} is '{text}': set it to an address that starts with https://.");
    }
}
