using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Payout;

/// <summary>Answers that come late, twice or against what was said before: which attempt they are about, and whether the person may have been paid twice.</summary>
internal static class LateAnswer
{
    /// <summary>The answer is about the attempt that it can still change something for.</summary>
    public static bool Concerns(RecordPayment answer, CashLine line) => (answer.Outcome, line.State) switch
    {
        // Paid although it had failed: also an attempt before the last, as long as no other is on its way.
        (PaymentOutcome.Settled, CashState.Failed or CashState.Due) => answer.Attempt >= 1 && answer.Attempt <= line.Attempt,
        (PaymentOutcome.Returned, CashState.Paid) => answer.Attempt == (line.PaidBy ?? line.Attempt),
        _ => answer.Attempt == line.Attempt,
    };

    /// <summary>Its money came back since: that it had been paid is no news.</summary>
    public static bool IsOld(RecordPayment answer, CashLine line) => answer.Outcome == PaymentOutcome.Settled && line.CameBack(answer.Attempt);

    /// <summary>That it had been paid is no news, but what that cost is: it came back before anybody had said so.</summary>
    public static bool BooksTheWayOut(RecordPayment answer, CashLine line) =>
        answer is { Outcome: PaymentOutcome.Settled, Booked: not null } && line.Unbooked?.Contains(answer.Attempt) == true;

    /// <summary>An attempt that was given up was paid after all, while another is on its way, has paid, or the money was planned for something else.</summary>
    public static bool IsDoubled(RecordPayment answer, CashLine line) =>
        answer.Outcome == PaymentOutcome.Settled
        && answer.Attempt >= 1
        && answer.Attempt <= line.Attempt
        && !line.CameBack(answer.Attempt)
        && line.State switch
        {
            CashState.Released or CashState.Instructed or CashState.Unknown => answer.Attempt < line.Attempt,
            CashState.Paid => answer.Attempt != (line.PaidBy ?? line.Attempt),
            CashState.Returned or CashState.GivenBack or CashState.Cancelled => true,
            _ => false,
        };

    public static string DoubledWhy(int attempt, CashLine line)
    {
        var stands = line.State switch
        {
            CashState.Paid => $"was paid by attempt {line.PaidBy ?? line.Attempt}",
            CashState.Released or CashState.Instructed or CashState.Unknown => $"is on its way in attempt {line.Attempt}",
            _ => $"is {PlainWords.Plain(line.StateName)}, so that its money may have gone elsewhere",
        };
        return $"Possible double payment: attempt {attempt} of line {line.Id} is said to be paid, and the line {stands}. Nothing was booked. Have finance ask the provider, and recall what was paid twice.";
    }
}
