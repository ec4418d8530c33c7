using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>One payment as a bank file has it. Texts are in the basic set of <see cref="BankText"/>.</summary>
/// <param name="Payment">End-to-end id.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Amount">What the person receives.</param>
/// <param name="Account">Where the money goes.</param>
internal sealed record PaymentOrder(PaymentId Payment, int Attempt, Money Amount, CreditorAccount Account)
{
    /// <summary>Our own reference of this attempt; at most 35 characters.</summary>
    public string InstructionId => $"{Payment}-{Attempt}";

    public string Uetr => Domain.Payout.Uetr.Of(Payment, Attempt);

    public string Text => NeutralText.OfPayment(Payment);

    /// <summary>Says nothing about the account: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => $"PaymentOrder {InstructionId} (hidden)";
}

/// <summary>What a file says about all of its payments. Nothing in it is of the day on which it is written, so that it can be written again.</summary>
/// <param name="Id">Of the batch.</param>
/// <param name="ReleasedAt">When the batch was released (UTC).</param>
/// <param name="ExecutesOn">When the bank is to pay.</param>
/// <param name="Party">Who pays.</param>
/// <param name="From">From which account.</param>
/// <param name="Payments">How many.</param>
/// <param name="Total">What they come to.</param>
/// <param name="IsSepa">Every payment is one in euro to an IBAN in the SEPA area.</param>
internal sealed record PaymentFileHead(BatchId Id, DateTimeOffset ReleasedAt, DateOnly ExecutesOn, OrderingParty Party, OrderingAccount From, int Payments, Money Total, bool IsSepa);
