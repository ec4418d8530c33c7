using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Payouts.Book;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>
/// Pays through the bank by way of a file. To pay is to write the attempt into our own book: the batch's file is made of what stands there, and the bank's answers bring the end.
/// </summary>
public sealed class BankFileProvider(PaymentBook book, TimeProvider time) : IPayoutProvider
{
    private const string Stopped = "stopped before it went into a file";

    /// <inheritdoc/>
    public Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken)
    {
        var (request, details) = (instruction.Request, instruction.Details);
        var fault = request.Batch is null
            ? "NARR: banks are paid in batches, and this payment is in none; release it in one"
            : BankDetails.Reason(details, request.Route.Country);
        var attempt = PaymentAttempt.Of(request, fault is null ? PaymentOutcome.Instructed : PaymentOutcome.Failed, fault, time.GetUtcNow());
        return Begin(fault is null ? attempt with { AccountHash = book.HashOf(details.Account) } : attempt, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken) =>
        Begin(PaymentAttempt.Of(request, PaymentOutcome.Failed, Stopped, time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public async Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken) =>
        await book.Latest(request.Payment, cancellationToken) is { } latest && (latest.Attempt >= request.Attempt || !latest.IsOver) ? Answer(latest, request.Attempt) : null;

    private async Task<ProviderAnswer> Begin(PaymentAttempt attempt, CancellationToken cancellationToken) =>
        Answer(await book.Begin(attempt, cancellationToken), attempt.Attempt);

    private static ProviderAnswer Answer(PaymentAttempt present, int attempt) => PaymentBook.AnswerOf(present, attempt) with { AskIn = Timeout.InfiniteTimeSpan };
}
