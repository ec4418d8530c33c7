using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Simulator.Wallets;

/// <summary>A mobile money provider in the shape of the GSMA Mobile Money API 1.2: disbursements, their states, lost answers; and its statement.</summary>
internal static class WalletDoors
{
    public const int PollLimit = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly ErrorObject Duplicate = new("businessRule", "duplicateRequest", "This correlation id was used before.", 400);
    private static readonly ErrorObject TooMany = new("businessRule", "rateLimitError", "Too many requests.", 400);
    private static readonly ErrorObject Down = new("serviceUnavailable", "genericError", "Not available.", 503);
    private static readonly ErrorObject Broken = new("internal", "genericError", "Something went wrong.", 500);
    private static readonly ErrorObject Unknown = new("identification", "identifierError", "There is nothing by this id.", 404);
    private static readonly ErrorObject Stranger = new("authorisation", "clientAuthorisationError", "The key is not known.", 401);

    public static void AddWallets(this IServiceCollection services)
    {
        services.AddSingleton<WalletBook>();
        services.AddSingleton(_ => new HttpClient { Timeout = TimeSpan.FromSeconds(5) });
        services.AddSingleton<Callbacks>();
    }

    public static void MapWallets(this WebApplication simulator)
    {
        var provider = simulator.MapGroup("").AddEndpointFilter(async (call, next) =>
            call.HttpContext.Request.Headers["X-API-Key"] == call.HttpContext.RequestServices.GetRequiredService<SimulatorOptions>().ApiKey ? await next(call) : Error(Stranger));
        provider.MapPost("/transactions/type/disbursement", Disburse);
        provider.MapGet("/requeststates/{id}", State);
        provider.MapGet("/responses/{id}", Response);
        provider.MapGet("/transactions/{id}", Transaction);
        provider.MapGet("/heartbeat", () => Results.Json(new { ServiceStatus = "available" }, Json));
        simulator.MapGet("/statement", (WalletBook book) => Results.Json(book.Statement(), Json));
    }

    private static async Task<IResult> Disburse(HttpContext http, WalletBook book, Callbacks callbacks, SimulatorOptions options, TimeProvider time)
    {
        var correlation = http.Request.Headers["X-CorrelationID"].ToString();
        var request = await JsonSerializer.DeserializeAsync<TransactionRequest>(http.Request.Body, Json, http.RequestAborted);
        if (Wrong(correlation, request) is { } wrong)
        {
            return Error(wrong);
        }

        var wallet = request!.CreditParty!.First(party => party.Key == "msisdn").Value;
        var callback = Uri.TryCreate(http.Request.Headers["X-Callback-URL"], UriKind.Absolute, out var address) ? address : null;
        var script = book.ScriptFor(wallet, correlation);
        var number = book.Try(correlation);
        if (number <= script.Unavailable)
        {
            return Error(Down);
        }

        if (number <= script.Unavailable + script.RateLimited)
        {
            return Error(TooMany);
        }

        var loss = number == 1 ? script.Loss : Loss.None;
        switch (loss)
        {
            case Loss.ErrorBefore:
                return Error(Broken);
            case Loss.SilenceBefore:
                await Silence(http, options, time);
                return Error(Broken);
            case Loss.ErrorThenLate:
                _ = Late();
                return Error(Broken);
            default:
                break;
        }

        if (script.Refuses is { } refused)
        {
            return Error(refused);
        }

        if (book.TakeOn(correlation, request, wallet, callback) is not { } payment)
        {
            return Error(Duplicate);
        }

        if (script.EarlyCallback)
        {
            await callbacks.Early(payment);
        }

        _ = callbacks.Later(payment);
        if (loss == Loss.SilenceAfter)
        {
            await Silence(http, options, time);
        }

        return loss != Loss.None ? Error(Broken)
            : payment.IsPaid ? Results.Json(payment.Transaction(), Json, statusCode: 201)
            : Results.Json(payment.State(PollLimit), Json, statusCode: 202);

        async Task Late()
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), time);
            if (book.TakeOn(correlation, request, wallet, callback) is { } taken)
            {
                await callbacks.Later(taken);
            }
        }
    }

    private static IResult State(string id, WalletBook book)
    {
        if (book.ByServer(id) is not { Script.ForgetsRequest: false } payment)
        {
            return Error(Unknown);
        }

        if (payment.Status == "pending" && book.Try($"poll|{id}") > PollLimit)
        {
            return Error(TooMany);
        }

        book.Change(payment, payment.Ask);
        return Results.Json(payment.State(PollLimit), Json);
    }

    /// <summary>Leads to the payment once it is paid, else to the state of its request.</summary>
    private static IResult Response(string id, WalletBook book)
    {
        if (book.ByCorrelation(id) is not { } payment)
        {
            return Error(Unknown);
        }

        book.Change(payment, payment.Ask);
        return Results.Json(new ResponseLink(payment.Status is "pending" or "failed" ? $"/requeststates/{payment.Server}" : $"/transactions/{payment.Reference}"), Json);
    }

    private static IResult Transaction(string id, WalletBook book, Callbacks callbacks)
    {
        if (book.ByReference(id) is not { } payment)
        {
            return Error(Unknown);
        }

        var answer = payment.Transaction();
        if (payment.Read())
        {
            _ = callbacks.Reverse(payment);
        }

        return Results.Json(answer, Json);
    }

    private static ErrorObject? Wrong(string correlation, TransactionRequest? request) =>
        !Guid.TryParse(correlation, out _) ? new("validation", "formatError", "X-CorrelationID is no UUID.", 400)
        : request is not { Amount: { } amount, Currency.Length: 3, CreditParty: { } parties } || !parties.Any(party => party.Key == "msisdn" && party.Value is ['+', _, _, ..])
            ? new("validation", "mandatoryValueNotSupplied", "amount, currency and creditParty with msisdn are needed.", 400)
        : !decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value <= 0 ? new("validation", "formatError", "amount is no amount.", 400)
        : null;

    private static async Task Silence(HttpContext http, SimulatorOptions options, TimeProvider time)
    {
        try
        {
            await Task.Delay(options.Hang, time, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller has waited long enough.
        }
    }

    private static IResult Error(ErrorObject error) => Results.Json(error, Json, statusCode: error.Status);
}
