using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Decide;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Payouts.CashDesk;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.CashDesk;

/// <summary>
/// Pays a voucher out: first whether this person may, then whether the code is right, which decides it in the book for good; only then the grant hears of it. Should
/// that word be lost, the question that waits for the voucher's end brings it.
/// </summary>
public sealed class VoucherDesk(Vouchers vouchers, CommandGate gate, CommandStatus status, DecisionContexts contexts, TimeProvider time)
{
    internal async Task<IResult> PayOut(HttpRequest request, Actor actor, Grant grant, CashLine line, string code, CancellationToken cancellationToken)
    {
        var payment = PaymentId.For(grant.Id, line.Id);
        if (await vouchers.Find(payment, line.Attempt, cancellationToken) is not { } row)
        {
            return VoucherProblems.Of(VoucherEnd.NothingWaits);
        }

        if (row.Voucher is not { } voucher)
        {
            return VoucherProblems.Of(VoucherEnd.NotIssued);
        }

        var id = Answers.IdFor(grant.Id, "cash-desk", payment.Value, string.Create(CultureInfo.InvariantCulture, $"{line.Attempt}"));
        var command = new ConfirmCashDesk(id, actor, line.Id, line.Attempt, voucher.Issuer);
        var again = line.HandedOver is { } before && before.By == actor.Id;
        if (!again && GrantDecider.Decide(grant, command, await contexts.For(command, grant, time.GetUtcNow(), cancellationToken)) is Decision.Refused refused)
        {
            return Problems.Refusal(refused.Code, refused.Why);
        }

        if (await vouchers.PayOut(payment, line.Attempt, code, actor.Id, cancellationToken) is var end and not VoucherEnd.Well)
        {
            return VoucherProblems.Of(end);
        }

        return await gate.Pass(command, $"{id}", keyed: false, null, cancellationToken) is GateAnswer.Refused late
            ? Problems.Refusal(late.Code, late.Why)
            : await CommandDoor.Passed(request, status, id, RequestHeaders.Wait(request), cancellationToken);
    }
}
