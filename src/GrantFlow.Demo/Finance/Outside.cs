using System.Globalization;
using System.Net.Http.Json;
using GrantFlow.Demo.Api;

namespace GrantFlow.Demo.Finance;

/// <summary>Bank and wallet provider: the simulator, a process of its own.</summary>
internal sealed class Outside(Uri simulator) : IDisposable
{
    /// <summary>The bank changes money at a rate of its own, which is a little dearer than the day's.</summary>
    private const decimal Spread = 1.004m;

    private readonly HttpClient _http = new() { BaseAddress = simulator, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Brings a payment file to the bank and takes one of its answers home.</summary>
    public async Task<byte[]> AskBank(string answer, byte[] paymentFile, CancellationToken cancellationToken)
    {
        var rates = string.Join('&', ExchangeRates.PerEuro.Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Key}={decimal.Round(Spread / rate.Value, 10)}")));
        using var content = new ByteArrayContent(paymentFile);
        using var response = await _http.PostAsync(new Uri($"/bank/{answer}?{rates}", UriKind.Relative), content, cancellationToken);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new DemoException($"The bank answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>What the wallet provider paid and took back.</summary>
    public async Task<IReadOnlyList<WalletLine>> WalletStatement(CancellationToken cancellationToken) =>
        await _http.GetFromJsonAsync<IReadOnlyList<WalletLine>>("/statement", Json.Options, cancellationToken) ?? [];

    public void Dispose() => _http.Dispose();
}
