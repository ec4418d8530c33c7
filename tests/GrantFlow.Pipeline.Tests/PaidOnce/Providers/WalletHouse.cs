using System.Net;
using System.Text.RegularExpressions;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.MobileMoney;
using GrantFlow.Pipeline.Payouts.MobileMoney.Api;
using GrantFlow.Pipeline.Tests.MobileMoney;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Simulator;
using GrantFlow.Simulator.Wallets;
using GrantFlow.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Tests.PaidOnce.Providers;

/// <summary>The simulated provider behind a socket of its own, in this process and on the walk's clock, so that a seed is one walk. What it calls back is kept until the walk brings it.</summary>
internal sealed class WalletHouse : IHouse, IAsyncDisposable
{
    private static readonly MobileMoneyPatience Patience = WalletRun.Patience with { Try = TimeSpan.FromMilliseconds(500), FirstRetry = TimeSpan.FromMilliseconds(1) };

    private readonly WebApplication _provider;
    private readonly Kept _kept = new();

    private WalletHouse(WebApplication provider) => _provider = provider;

    /// <summary>Where the provider called back: addresses, as it has them from us.</summary>
    public IReadOnlyList<string> Callbacks => _kept.Addresses;

    public static async Task<WalletHouse> Open(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddSingleton(new SimulatorOptions()).AddSingleton(time);
        builder.Services.AddWallets();
        WalletHouse? house = null;
        builder.Services.AddSingleton(_ => new HttpClient(house!._kept));
        var provider = builder.Build();
        provider.MapWallets();
        house = new WalletHouse(provider);
        await provider.StartAsync();
        return house;
    }

    /// <summary>The product's own adapter, with a line to the provider on which calls are lost and hosts die.</summary>
    public void AddTo(IServiceCollection services, StorageWatch watch)
    {
        services.AddMobileMoney(new(new Uri(_provider.Urls.First()), "try-out", new Uri("http://127.0.0.1:9/")), Patience);
        services.AddHttpClient(MobileMoneyApi.Client).AddHttpMessageHandler(() => new Line(watch));
    }

    public int Live(PaymentId payment) => Paid(payment);

    public int Paid(PaymentId payment) => Lines(payment).Sum(line => line.Kind == "reversal" ? -1 : 1);

    public long Statement(PaymentId payment) => Lines(payment).Sum(line => Money.Parse(line.Amount, Currency.Parse(line.Currency)).Minor * (line.Kind == "reversal" ? -1 : 1));

    /// <summary>The provider books each request once, and sends back once.</summary>
    public void CheckBooks() => Assert.All(Book.Statement().GroupBy(line => (line.CorrelationId, line.Kind)), lines => Assert.Single(lines));

    /// <summary>The payment and attempt of a callback, with its token.</summary>
    public static (PaymentId Payment, int Attempt, string Token) Read(string callback)
    {
        var match = Regex.Match(callback, "/callbacks/([^/]+)/([0-9]+)/([0-9a-f]+)$");
        return (PaymentId.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), match.Groups[3].Value);
    }

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    private WalletBook Book => _provider.Services.GetRequiredService<WalletBook>();

    private IEnumerable<Simulator.Wallets.StatementLine> Lines(PaymentId payment) => Book.Statement().Where(line => line.RequestingOrganisationTransactionReference == payment.Value);

    /// <summary>One call after the other, each at its turn: what is lost, or dies, does so before it arrives or after it was answered.</summary>
    private sealed class Line(StorageWatch watch) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var call = new StorageCall("wallet", request.Method.Method, request.RequestUri!.Segments[1].TrimEnd('/'));
            try
            {
                await watch.Before(call, cancellationToken);
                // Waited for here, so that other tasks of the walk do not run ahead by chance.
                var answer = base.SendAsync(request, cancellationToken).GetAwaiter().GetResult();
                answer.Content.LoadIntoBufferAsync(cancellationToken).GetAwaiter().GetResult();
                await watch.After(call, cancellationToken);
                return answer;
            }
            catch (MishapException) when (request.Method == HttpMethod.Post && !watch.Dead)
            {
                throw new HttpRequestException("The answer was lost on the line.");
            }
        }
    }

    private sealed class Kept : HttpMessageHandler
    {
        private readonly List<string> _addresses = [];

        public IReadOnlyList<string> Addresses
        {
            get
            {
                lock (_addresses)
                {
                    return [.. _addresses];
                }
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (_addresses)
            {
                _addresses.Add(request.RequestUri!.AbsoluteUri);
            }

            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }
    }
}
