using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.Sandbox;

/// <summary>One payment in the sandbox provider's book.</summary>
/// <param name="Attempt">The attempt it stands for.</param>
/// <param name="Amount">How much.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Last">How it will end.</param>
/// <param name="FailureReason">Noted with a failure or return.</param>
/// <param name="Text">What the statement of account shows; null for a payment that was stopped before it came.</param>
public sealed record SandboxPayment(int Attempt, Money Amount, PaymentOutcome Outcome, PaymentOutcome Last, string? FailureReason, string? Text = null)
{
    /// <summary>The reason, once there is something to explain.</summary>
    public string? Reason => Outcome is PaymentOutcome.Failed or PaymentOutcome.Returned ? FailureReason : null;

    /// <summary>It was given up, so that a later attempt may begin.</summary>
    public bool IsOver => Outcome is PaymentOutcome.Failed or PaymentOutcome.Returned;

    /// <summary>Reads a row of the book.</summary>
    public static SandboxPayment From(Row row) => new(
        (int)row.Number("attempt")!.Value,
        new Money(row.Number("minor")!.Value, Currency.Parse(row.Text("currency"))),
        Enum.Parse<PaymentOutcome>(row.Text("outcome")!),
        Enum.Parse<PaymentOutcome>(row.Text("last")!),
        row.Text("reason"),
        row.Text("text"));

    internal Dictionary<string, object> Values()
    {
        var values = new Dictionary<string, object>
        {
            ["attempt"] = Attempt,
            ["minor"] = Amount.Minor,
            ["currency"] = Amount.Currency.ToString(),
            ["outcome"] = Outcome.ToString(),
            ["last"] = Last.ToString(),
        };
        if (FailureReason is not null)
        {
            values["reason"] = FailureReason;
        }

        if (Text is not null)
        {
            values["text"] = Text;
        }

        return values;
    }
}
