using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>What the bank booked against what was released. Only a conversion makes the two differ; the difference is a loss or a gain.</summary>
internal static class BookedAmount
{
    public static IEnumerable<Decision.Refused> Check(RecordPayment answer, CashLine line)
    {
        if (answer.Booked is not { } booked)
        {
            yield break;
        }

        if (booked.Currency != line.Amount.Currency)
        {
            yield return new(RefusalCode.WrongCurrency, $"The grant is in {line.Amount.Currency}; {booked} was booked. Give what was booked in {line.Amount.Currency}.");
            yield break;
        }

        if (!booked.IsPositive)
        {
            yield return new(RefusalCode.AmountNotPositive, $"{booked} was booked. Give an amount above zero, or none.");
            yield break;
        }

        if (booked != line.Amount && line.Converted?.Contains(answer.Attempt) != true)
        {
            yield return new(RefusalCode.AmountDifferent, $"{line.Amount} was released for line {line.Id} and {booked} was booked, and nothing was converted. Have finance find out why; give the amount that was released, or the right payment.");
        }
    }

    /// <summary>What the exchange rate cost; null where it cost and brought nothing. More paid out than released is a loss, as is less that came back.</summary>
    public static Money? Loss(RecordPayment answer, CashLine line)
    {
        if (answer.Booked is not { } booked || booked == line.Amount)
        {
            return null;
        }

        return answer.Outcome switch
        {
            PaymentOutcome.Settled => booked - line.Amount,
            PaymentOutcome.Returned => line.Amount - booked,
            _ => null,
        };
    }
}
