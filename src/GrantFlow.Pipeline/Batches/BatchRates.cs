using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Rates;

namespace GrantFlow.Pipeline.Batches;

/// <summary>The exchange rate of a batch: fixed when it is drafted, so that those who sign see what people get; and held against its age when it is released, both of
/// the day itself and of the day on which the bank is to pay.</summary>
public sealed class BatchRates(RateBook book, TimeProvider time)
{
    /// <summary>The rate for a batch that is drafted now; none where none is needed.</summary>
    internal async Task<(ExchangeRate? Rate, BatchDecision.Refused? Refused)> For(Currency from, Currency to, CancellationToken cancellationToken)
    {
        if (from == to)
        {
            return (null, null);
        }

        var (rate, refused) = await book.Find(from, to, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), null, cancellationToken);
        return (rate, refused is null ? null : new(refused.Code, refused.Why));
    }

    /// <summary>Why the rate of a draft does not hold any more, today or when the money leaves; null where it does.</summary>
    /// <param name="batch">The draft.</param>
    /// <param name="executesOn">The day on which the money leaves if it is released now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<BatchDecision.Refused?> Check(PaymentBatch batch, DateOnly executesOn, CancellationToken cancellationToken) =>
        await Check(batch, cancellationToken) ?? (batch.Rate is null ? null : await Then(batch, executesOn, cancellationToken));

    /// <summary>Why the rate does not hold any more on the day on which the money leaves.</summary>
    private async Task<BatchDecision.Refused?> Then(PaymentBatch batch, DateOnly executesOn, CancellationToken cancellationToken)
    {
        var (rate, refused) = await book.Find(batch.Currency, batch.PayCurrency, executesOn, null, cancellationToken);
        var way = $"The bank would pay on {executesOn:yyyy-MM-dd}.";
        return refused is not null ? new(refused.Code, $"{way} {refused.Why}")
            : rate == batch.Rate ? null
            : new(Domain.Lifecycle.RefusalCode.RateStale, $"{way} Then {rate?.Source}'s rate of {rate?.Day:yyyy-MM-dd} holds, and the batch was drafted at {batch.Rate?.Source}'s of {batch.Rate?.Day:yyyy-MM-dd}. Call it off and draft it again on that day.");
    }

    private async Task<BatchDecision.Refused?> Check(PaymentBatch batch, CancellationToken cancellationToken)
    {
        var (rate, refused) = await For(batch.Currency, batch.PayCurrency, cancellationToken);
        return refused ?? (rate == batch.Rate ? null : new(
            Domain.Lifecycle.RefusalCode.RateStale,
            $"The batch was drafted at {batch.Rate?.Source}'s rate of {batch.Rate?.Day:yyyy-MM-dd}; today's is {rate?.Source}'s of {rate?.Day:yyyy-MM-dd}. Call it off and draft it again, so that what is signed is what people get."));
    }
}
