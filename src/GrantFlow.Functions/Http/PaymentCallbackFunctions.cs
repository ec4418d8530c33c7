using System.Globalization;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>Where providers say that there is news of a payment. What they say is not read: the provider is asked.</summary>
public sealed class PaymentCallbackFunctions(CallbackToken tokens, CallbackInbox inbox, ILogger<PaymentCallbackFunctions> log)
{
    private const int LongestToken = 128;

    /// <summary>Takes a hint. The token in the path is the payment's own; whoever does not have it hears nothing, not even whether there is such a payment.</summary>
    [Function("HearOfPayment")]
    public async Task<IResult> Hear(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", "post", Route = "payments/callbacks/{payment}/{attempt}/{token}")] HttpRequest request,
        string payment,
        string attempt,
        string token,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(token);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (!PaymentId.TryParse(payment, out var id)
            || !int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || token.Length > LongestToken
            || !tokens.Fits(id, number, token))
        {
            return Problems.NotFound("There is nothing here.");
        }

        try
        {
            await inbox.Hear(id, number, cancellationToken);
            return Results.NoContent();
        }
        catch (DependencyException away)
        {
            return Problems.Unavailable(request, away);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The hint is lost and nothing else: the payment is asked after anyway.
            log.LogError(failure, "A callback for payment {Payment}, attempt {Attempt}, was lost.", id, number);
            return Problems.Of("unexpected", "Something went wrong here", StatusCodes.Status500InternalServerError, "Try again, or leave it: the payment is asked after anyway.");
        }
    }
}
