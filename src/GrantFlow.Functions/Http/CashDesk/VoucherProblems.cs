using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Payouts.CashDesk;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.CashDesk;

/// <summary>Why a voucher is not issued or not paid: what is wrong, and what would make it pass.</summary>
internal static class VoucherProblems
{
    public static IResult Of(VoucherEnd end) => end switch
    {
        VoucherEnd.NothingWaits => Conflict("nothing-at-cash-desk", "No money waits at the desk for this line. It does once finance has released it to the cash desk, until it is paid or lapses."),
        VoucherEnd.Expired => Conflict("voucher-expired", "The money was not collected in time and goes back. Have finance release it again, then issue a new voucher."),
        VoucherEnd.NotIssued => Conflict("voucher-not-issued", "No voucher was issued for this money. Have a colleague issue one."),
        VoucherEnd.Locked => Conflict("voucher-locked", $"There were {Voucher.MostTries} wrong codes. Have a colleague issue a new voucher once it is clear who asks."),
        _ => Problems.Of("voucher-code-wrong", "Not possible like this", StatusCodes.Status422UnprocessableEntity, $"This is not the code of the present voucher. After {Voucher.MostTries} wrong codes a new voucher is needed."),
    };

    private static IResult Conflict(string type, string why) => Problems.Of(type, "Not possible now", StatusCodes.Status409Conflict, why);
}
