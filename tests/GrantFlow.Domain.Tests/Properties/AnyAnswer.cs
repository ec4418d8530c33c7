using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>What a provider may say of a payment: mostly that it paid, sometimes something else, and where it converted not quite what was released.</summary>
internal static class AnyAnswer
{
    public static RecordPayment To(InstructPayment pay, Random random) => To(pay.Line, pay.Attempt, pay.Amount, pay.Conversion is not null, random);

    public static RecordPayment To(CashLine line, Random random) => To(line.Id, line.Attempt, line.Amount, line.Conversion is not null, random);

    private static RecordPayment To(LineId line, int attempt, Money amount, bool converted, Random random)
    {
        var outcome = random.Next(2) == 0 ? random.Any<PaymentOutcome>() : PaymentOutcome.Settled;
        return Ask.Payment(line.Number, attempt, outcome) with
        {
            Reason = random.Of("AC04", "TM01", null),
            Booked = random.Next(4) == 0 ? null : converted ? new Money(Math.Max(1, amount.Minor + random.Next(-300, 301)), amount.Currency) : random.Next(8) == 0 ? amount + amount : amount,
        };
    }
}
