using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Storage.Blobs;
using GrantFlow.Storage.Protection;
using GrantFlow.Storage.Queues;
using GrantFlow.Storage.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Storage;

/// <summary>Puts the stores into a host.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds <see cref="ITables"/>, <see cref="IQueues"/>, <see cref="IBlobs"/>, <see cref="IPersonVault"/>, <see cref="IIdentityHash"/>, <see cref="StorageSetup"/> and <see cref="StorageClients"/>.
    /// Settings: <see cref="StorageConnection.Setting"/> and those of <see cref="ProtectionSettings"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = StorageConnection.Read(configuration);
        var protection = ProtectionSettings.Read(configuration);

        services.TryAddSingleton(provider => new Spells(provider.GetService<TimeProvider>() ?? TimeProvider.System, provider.GetService<ILogger<Spells>>() ?? NullLogger<Spells>.Instance));
        services.AddSingleton(provider => StorageClients.Create(connection, provider.GetRequiredService<Spells>()));
        services.AddSingleton<ITables>(provider => new AzureTables(provider.GetRequiredService<StorageClients>().Tables));
        services.AddSingleton<IQueues, AzureQueues>();
        services.AddSingleton<IBlobs, AzureBlobs>();
        services.AddSingleton<IIdentityHash>(new IdentityHash(protection.IdentityHashKey));
        services.AddSingleton(provider => protection.CreateKeyWrap(
            provider.GetService<IHostEnvironment>()?.IsDevelopment() ?? false,
            provider.GetRequiredService<StorageClients>().Credential,
            provider.GetRequiredService<Spells>()));
        services.AddSingleton<IPersonVault, PersonVault>();
        services.AddSingleton(provider =>
        {
            // A key that may not be used stops the host at its start, not at the first person.
            provider.GetRequiredService<IKeyWrap>();
            return new StorageSetup(provider.GetRequiredService<StorageClients>());
        });
        return services;
    }
}
