using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a functions app. The stand-in composes services like the real one; only starting its host is refused.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder
{
    private readonly HostApplicationBuilder _builder;

    internal FunctionsApplicationBuilder(string[] args)
    {
        _builder = Host.CreateApplicationBuilder(args);
        _builder.Configuration.AddEnvironmentVariables();
    }

    /// <inheritdoc />
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_builder).Properties;

    /// <inheritdoc cref="IHostApplicationBuilder.Configuration" />
    public ConfigurationManager Configuration => _builder.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <inheritdoc />
    public IHostEnvironment Environment => _builder.Environment;

    /// <inheritdoc />
    public ILoggingBuilder Logging => _builder.Logging;

    /// <inheritdoc />
    public IMetricsBuilder Metrics => _builder.Metrics;

    /// <inheritdoc cref="IHostApplicationBuilder.Services" />
    public IServiceCollection Services => _builder.Services;

    /// <summary>Builds the app's host. Its services can be used; starting it throws <see cref="InvalidOperationException"/>.</summary>
    public IHost Build()
    {
        // First, so that the reason is said before any other service of the app starts.
        _builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, RefuseToStart>());
        return _builder.Build();
    }

    /// <inheritdoc />
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => _builder.ConfigureContainer(factory, configure);

    private sealed class RefuseToStart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException(
            "This build uses a stand-in for Microsoft.Azure.Functions.Worker, which cannot run under the Functions host. "
            + "Run the local host instead (dotnet run dev.cs -- up), or build with the real packages (GRANTFLOW_PACKAGES=real).");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
