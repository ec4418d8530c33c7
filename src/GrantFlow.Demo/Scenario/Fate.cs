namespace GrantFlow.Demo.Scenario;

/// <summary>What becomes of a person's grant.</summary>
internal enum Fate
{
    Paid,
    InKindOnly,
    ServiceOnly,
    UnaccompaniedChild,
    ReturnedAndAmended,
    HeldAndResumed,
    DisputedDelivery,
    PlanChanged,
    SlowPayout,
    WrongAccount,
    ClosedAccount,
    FailsLater,
    SentBack,
    ProviderDown,
    Family,
    ReferredAbroad,
    OpenedCase,
    Rejected,
    RejectedThenAllowed,
    ReferredEarly,
    ReferredAfterApproval,
    WithdrawnEarly,
    WithdrawnAfterApproval,
    WithdrawnAfterSplit,
    DidNotArrive,
    TooLate,
    ExactDuplicate,
    LikelyDuplicateSame,
    LikelyDuplicateOther,
}

/// <summary>What is known of a fate beforehand.</summary>
/// <param name="Fate">Which.</param>
/// <param name="Text">In words.</param>
/// <param name="Ends">The grant's state at the end, as the API spells it.</param>
/// <param name="Share">How many of 200 people; the rest is paid.</param>
/// <param name="Account">The last four characters of the account: the sandbox provider's script.</param>
internal sealed record FateFacts(Fate Fate, string Text, string Ends, int Share, string? Account = null);

/// <summary>All fates.</summary>
internal static class Fates
{
    /// <summary>No state: the door says no, and there is no grant.</summary>
    public const string Refused = "refused";

    public static IReadOnlyList<FateFacts> All { get; } =
    [
        new(Fate.Paid, "paid in kind and cash", "closed", 0),
        new(Fate.InKindOnly, "in kind only", "closed", 16),
        new(Fate.ServiceOnly, "a service, no grant money", "closed", 12),
        new(Fate.UnaccompaniedChild, "unaccompanied child, two approvals", "closed", 6),
        new(Fate.ReturnedAndAmended, "returned to intake, amended, paid", "closed", 6),
        new(Fate.HeldAndResumed, "held, resumed, paid", "closed", 4),
        new(Fate.DisputedDelivery, "delivery disputed, ordered again", "closed", 4),
        new(Fate.PlanChanged, "plan changed after the split, approved", "closed", 3),
        new(Fate.SlowPayout, "payout settles later", "closed", 8, "0007"),
        new(Fate.WrongAccount, "payout fails: wrong account; repaired", "closed", 2, "0001"),
        new(Fate.ClosedAccount, "payout fails: closed account; repaired", "closed", 4, "0004"),
        new(Fate.FailsLater, "payout fails later; repaired", "closed", 2, "0009"),
        new(Fate.SentBack, "payout sent back by the provider", "closed", 1, "0008"),
        new(Fate.ProviderDown, "provider down: stays open", "disbursing", 1, "0500"),
        new(Fate.Family, "family of five, one decision", "closed", 5),
        new(Fate.ReferredAbroad, "referred by a partner abroad", "closed", 1),
        new(Fate.OpenedCase, "case that the referral opened, paid", "closed", 1),
        new(Fate.Rejected, "rejected", "rejected", 8),
        new(Fate.RejectedThenAllowed, "rejected, appeal allowed, paid", "closed", 1),
        new(Fate.ReferredEarly, "seeks protection: referred", "referred", 4),
        new(Fate.ReferredAfterApproval, "referred after approval", "referred", 2),
        new(Fate.WithdrawnEarly, "withdrawn before approval", "withdrawn", 5),
        new(Fate.WithdrawnAfterApproval, "withdrawn after approval", "withdrawn", 4),
        new(Fate.WithdrawnAfterSplit, "withdrawn after the split", "withdrawn", 2),
        new(Fate.DidNotArrive, "did not arrive: cancelled", "cancelled", 3),
        new(Fate.TooLate, "applies when the programme is over", Refused, 1),
        new(Fate.ExactDuplicate, "same document again", "rejected", 4),
        new(Fate.LikelyDuplicateSame, "same name in another spelling: same person", "rejected", 1),
        new(Fate.LikelyDuplicateOther, "same name and birth date: another", "closed", 1),
    ];

    public static FateFacts Of(Fate fate) => All[(int)fate];

    /// <summary>How many of so many people: every fate at least once, those that are told once exactly once, and every service at least once.</summary>
    public static int Count(FateFacts facts, int people) => facts.Fate switch
    {
        Fate.ProviderDown or Fate.Family or Fate.ReferredAbroad or Fate.OpenedCase or Fate.TooLate or Fate.LikelyDuplicateSame or Fate.LikelyDuplicateOther => facts.Share,
        Fate.ServiceOnly => Math.Max(Returns.Services.Count, facts.Share * people / 200),
        _ => Math.Max(1, facts.Share * people / 200),
    };

    /// <summary>Fates that come first, in a fixed order.</summary>
    public static bool IsGroup(Fate fate) => fate is Fate.ProviderDown or Fate.Family or Fate.ReferredAbroad or Fate.OpenedCase;

    /// <summary>Fates of somebody who looks like a person handed in before.</summary>
    public static bool IsDuplicate(Fate fate) => fate is Fate.ExactDuplicate or Fate.LikelyDuplicateSame or Fate.LikelyDuplicateOther;
}
