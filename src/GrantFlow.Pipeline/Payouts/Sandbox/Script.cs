using GrantFlow.Domain.Payout;

namespace GrantFlow.Pipeline.Payouts.Sandbox;

/// <summary>How a sandbox payment goes, by the account's last four characters, like the test cards of a card provider.</summary>
/// <param name="First">The answer when it is instructed.</param>
/// <param name="Last">The answer once it is asked after.</param>
/// <param name="Reason">ISO 20022 external status reason of a failure or return.</param>
/// <param name="IsDown">Every call fails without an answer.</param>
public sealed record Script(PaymentOutcome First, PaymentOutcome Last, string? Reason = null, bool IsDown = false)
{
    /// <summary>0001 wrong account, 0004 closed account, 0007 settles later, 0008 is sent back later, 0009 fails later, 0500 provider down; all others settle at once.</summary>
    public static Script For(string account) => account[^Math.Min(4, account.Length)..] switch
    {
        "0001" => new(PaymentOutcome.Failed, PaymentOutcome.Failed, "AC01"),
        "0004" => new(PaymentOutcome.Failed, PaymentOutcome.Failed, "AC04"),
        "0007" => new(PaymentOutcome.Instructed, PaymentOutcome.Settled),
        "0008" => new(PaymentOutcome.Instructed, PaymentOutcome.Returned, "AC06"),
        "0009" => new(PaymentOutcome.Instructed, PaymentOutcome.Failed, "AM04"),
        "0500" => new(PaymentOutcome.Instructed, PaymentOutcome.Instructed, IsDown: true),
        _ => new(PaymentOutcome.Settled, PaymentOutcome.Settled),
    };
}
