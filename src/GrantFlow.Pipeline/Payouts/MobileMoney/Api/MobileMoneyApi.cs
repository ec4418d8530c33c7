using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace GrantFlow.Pipeline.Payouts.MobileMoney.Api;

/// <summary>Speaks with a provider in the words of the GSMA Mobile Money API 1.2, and says what its answers mean. Never logs a wallet.</summary>
internal sealed class MobileMoneyApi(IHttpClientFactory clients, MobileMoneyPatience patience, Spells spells)
{
    /// <summary>The HTTP client's name, with the provider's address, our key, and its patience.</summary>
    public const string Client = "mobile-money";

    private const int LongestAnswer = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Asks to pay a wallet. The correlation id makes asking twice the same as asking once.</summary>
    public async Task<WalletReply> Disburse(string correlation, Uri callback, Disbursement disbursement, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "transactions/type/disbursement") { Content = JsonContent.Create(disbursement, options: Json) };
        request.Headers.Add("X-CorrelationID", correlation);
        request.Headers.Add("X-Callback-URL", callback.AbsoluteUri);
        return await Send(request, body => body.TryGetProperty("serverCorrelationId", out _) ? OfState(Read<RequestState>(body)) : OfTransaction(Read<Transaction>(body)), cancellationToken);
    }

    /// <summary>How a request stands; where it is done, the payment.</summary>
    public async Task<WalletReply> State(string server, CancellationToken cancellationToken)
    {
        string? reference = null;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"requeststates/{Uri.EscapeDataString(server)}");
        var reply = await Send(
            request,
            body =>
            {
                var state = Read<RequestState>(body);
                reference = state.Status == "completed" ? state.ObjectReference : null;
                return OfState(state);
            },
            cancellationToken);
        return reply is WalletReply.Pending && reference is not null ? await Transaction(reference, cancellationToken) : reply;
    }

    /// <summary>What became of a request whose answer was lost.</summary>
    public async Task<WalletReply> Response(string correlation, CancellationToken cancellationToken)
    {
        string? link = null;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"responses/{Uri.EscapeDataString(correlation)}");
        var reply = await Send(
            request,
            body =>
            {
                link = Read<ResponseLink>(body).Link;
                return new WalletReply.Pending(null);
            },
            cancellationToken);

        // Only the end of the link is used: an answer never says which host we speak with.
        return link?.Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., var kind, var id]
            ? kind switch
            {
                "transactions" => await Transaction(id, cancellationToken),
                "requeststates" => await State(id, cancellationToken) is var state && state is WalletReply.Pending or WalletReply.Away ? new WalletReply.Pending(id) : state,
                _ => new WalletReply.Unclear("the link to a lost answer leads elsewhere"),
            }
            : reply;
    }

    /// <summary>The payment itself.</summary>
    public async Task<WalletReply> Transaction(string reference, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"transactions/{Uri.EscapeDataString(reference)}");
        return await Send(request, body => OfTransaction(Read<Transaction>(body)), cancellationToken);
    }

    private async Task<WalletReply> Send(HttpRequestMessage request, Func<JsonElement, WalletReply> read, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            client.MaxResponseContentBufferSize = LongestAnswer;
            using var answer = await client.SendAsync(request, cancellationToken);
            if ((int)answer.StatusCode < 500)
            {
                spells.Worked(Dependency.MobileMoney);
            }

            if (answer.IsSuccessStatusCode)
            {
                using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
                return body.RootElement.ValueKind == JsonValueKind.Object ? read(body.RootElement) : new WalletReply.Unclear("the provider's answer is no object");
            }

            return (int)answer.StatusCode >= 500
                ? Failing(new WalletReply.Unclear($"the provider answers {(int)answer.StatusCode}"), $"{(int)answer.StatusCode}")
                : OfError(request, answer.StatusCode, await Error(answer, cancellationToken));
        }
        catch (BrokenCircuitException)
        {
            return Failing(new WalletReply.Away("the provider failed too often and is left in peace", patience.Break), "it failed too often and is left in peace");
        }
        catch (HttpRequestException lost) when (NeverLeft(lost))
        {
            return Failing(new WalletReply.Away("the provider cannot be reached", patience.Away), "it cannot be reached");
        }
        catch (Exception lost) when (lost is HttpRequestException or TimeoutRejectedException or JsonException or IOException)
        {
            // Only the kind of failure: its text may hold what was sent.
            return Failing(new WalletReply.Unclear($"the provider's answer was lost ({lost.GetType().Name})"), $"its answer was lost ({lost.GetType().Name})");
        }
    }

    private WalletReply Failing(WalletReply reply, string why)
    {
        spells.Failed(Dependency.MobileMoney, new DependencyException(Dependency.MobileMoney, why));
        return reply;
    }

    /// <summary>There was no connection, so nothing can have arrived.</summary>
    internal static bool NeverLeft(HttpRequestException failure) => failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private WalletReply OfError(HttpRequestMessage request, HttpStatusCode status, ApiError? error) => (status, error?.ErrorCode?.ToUpperInvariant()) switch
    {
        (_, "DUPLICATEREQUEST") => new WalletReply.Duplicate(),
        (_, "RATELIMITERROR") or (HttpStatusCode.TooManyRequests, _) => new WalletReply.Away("the provider asks for fewer requests", patience.Away),
        (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, not "REQUESTDECLINED") => new WalletReply.Away("the provider does not know our key", patience.Locked),
        (HttpStatusCode.NotFound, _) when request.Method == HttpMethod.Get => new WalletReply.NotKnown(),
        _ when request.Method == HttpMethod.Get => new WalletReply.Unclear($"the provider answers {(int)status} to a question"),
        // No error of this API: something between us and the provider answered.
        (_, null) => new WalletReply.Away($"something other than the provider answers {(int)status}", patience.Locked),
        _ => new WalletReply.Failed(ErrorReasons.Of(error!.ErrorCode)),
    };

    /// <summary>A request that is done is still to be asked after: what was paid stands in its payment.</summary>
    private static WalletReply OfState(RequestState state) => state switch
    {
        { Status: "failed" } => new WalletReply.Failed(ErrorReasons.Of(state.ErrorReference?.ErrorCode)),
        { Status: "pending" } or { Status: "completed", ObjectReference: not null } => new WalletReply.Pending(state.ServerCorrelationId),
        _ => new WalletReply.Unclear("the provider answers with a state that is none"),
    };

    private static WalletReply OfTransaction(Transaction transaction) => transaction switch
    {
        { TransactionStatus: null } or { TransactionReference: null } => new WalletReply.Unclear("the provider answers with a payment that is none"),
        { IsCompleted: true } or { IsReversed: true } => new WalletReply.Done(transaction),
        { TransactionStatus: "failed" } => new WalletReply.Failed(ErrorReasons.Of(null)),

        // The standard leaves the other names to the provider: none of them is an end that we know.
        _ => new WalletReply.Pending(null),
    };

    private static T Read<T>(JsonElement body) => body.Deserialize<T>(Json) ?? throw new JsonException("null");

    private static async Task<ApiError?> Error(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<ApiError>(Json, cancellationToken);
        }
        catch (Exception none) when (none is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }
}
