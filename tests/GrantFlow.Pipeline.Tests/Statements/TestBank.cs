using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Book;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>A bank that takes everything on and says the rest in files.</summary>
internal sealed class TestBank(PaymentBook book, TimeProvider time) : IPayoutProvider
{
    public Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken) =>
        Begin(PaymentAttempt.Of(instruction.Request, PaymentOutcome.Instructed, null, time.GetUtcNow()) with { AccountHash = book.HashOf(instruction.Details.Account) }, cancellationToken);

    public Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken) =>
        Begin(PaymentAttempt.Of(request, PaymentOutcome.Failed, "stopped before it was paid", time.GetUtcNow()), cancellationToken);

    public async Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken) =>
        await book.Find(request.Payment, request.Attempt, cancellationToken) is { } present ? Answer(present, request.Attempt) : null;

    private async Task<ProviderAnswer> Begin(PaymentAttempt begun, CancellationToken cancellationToken) => Answer(await book.Begin(begun, cancellationToken), begun.Attempt);

    private static ProviderAnswer Answer(PaymentAttempt present, int attempt) => PaymentBook.AnswerOf(present, attempt) with { AskIn = Timeout.InfiniteTimeSpan };
}
