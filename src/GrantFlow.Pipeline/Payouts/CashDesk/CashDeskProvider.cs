using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Payouts.Book;

namespace GrantFlow.Pipeline.Payouts.CashDesk;

/// <summary>Has money wait at the desk of a country office until it is collected or lapses. The row in the book decides which of the two it was, once.</summary>
internal sealed class CashDeskProvider(PaymentBook book, CashDeskTerms terms, TimeProvider time) : IPayoutProvider
{
    /// <summary>Why money went back (ISO 20022: narrative).</summary>
    public const string Expired = "NARR: voucher expired";

    private const string Stopped = "stopped before it was paid";

    /// <summary>A message cannot wait longer than a week in its queue.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(6);

    /// <inheritdoc/>
    public async Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var begun = PaymentAttempt.Of(instruction.Request, PaymentOutcome.Instructed, null, now) with { ExpiresAt = now + terms.Valid };
        return Answer(await book.Begin(begun, cancellationToken), instruction.Request.Attempt);
    }

    /// <summary>Where its person withdrew, also what waits at the desk is stopped: it is ours until somebody collects it. The row decides which of the two came first; a stopped one's voucher is void.</summary>
    public async Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken)
    {
        var present = await book.Begin(PaymentAttempt.Of(request, PaymentOutcome.Failed, Stopped, time.GetUtcNow()), cancellationToken);
        return Answer(
            request.Stops && present.Attempt == request.Attempt && present.Outcome == PaymentOutcome.Instructed
                ? await book.Change(
                    present.Payment, present.Attempt, row => row.Outcome == PaymentOutcome.Instructed ? row with { Outcome = PaymentOutcome.Failed, Reason = Stopped } : null, cancellationToken)
                : present,
            request.Attempt);
    }

    /// <inheritdoc/>
    public async Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken)
    {
        if (await book.Find(request.Payment, request.Attempt, cancellationToken) is not { } row)
        {
            return await book.Latest(request.Payment, cancellationToken) is { } later && later.Attempt > request.Attempt ? Answer(later, request.Attempt) : null;
        }

        var now = time.GetUtcNow();
        return Answer(
            await book.Change(row.Payment, row.Attempt, present => IsLapsed(present, now) ? present with { Outcome = PaymentOutcome.Failed, Reason = Expired } : null, cancellationToken),
            request.Attempt);
    }

    /// <summary>It was not collected in time.</summary>
    public static bool IsLapsed(PaymentAttempt present, DateTimeOffset now) => present.Outcome == PaymentOutcome.Instructed && now >= present.ExpiresAt;

    private ProviderAnswer Answer(PaymentAttempt present, int attempt)
    {
        var answer = PaymentBook.AnswerOf(present, attempt);
        if (answer.Outcome != PaymentOutcome.Instructed || present.ExpiresAt is not { } end)
        {
            return answer;
        }

        var left = end - time.GetUtcNow();
        return answer with { AskIn = left <= TimeSpan.Zero ? TimeSpan.FromSeconds(1) : left < LongestRest ? left : LongestRest };
    }
}
