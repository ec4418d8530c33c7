using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Payouts.CashDesk;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http.CashDesk;

/// <summary>The cash desk of a country office: a voucher for the person, the money against its code, the receipt.</summary>
public sealed class VoucherFunctions(GrantDoor door, Vouchers vouchers, VoucherDesk desk)
{
    private static readonly Role[] Office = [Role.CountryOffice];
    private static readonly Role[] MayRead = [Role.CountryOffice, Role.Finance, Role.Auditor];

    /// <summary>Issues a voucher, or a new one in place of the one before. Its code is in this answer and nowhere else.</summary>
    [Function("IssueVoucher")]
    public Task<IResult> Issue([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/voucher")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Enter<NoBody>(request, Office, id, async (actor, grant, _) =>
        {
            if (NoCash(grant, line, out var cash) is { } problem)
            {
                return problem;
            }

            var (end, issued) = await vouchers.Issue(PaymentId.For(grant.Id, cash.Id), cash.Attempt, actor.Id, cancellationToken);
            return issued is null ? VoucherProblems.Of(end)
                : Page.IsAskedFor(request) ? VoucherAnswer.Print(request, issued)
                : Results.Json(VoucherAnswer.Of(issued), HttpJson.Options);
        }, cancellationToken);

    /// <summary>Says that the money was handed over to the person who brought the code.</summary>
    [Function("PayVoucher")]
    public Task<IResult> Pay([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/voucher/payment")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Enter<VoucherPaymentBody>(request, Office, id, async (actor, grant, body) =>
            NoCash(grant, line, out var cash) ?? await desk.PayOut(request, actor, grant, cash, body.Code, cancellationToken), cancellationToken);

    /// <summary>The receipt, for the desk to print and for whoever checks.</summary>
    [Function("GetReceipt")]
    public Task<IResult> Receipt([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/lines/{line}/voucher/receipt")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Enter(request, MayRead, id, (_, grant) => Task.FromResult(
            NoCash(grant, line, out var cash) is { } problem ? problem
            : cash.HandedOver is not { } receipt ? Problems.NotFound("There is no receipt: this line was not paid at a cash desk.")
            : Page.IsAskedFor(request) ? ReceiptAnswer.Print(request, grant, cash, receipt)
            : Results.Json(ReceiptAnswer.Of(grant, cash, receipt), HttpJson.Options)), cancellationToken);

    private static IResult? NoCash(Grant grant, string line, out CashLine cash)
    {
        var id = Lines.Parse(line);
        cash = (grant.Line(id) as CashLine)!;
        return grant.Line(id) is null ? Problems.Refusal(RefusalCode.LineNotFound, $"Grant {grant.Id} has no line {id}.")
            : cash is null ? Problems.Refusal(RefusalCode.WrongLineKind, $"Line {id} is not cash; there is no voucher for it.")
            : cash.Route.Kind != RouteKind.CashDesk ? Problems.Refusal(RefusalCode.NotAtCashDesk, $"Line {id} is not paid at the cash desk. Give it that route once the present attempt has failed.")
            : null;
    }
}
