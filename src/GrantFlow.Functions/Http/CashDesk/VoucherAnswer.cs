using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.CashDesk;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.CashDesk;

/// <summary>A voucher as it is given out: once. Neither the page nor the code says who it is for, or what for.</summary>
internal static class VoucherAnswer
{
    /// <summary>What the QR code holds: payment and one-time code, which the desk would else type.</summary>
    public static string QrText(PaymentAttempt attempt, string code) => $"{attempt.Payment}/{code}";

    public static object Of(IssuedVoucher issued) => new
    {
        issued.Attempt.Payment,
        issued.Attempt.Attempt,
        Voucher = issued.Attempt.Voucher!.Number,
        issued.Code,
        Qr = QrText(issued.Attempt, issued.Code),
        Amount = issued.Attempt.PayAs,
        issued.Attempt.ExpiresAt,
    };

    public static IResult Print(HttpRequest request, IssuedVoucher issued)
    {
        var attempt = issued.Attempt;
        return Page.Of(request, "Voucher", $"""
            <p class="amount">{Page.Text(Page.Amount(attempt.PayAs))}</p>
            {Page.Facts(("Payment", attempt.Payment.Value), ("Voucher", $"{attempt.Voucher!.Number}"), ("Collect before", Page.Day(attempt.ExpiresAt!.Value)))}
            <p class="code">{Page.Text(issued.Code)}</p>
            <div class="qr" role="img" aria-label="QR code of payment and code">{QrCode.Svg(QrText(attempt, issued.Code))}</div>
            <p>Bring this voucher to the desk. It is paid once, against the code. Keep the code to yourself until then. A new voucher makes this one void.</p>
            """);
    }
}
