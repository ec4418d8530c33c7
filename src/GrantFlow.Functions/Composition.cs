using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using System.Globalization;
using GrantFlow.Functions.Http;
using GrantFlow.Functions.Http.CashDesk;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Functions.Http.Exports;
using GrantFlow.Functions.Security;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.BankFile;
using GrantFlow.Pipeline.Payouts.CashDesk;
using GrantFlow.Pipeline.Payouts.MobileMoney;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace GrantFlow.Functions;

/// <summary>Puts GrantFlow together, the same for every host.</summary>
public static class Composition
{
    /// <summary>Adds storage, pipeline, catalogue, provider and doors.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or not allowed here; the message names it.</exception>
    public static IHostApplicationBuilder AddGrantFlow(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddStorage(builder.Configuration);
        services.AddPipeline();
        var catalogue = CatalogueFiles.Read(Path.Combine(AppContext.BaseDirectory, "programmes"), Path.Combine(AppContext.BaseDirectory, "payments"));
        services.AddSingleton(catalogue);
        services.AddSingleton(BatchRulesFile.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "payments", BatchRulesFile.Name))));
        services.AddSingleton(AuthenticationSettings.Read(builder.Configuration, builder.Environment));
        services.AddSingleton<TokenReader>();
        services.AddSingleton<DevelopmentIssuer>();
        services.AddSingleton<Door>();
        services.AddSingleton<AskingDoor>();
        services.AddSingleton<CommandDoor>();
        services.AddSingleton<HouseholdDoor>();
        services.AddSingleton<BatchDoor>();
        services.AddSingleton<PeriodDoor>();
        services.AddSingleton<PeriodShown>();
        services.AddSingleton<AmendmentDoor>();
        services.AddSingleton<GrantDoor>();
        services.AddSingleton<JobDoor>();
        services.AddSingleton<ExportJobAnswer>();
        services.AddSingleton<PersonKeys>();
        services.AddSingleton<Http.Audit.AuditPack>();
        services.AddSingleton<VoucherDesk>();
        services.AddSingleton(ReadSupplierPolicy(builder.Configuration[Settings.SupplierListDays]));
        services.AddSingleton(IatiPublication.Read(builder.Configuration));
        services.AddHostedService<StorageStart>();
        return AddProvider(builder, catalogue);
    }

    private static SupplierPolicy ReadSupplierPolicy(string? days) =>
        string.IsNullOrEmpty(days) ? new SupplierPolicy(null)
        : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= 366 ? new SupplierPolicy(most)
        : throw new InvalidOperationException($"The setting {Settings.SupplierListDays} is '{days}': set it to a number of days from 1 to 366, or leave it out where suppliers need not be registered.");

    private static IHostApplicationBuilder AddProvider(IHostApplicationBuilder builder, Catalogue catalogue)
    {
        switch (builder.Configuration[Settings.PayoutProvider])
        {
            case "sandbox":
                builder.Services.AddSingleton<IPayoutProvider, SandboxProvider>();
                builder.Services.AddSingleton(new PayoutPolicy(InBatches: false));
                break;
            case "routes":
                builder.Services.AddSingleton<IPayoutProvider, RoutedProvider>();
                builder.Services.AddSingleton(new PayoutPolicy(InBatches: true));
                builder.Services.AddCashDesk(CashDeskTerms.Read(builder.Configuration[CashDeskTerms.ValidDaysSetting]));
                builder.Services.AddMobileMoney(MobileMoneySettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
                builder.Services.AddSingleton(OrderingPartySettings.Read(builder.Configuration, catalogue));
                builder.Services.AddKeyedSingleton<IPayoutProvider, BankFileProvider>(RouteKind.BankAccount);
                builder.Services.AddSingleton<IBankFileWriter, BankFileWriter>();
                break;
            case var other:
                throw new InvalidOperationException($"The setting {Settings.PayoutProvider} is '{other}': set it to 'routes', which pays by bank, wallet and cash desk, or to 'sandbox', which moves no money.");
        }

        return builder;
    }

    /// <summary>Creates tables and queues before the first message is taken.</summary>
    private sealed class StorageStart(StorageSetup setup) : IHostedLifecycleService
    {
        // Starting comes before any service's start: the Functions worker opens its stream in its own.
        public Task StartingAsync(CancellationToken cancellationToken) => setup.EnsureCreated(cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
