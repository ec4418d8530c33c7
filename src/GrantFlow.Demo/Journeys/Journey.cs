using GrantFlow.Demo.Scenario;
using static GrantFlow.Demo.Journeys.Steps;

namespace GrantFlow.Demo.Journeys;

/// <summary>The steps of every fate, in order.</summary>
internal static class Journey
{
    private static readonly Step[] HandedIn = [Submit, Screened];
    private static readonly Step[] Approved = [.. HandedIn, Approve, MoneyReserved];
    private static readonly Step[] Planned = [Depart, Verify, Split];
    private static readonly Step[] Given = [Deliver, SettleInvoices];
    private static readonly Step[] Paid = [ReleaseCash, CashPaid, Close];
    private static readonly Step[] Rest = [.. Planned, .. Given, .. Paid];

    public static IReadOnlyList<Step> Of(Person person) => person.Fate switch
    {
        Fate.Paid or Fate.SlowPayout => [.. Approved, .. Rest],
        Fate.InKindOnly or Fate.ServiceOnly => [.. Approved, .. Planned, .. Given, Close],
        Fate.UnaccompaniedChild => [.. HandedIn, Approve, ApproveToo, MoneyReserved, .. Rest],
        Fate.ReturnedAndAmended => [.. HandedIn, ReturnToIntake, Amend, Screened, Approve, MoneyReserved, .. Rest],
        Fate.HeldAndResumed => [.. HandedIn, Hold, Resume, Approve, MoneyReserved, .. Rest],
        Fate.DisputedDelivery => [.. Approved, .. Planned, DisputeFirst, OrderFirstAgain, .. Given, .. Paid],
        Fate.PlanChanged => [.. Approved, .. Planned, ChangePlan, ApprovePlan, .. Given, .. Paid],
        Fate.WrongAccount or Fate.ClosedAccount or Fate.FailsLater => [.. Approved, .. Planned, .. Given, ReleaseCash, CashFailed, Reroute, .. Paid],
        Fate.SentBack => [.. Approved, .. Planned, .. Given, ReleaseCash, CashSentBack, Close],
        Fate.ProviderDown => [.. Approved, .. Planned, .. Given, ReleaseCash, CashOnItsWay],
        Fate.Family => [.. person.HandedInBy is null ? new Step[] { SubmitFamily, FamilyScreened, ApproveFamily } : [TakeUp], MoneyReserved, .. Planned, .. Given, .. person.Cash.Any() ? Paid : [Close]],
        Fate.ReferredAbroad => [.. Approved, Verify, Split, Deliver, CaseOpened, SettleInvoices, Close],
        Fate.OpenedCase => [TakeUp, Amend, Screened, Approve, MoneyReserved, .. Rest],
        Fate.Rejected => [.. HandedIn, Reject],
        Fate.RejectedThenAllowed => [.. HandedIn, Reject, Appeal, AllowAppeal, Screened, Approve, MoneyReserved, .. Rest],
        Fate.ReferredEarly => [.. HandedIn, ReferWithConsent, HandedOver],
        Fate.ReferredAfterApproval => [.. Approved, Refer],
        Fate.WithdrawnEarly => [.. HandedIn, Withdraw],
        Fate.WithdrawnAfterApproval => [.. Approved, Withdraw],
        Fate.WithdrawnAfterSplit => [.. Approved, .. Planned, Withdraw],
        Fate.DidNotArrive => [.. Approved, Cancel],
        Fate.TooLate => [TurnedAway],
        Fate.ExactDuplicate => HandedIn,
        Fate.LikelyDuplicateSame => [.. HandedIn, SideBySide, SamePerson],
        Fate.LikelyDuplicateOther => [.. HandedIn, OtherPerson, Approve, MoneyReserved, .. Rest],
        _ => throw new ArgumentOutOfRangeException(nameof(person), person.Fate, "No journey is written for this fate."),
    };
}
