using GrantFlow.Demo.Scenario;
using static GrantFlow.Demo.Journeys.Steps;

namespace GrantFlow.Demo.Journeys;

/// <summary>The steps of every fate, in order.</summary>
internal static class Journey
{
    private static readonly Step[] HandedIn = [Submit, Screened];
    private static readonly Step[] Approved = [.. HandedIn, Approve, MoneyReserved];
    private static readonly Step[] InKind = [Verify, Split, Deliver, SettleInvoices];
    private static readonly Step[] Rest = [.. InKind, ReleaseCash, CashPaid, Close];
    private static readonly Step[] Repaired = [.. Approved, .. InKind, ReleaseCash, CashFailed, Reroute, ReleaseCash, CashPaid, Close];

    public static IReadOnlyList<Step> Of(Fate fate) => fate switch
    {
        Fate.Paid or Fate.SlowPayout => [.. Approved, .. Rest],
        Fate.InKindOnly or Fate.ServiceOnly => [.. Approved, .. InKind, Close],
        Fate.UnaccompaniedChild => [.. HandedIn, Approve, ApproveToo, MoneyReserved, .. Rest],
        Fate.ReturnedAndAmended => [.. HandedIn, ReturnToIntake, Amend, Screened, Approve, MoneyReserved, .. Rest],
        Fate.HeldAndResumed => [.. HandedIn, Hold, Resume, Approve, MoneyReserved, .. Rest],
        Fate.DisputedDelivery => [.. Approved, Verify, Split, DisputeFirst, OrderFirstAgain, Deliver, SettleInvoices, ReleaseCash, CashPaid, Close],
        Fate.WrongAccount or Fate.ClosedAccount or Fate.FailsLater => Repaired,
        Fate.SentBack => [.. Approved, .. InKind, ReleaseCash, CashSentBack, Close],
        Fate.ProviderDown => [.. Approved, .. InKind, ReleaseCash],
        Fate.Rejected => [.. HandedIn, Reject],
        Fate.RejectedThenAllowed => [.. HandedIn, Reject, Appeal, AllowAppeal, Screened, Approve, MoneyReserved, .. Rest],
        Fate.ReferredEarly => [.. HandedIn, Refer],
        Fate.ReferredAfterApproval => [.. Approved, Refer],
        Fate.WithdrawnEarly => [.. HandedIn, Withdraw],
        Fate.WithdrawnAfterApproval => [.. Approved, Withdraw],
        Fate.WithdrawnAfterSplit => [.. Approved, Verify, Split, Withdraw],
        Fate.DidNotArrive => [.. Approved, Cancel],
        Fate.TooLate => [TurnedAway],
        Fate.ExactDuplicate => HandedIn,
        Fate.LikelyDuplicateSame => [.. HandedIn, SamePerson],
        Fate.LikelyDuplicateOther => [.. HandedIn, OtherPerson, Approve, MoneyReserved, .. Rest],
        _ => throw new ArgumentOutOfRangeException(nameof(fate), fate, "No journey is written for this fate."),
    };
}
