using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.PaidOnce;

/// <summary>
/// Hands payments to the world outside by way of our own book, as every provider does: the attempt is written before anything leaves. Handing over is a call that
/// can fail, or whose answer can be lost. Wallets are asked how a payment stands; banks and desks bring the end by themselves.
/// </summary>
internal sealed class ScriptedProvider(PaymentBook book, Outside outside, IStorageProbe probe, Random random, TimeProvider time) : IPayoutProvider
{
    public async Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken)
    {
        var request = instruction.Request;
        var begun = PaymentAttempt.Of(request, PaymentOutcome.Instructed, null, time.GetUtcNow()) with { AccountHash = book.HashOf(instruction.Details.Account) };
        return await Hand(await book.Begin(begun, cancellationToken), request, cancellationToken);
    }

    public async Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken) =>
        await Hand(await book.Begin(PaymentAttempt.Of(request, PaymentOutcome.Failed, "stopped before it was paid", time.GetUtcNow()), cancellationToken), request, cancellationToken);

    public async Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken)
    {
        if (await book.Find(request.Payment, request.Attempt, cancellationToken) is not { } row)
        {
            return null;
        }

        await probe.Before(new("provider", "find", $"{request.Route.Kind}"), cancellationToken);
        if (outside.Find(request.Payment, request.Attempt) is { } order)
        {
            if (order.State == OrderState.Taken && random.Next(3) == 0)
            {
                outside.End(order);
            }

            if (random.Next(4) == 0 && !row.IsOver)
            {
                return new ProviderAnswer(PaymentOutcome.Unknown, "the provider is being repaired");
            }

            row = await book.Change(row.Payment, row.Attempt, present => Statement.Enter(present, order.State switch
            {
                OrderState.Paid => PaymentOutcome.Settled,
                OrderState.Refused => PaymentOutcome.Failed,
                OrderState.Back => PaymentOutcome.Returned,
                _ => PaymentOutcome.Instructed,
            }), cancellationToken);
        }

        return PaymentBook.AnswerOf(row, request.Attempt);
    }

    private async Task<ProviderAnswer> Hand(PaymentAttempt row, PayoutRequest request, CancellationToken cancellationToken)
    {
        if (row.Attempt == request.Attempt && row.Outcome == PaymentOutcome.Instructed)
        {
            var call = new StorageCall("provider", "order", $"{request.Route.Kind}");
            await probe.Before(call, cancellationToken);
            outside.Take(row.Payment, row.Attempt, row.Kind, row.Amount, row.PayAs != row.Amount);
            await probe.After(call, cancellationToken);
        }

        var answer = PaymentBook.AnswerOf(row, request.Attempt);
        return request.Route.Kind == RouteKind.MobileMoney ? answer : answer with { AskIn = Timeout.InfiniteTimeSpan };
    }
}
