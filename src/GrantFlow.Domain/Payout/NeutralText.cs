using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>
/// Every text that reaches a bank, a phone or a funder. It follows from ids and from the programme's neutral name alone, so that it
/// cannot say who somebody is, what befell them, or who assists them.
/// </summary>
public static class NeutralText
{
    /// <summary>How a sealed programme is called where its file names nothing neutral.</summary>
    public const string Programme = "Individual assistance";

    /// <summary>What a statement of account or a phone shows. At most 140 characters of the SEPA character set.</summary>
    public static string OfPayment(PaymentId payment) => $"Payment {payment}";

    /// <summary>The programme as a funder reads it: under its own name, or, where identities are sealed, its neutral one.</summary>
    public static string ForFunder(Programme programme) =>
        programme.Sealed ? programme.NeutralName ?? Programme : programme.Id.Value;

    /// <summary>The funding line as a funder reads it: where identities are sealed, the neutral name and the line's number.</summary>
    public static string ForFunder(Programme programme, FundingLineId line) => programme.Sealed
        ? $"{ForFunder(programme)} {programme.FundingLines.TakeWhile(one => one.Id != line).Count() + 1}"
        : line.Value;
}
