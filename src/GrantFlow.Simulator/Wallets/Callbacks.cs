using System.Net.Http.Json;

namespace GrantFlow.Simulator.Wallets;

/// <summary>Tells callers what became of their requests, as scripted: once, several times, or never. Whether they listen makes no difference.</summary>
internal sealed class Callbacks(WalletBook book, HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Before the request is even answered.</summary>
    public Task Early(WalletPayment payment) => Send(payment);

    /// <summary>Brings the end about a moment later, and says so.</summary>
    public async Task Later(WalletPayment payment)
    {
        for (var sent = 0; sent < payment.Script.Callbacks; sent++)
        {
            await Task.Delay(Pause, time);
            book.Change(payment, payment.End);
            await Send(payment);
        }
    }

    /// <summary>Sends a paid payment back a moment later, and says so where callbacks are not lost.</summary>
    public async Task Reverse(WalletPayment payment)
    {
        await Task.Delay(Pause, time);
        book.Change(payment, payment.Reverse);
        if (payment.Script.Callbacks > 0)
        {
            await Send(payment);
        }
    }

    private async Task Send(WalletPayment payment)
    {
        if (payment.Callback is not { } address)
        {
            return;
        }

        using var message = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create((object)(payment.Status == "failed" ? payment.Script.Fails! : payment.Transaction())) };
        message.Headers.Add("X-CorrelationID", payment.Correlation);
        try
        {
            using var answer = await http.SendAsync(message);
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
            // A callback that nobody hears is lost.
        }
    }
}
