using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Payouts.CashDesk;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>The one-time code that the person brought.</summary>
internal sealed record VoucherPaymentBody(string Code) : IChecked
{
    private const int Longest = 32;

    public IEnumerable<FieldError> Check() =>
        Code.Length <= Longest && VoucherCode.Read(Code) is not null ? [] : [new FieldError("code", $"A code of {VoucherCode.Length} letters and digits is needed, as the voucher shows it.")];

    /// <summary>Says nothing of the code: a record's own text would put it into logs and exceptions.</summary>
    public override string ToString() => "VoucherPaymentBody (hidden)";
}
