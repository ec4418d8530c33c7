using GrantFlow.Domain.Payout;

namespace GrantFlow.Pipeline.Payouts.Book;

/// <summary>Writes into the book how an attempt ended, as two people of finance found out: from then on another may follow it, or none ever does.</summary>
public sealed class PeoplesWord(PaymentBook book, TimeProvider time)
{
    private const string Why = "NARR: not paid, as finance found out";

    /// <summary>Writes it, once for each message; what the provider has answered since stays.</summary>
    internal async Task Write(PayoutRequest request, string message, PaymentOutcome ended, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var reason = ended == PaymentOutcome.Settled ? null : Why;
        var row = await book.Find(request.Payment, request.Attempt, cancellationToken)
            // One that never came this far is not to come here any more.
            ?? await book.Begin(PaymentAttempt.Of(request, ended, reason, now) with { ResolvedAt = now, Resolutions = [message] }, cancellationToken);
        if (row.Attempt != request.Attempt)
        {
            return;
        }

        await book.Change(row.Payment, row.Attempt, present =>
        {
            if (present.Resolutions?.Contains(message) == true)
            {
                return null;
            }

            var noted = present with { Resolutions = (present.Resolutions ?? []).Add(message) };
            return request.OverAnswer || present.Outcome is PaymentOutcome.Instructed or PaymentOutcome.Unknown
                // Who spoke over an answer has heard it: it is not asked for again.
                ? noted with { Outcome = ended, Reason = reason, ResolvedAt = request.OverAnswer ? null : now }
                : noted;
        }, cancellationToken);
    }
}
