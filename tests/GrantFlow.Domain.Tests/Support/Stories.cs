using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>One story for every state a grant can stand in, told by commands alone, all under <see cref="World.Plain"/>.</summary>
internal static class Stories
{
    public static readonly Story InScreening = Story.Nothing.Do(Ask.Submit(Plain));
    public static readonly Story AwaitingApproval = InScreening.Do(Ask.Screened(ScreeningResult.Clear));
    public static readonly Story Returned = AwaitingApproval.Do(Ask.Return());
    public static readonly Story Rejected = AwaitingApproval.Do(Ask.Reject());
    public static readonly Story Approved = AwaitingApproval.Do(Ask.Approve(Eur(1500)));
    public static readonly Story Funded = Approved.Do(Ask.Funded(Approved.Now, reserved: true));
    public static readonly Story Verified = Funded.Do(Ask.Verify());

    /// <summary>L01 goods 600.00, L02 training 400.00, L03 cash 500.00.</summary>
    public static readonly Story Disbursing = Verified.Do(Ask.Split(Ask.Goods(Eur(600)), Ask.Training(Eur(400)), Ask.Cash(Eur(500))));

    /// <summary>The same with a change of plan that waits for one officer: cash 900.00 instead of the training.</summary>
    public static readonly Story PlanPending = Disbursing.Do(Ask.Plan(Eur(1500), Ask.Goods(Eur(600)), Ask.Cash(Eur(900))));

    public static readonly Story Completed = Disbursing.Do(
        Ask.Deliver(1), Ask.Deliver(2), Ask.Settle(1), Ask.Settle(2), Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Settled));

    /// <summary>A trafficked person's: an officer's turn.</summary>
    public static readonly Story Sealed = Story.Nothing.Do(Ask.Submit(Shielded), Ask.Screened(ScreeningResult.Clear));

    /// <summary>The same, approved and funded: the departure is awaited.</summary>
    public static readonly Story FundedSealed = Sealed.Do(Ask.Approve(Eur(2000)), Ask.Funded($"{Ask.Grant}-1", reserved: true));

    /// <summary>A person referred from abroad: the receiving office's turn to take them on, with line L01.</summary>
    public static readonly Story Referring = Story.Nothing.Do(
        Ask.Submit(Mechanism), Ask.Screened(ScreeningResult.Clear), Ask.Approve(Eur(100)), Ask.Funded($"{Ask.Grant}-1", reserved: true), Ask.Verify(),
        Ask.Split(new SplitPart(LineKind.Referral, Eur(100), "reception", "the office")));

    /// <summary>A grant whose lines stand in as many different states as they can at once.</summary>
    public static readonly Story Busy = Verified
        .Do(Ask.Split(
            [.. Enumerable.Repeat(Ask.Goods(Eur(150)), 5), .. Enumerable.Repeat(Ask.Cash(Eur(150)), 5)]))
        .Do(Ask.Deliver(Lines.Delivered, accepted: false), Ask.Deliver(Lines.Accepted), Ask.Dispute(Lines.Disputed), Ask.Deliver(Lines.Settled), Ask.Settle(Lines.Settled), Ask.Release())
        .Do(Ask.Payment(Lines.Due, 1, PaymentOutcome.Failed), Ask.Reroute(Lines.Due), Ask.Payment(Lines.Instructed, 1, PaymentOutcome.Instructed))
        .Do(Ask.Payment(Lines.Paid, 1, PaymentOutcome.Settled), Ask.TimedOut(Lines.Failed, 1));

    private static readonly Dictionary<GrantState, Story> ByState = new()
    {
        [GrantState.Submitted] = Returned,
        [GrantState.Screening] = InScreening,
        [GrantState.NeedsAdjudication] = InScreening.Do(Ask.Screened(ScreeningResult.LikelyDuplicate)),
        [GrantState.AwaitingApproval] = AwaitingApproval,
        [GrantState.AwaitingSecondApproval] = AwaitingApproval.Do(Ask.Approve(Eur(2000))),
        [GrantState.Approved] = Approved,
        [GrantState.AwaitingVerification] = Funded,
        [GrantState.Verified] = Verified,
        [GrantState.Disbursing] = Busy,
        [GrantState.Completed] = Completed,
        [GrantState.Closed] = Completed.Do(Ask.Close()),
        [GrantState.Rejected] = Rejected,
        [GrantState.UnderAppeal] = Rejected.Do(Ask.Appeal()),
        [GrantState.Referred] = Funded.Do(Ask.Refer()),
        [GrantState.Withdrawn] = Verified.Do(Ask.Withdraw()),
        [GrantState.Expired] = Verified.Do(Ask.Expire(), AfterDeadline),
        [GrantState.Cancelled] = Funded.Do(Ask.Cancel()),
    };

    /// <summary>Every state, on hold once from every state it can be entered from, and both with a change of plan that waits.</summary>
    public static IReadOnlyList<Story> Everywhere { get; } =
    [
        .. Enum.GetValues<GrantState>().Where(state => state != GrantState.OnHold).Select(At),
        .. GrantMachine.Holdable.Select(HeldFrom),
        PlanPending,
        PlanPending.Do(Ask.Hold()),
    ];

    public static Story At(GrantState state) => ByState[state];

    public static Story HeldFrom(GrantState state) => At(state).Do(Ask.Hold());

    /// <summary>Which line of <see cref="Busy"/> stands where.</summary>
    internal static class Lines
    {
        public const int Ordered = 1;
        public const int Delivered = 2;
        public const int Accepted = 3;
        public const int Disputed = 4;
        public const int Settled = 5;
        public const int Due = 6;
        public const int Released = 7;
        public const int Instructed = 8;
        public const int Paid = 9;
        public const int Failed = 10;
    }
}
