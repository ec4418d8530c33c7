using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Payouts.MobileMoney.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace GrantFlow.Pipeline.Payouts.MobileMoney;

/// <summary>Puts the way to the mobile money provider together.</summary>
public static class MobileMoneyServices
{
    /// <summary>Adds the provider of the mobile money route.</summary>
    public static IServiceCollection AddMobileMoney(this IServiceCollection services, MobileMoneySettings settings, MobileMoneyPatience? patience = null)
    {
        var known = patience ?? new MobileMoneyPatience();
        services.AddSingleton(settings).AddSingleton(known).AddSingleton<MobileMoneyApi>();
        services.AddKeyedSingleton<IPayoutProvider, MobileMoneyProvider>(RouteKind.MobileMoney);
        services
            .AddHttpClient(MobileMoneyApi.Client, client =>
            {
                client.BaseAddress = settings.Provider;
                client.DefaultRequestHeaders.Add("X-API-Key", settings.ApiKey);
                // Each try has its own limit.
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .RedactLoggedHeaders(_ => true)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = known.Try, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            .AddResilienceHandler("patience", pipeline => Add(pipeline, known));
        return services;
    }

    private static void Add(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, MobileMoneyPatience patience)
    {
        // A network answers in its own time, whatever clock the rest goes by.
        pipeline.TimeProvider = TimeProvider.System;
        pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = patience.Retries,
                Delay = patience.FirstRetry,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = tried => ValueTask.FromResult(MayAskAgain(tried.Context, tried.Outcome)),
            })
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = patience.BreaksFrom,
                SamplingDuration = patience.Sampling,
                BreakDuration = patience.Break,
                ShouldHandle = tried => ValueTask.FromResult(IsTrouble(tried.Outcome)),
            })
            .AddTimeout(patience.Try);
    }

    /// <summary>A question changes nothing and is asked again. A request to pay is, only where it cannot have arrived: of any other the provider is asked first what it knows.</summary>
    private static bool MayAskAgain(ResilienceContext context, Outcome<HttpResponseMessage> outcome) =>
        context.GetRequestMessage()?.Method == HttpMethod.Get ? IsTrouble(outcome) : outcome.Exception is HttpRequestException failure && MobileMoneyApi.NeverLeft(failure);

    private static bool IsTrouble(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result: { } answer } => (int)answer.StatusCode >= 500,
        _ => false,
    };
}
