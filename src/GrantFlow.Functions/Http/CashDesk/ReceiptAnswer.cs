using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Values;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.CashDesk;

/// <summary>The receipt of cash that was handed over: number, who, when, and the amount in both currencies.</summary>
internal static class ReceiptAnswer
{
    public static object Of(Grant grant, CashLine line, HandedOver receipt) => new
    {
        receipt.Receipt,
        Payment = PaymentId.For(grant.Id, line.Id),
        line.Attempt,
        line.Amount,
        PaidOut = line.Conversion?.To ?? line.Amount,
        Rate = line.Conversion?.Rate,
        HandedOverBy = receipt.By,
        HandedOverAt = receipt.At,
    };

    public static IResult Print(HttpRequest request, Grant grant, CashLine line, HandedOver receipt) => Page.Of(request, "Receipt", $"""
        <p class="amount">{Page.Text(Page.Amount(line.Conversion?.To ?? line.Amount))}</p>
        {Page.Facts(Facts(grant, line, receipt))}
        <p class="line">Received by (signature)</p>
        <p class="line">Handed over by (signature)</p>
        """);

    private static (string, string)[] Facts(Grant grant, CashLine line, HandedOver receipt) =>
    [
        ("Receipt", receipt.Receipt),
        ("Payment", PaymentId.For(grant.Id, line.Id).Value),
        .. line.Conversion is { } conversion ? [("In the books", Page.Amount(line.Amount)), ("Rate", $"{conversion.Rate.Rate} ({conversion.Rate.Source}, {conversion.Rate.Day:O})")] : Array.Empty<(string, string)>(),
        ("Handed over by", receipt.By.Value),
        ("At", Page.Time(receipt.At)),
    ];
}
