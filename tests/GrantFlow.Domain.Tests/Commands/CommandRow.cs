using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.Stories;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Commands;

/// <summary>A command as it is tried at every state, sent by the right person and fit in all else.</summary>
/// <param name="Name">The command's stored name, with what is particular about this one.</param>
/// <param name="For">Makes it for the grant it will be tried on.</param>
/// <param name="Context">When it is decided; null for the tests' own day.</param>
internal sealed record CommandRow(string Name, Func<Story, GrantCommand> For, DecisionContext? Context = null)
{
    /// <summary>Every command, in the order of <see cref="GrantCommand"/>.</summary>
    public static readonly IReadOnlyList<CommandRow> All =
    [
        new("submit-grant", _ => Ask.Submit(Plain)),
        new("open-case", _ => Ask.Open()),
        new("amend-grant", _ => Ask.Amend(Application(Plain))),
        new("withdraw-grant", _ => Ask.Withdraw()),
        new("record-screening clear", _ => Ask.Screened(ScreeningResult.Clear)),
        new("record-screening likely duplicate", _ => Ask.Screened(ScreeningResult.LikelyDuplicate)),
        new("record-screening duplicate", _ => Ask.Screened(ScreeningResult.Duplicate)),
        new("adjudicate-duplicate another person", _ => Ask.Adjudicate(samePerson: false)),
        new("adjudicate-duplicate same person", _ => Ask.Adjudicate(samePerson: true)),
        new("approve-grant one is enough", _ => Ask.Approve(Eur(1500), People.SecondOfficer)),
        new("approve-grant two are needed", _ => Ask.Approve(Eur(2000), People.SecondOfficer)),
        new("reject-grant", _ => Ask.Reject()),
        new("return-grant", _ => Ask.Return()),
        new("refer-grant", _ => Ask.Refer()),
        new("appeal-rejection", _ => Ask.Appeal()),
        new("decide-appeal allowed", _ => Ask.DecideAppeal(allowed: true)),
        new("decide-appeal upheld", _ => Ask.DecideAppeal(allowed: false)),
        new("record-funding reserved", story => Ask.Funded(Reservation(story), reserved: true)),
        new("record-funding refused", story => Ask.Funded(Reservation(story), reserved: false)),
        new("hold-grant", _ => Ask.Hold()),
        new("resume-grant", _ => Ask.Resume()),
        new("expire-grant in time", _ => Ask.Expire()),
        new("expire-grant after the deadline", _ => Ask.Expire(), AfterDeadline),
        new("check-deadlines in time", _ => Ask.Check()),
        new("check-deadlines after the deadline", _ => Ask.Check(), AfterDeadline),
        new("confirm-departure by intake", _ => Ask.Depart()),
        new("confirm-departure by the pipeline", _ => Ask.Depart(Actor.System)),
        new("verify-arrival", _ => Ask.Verify()),
        new("cancel-grant by the office", _ => Ask.Cancel()),
        new("cancel-grant by an officer", _ => Ask.Cancel(People.Officer)),
        new("confirm-split", _ => Ask.Split(Ask.Goods(Eur(1000)), Ask.Cash(Eur(500)))),
        new("change-plan for less", story => Ask.Plan(Eur(1400), story.Grant?.Lines.Count > 0 ? [Ask.Goods(Eur(300)), Ask.Cash(Eur(200))] : [])),
        new("change-plan with more cash", _ => Ask.Plan(Eur(1500), Ask.Goods(Eur(250)), Ask.Cash(Eur(350)))),
        new("call-off-line", _ => Ask.CallOff(Lines.Ordered)),
        new("approve-plan", story => Ask.ApprovePlan(story.Grant)),
        new("reject-plan", story => Ask.RejectPlan(story.Grant)),
        new("confirm-delivery", _ => Ask.Deliver(Lines.Ordered)),
        new("confirm-delivery of a part", _ => Ask.DeliverPart(Lines.Ordered, Eur(50))),
        new("dispute-delivery", _ => Ask.Dispute(Lines.Delivered)),
        new("reorder-line", _ => Ask.Reorder(Lines.Disputed)),
        new("settle-in-kind", _ => Ask.Settle(Lines.Accepted)),
        new("release-payouts", _ => Ask.Release()),
        new("record-payment instructed", story => Payment(story, Lines.Released, PaymentOutcome.Instructed)),
        new("record-payment settled", story => Payment(story, Lines.Released, PaymentOutcome.Settled)),
        new("record-payment failed", story => Payment(story, Lines.Released, PaymentOutcome.Failed)),
        new("record-payment returned", story => Payment(story, Lines.Paid, PaymentOutcome.Returned)),
        new("record-payment unknown", story => Payment(story, Lines.Released, PaymentOutcome.Unknown)),
        new("reroute-payout", _ => Ask.Reroute(Lines.Failed)),
        new("retry-payout", _ => Ask.Retry(Lines.Failed)),
        new("give-back-return", story => Ask.GiveBack(story.Grant?.Lines.Count == 3 ? 3 : Lines.Paid)),
        new("resolve-payment", story => Ask.Resolve(story.Grant?.Lines.Count == 3 ? 3 : Lines.Released, 1, paid: false)),
        new("note-contradiction paid", story => Ask.Contradict(story.Grant?.Lines.Count == 3 ? 3 : Lines.Failed, 1, PaymentOutcome.Settled)),
        new("note-contradiction not paid", story => Ask.Contradict(story.Grant?.Lines.Count == 3 ? 3 : Lines.Paid, 1, PaymentOutcome.Failed)),
        new("confirm-cash-desk", story => Ask.HandOver(story.Grant?.Lines.Count == 3 ? 3 : Lines.Released, 1)),
        new("close-grant", _ => Ask.Close()),
        new("leave-household", _ => Ask.Leave()),
    ];

    private static string Reservation(Story story) => story.Grant?.Reservation ?? $"{Ask.Grant}-1";

    /// <summary>For a line of <see cref="Busy"/>; elsewhere the one cash line of the grant stands in for it.</summary>
    private static RecordPayment Payment(Story story, int line, PaymentOutcome outcome) =>
        Ask.Payment(story.Grant?.Lines.Count == 3 ? 3 : line, 1, outcome);
}
