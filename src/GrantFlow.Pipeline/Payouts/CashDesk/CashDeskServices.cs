using GrantFlow.Domain.Lifecycle;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Payouts.CashDesk;

/// <summary>Puts the cash desks together.</summary>
public static class CashDeskServices
{
    /// <summary>Adds the provider of the cash desk route.</summary>
    public static IServiceCollection AddCashDesk(this IServiceCollection services, CashDeskTerms terms) => services
        .AddSingleton(terms)
        .AddKeyedSingleton<IPayoutProvider, CashDeskProvider>(RouteKind.CashDesk);
}
