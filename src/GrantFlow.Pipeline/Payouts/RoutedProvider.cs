using GrantFlow.Domain.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Payouts;

/// <summary>Hands every payment to the provider of its route: bank, wallet or desk.</summary>
/// <param name="providers">Holds one <see cref="IPayoutProvider"/> under each <see cref="RouteKind"/>.</param>
public sealed class RoutedProvider(IServiceProvider providers) : IPayoutProvider
{
    /// <inheritdoc/>
    public Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken) => For(instruction.Request).Pay(instruction, cancellationToken);

    /// <inheritdoc/>
    public Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken) => For(request).Stop(request, cancellationToken);

    /// <inheritdoc/>
    public Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken) => For(request).Find(request, cancellationToken);

    private IPayoutProvider For(PayoutRequest request) => providers.GetRequiredKeyedService<IPayoutProvider>(request.Route.Kind);
}
