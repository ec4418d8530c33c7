using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Households;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Verification;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>Commands as the right person would send them; <paramref name="by"/> puts someone else in their place.</summary>
internal static class Ask
{
    public static readonly GrantId Grant = GrantId.Derive("test", "grant");

    public static readonly GrantId Other = GrantId.Derive("test", "other grant");

    public static readonly HouseholdId Household = HouseholdId.Derive("test", "family");

    public static SubmitGrant Submit(ProgrammeId programme, Actor? by = null) => Submit(World.Application(programme), by);

    public static SubmitGrant Submit(Application application, Actor? by = null) => new(Key("submit"), by ?? People.Counsellor, application);

    public static AmendGrant Amend(Application application, Actor? by = null) => new(Key("amend"), by ?? People.Counsellor, application);

    /// <summary>A case for the person of a referral; it is this grant.</summary>
    public static OpenCase Open(Actor? by = null) => new(
        Key("open"), by ?? Actor.System,
        World.Application(World.Shielded) with { Requested = World.Eur(0), Declaration = null, Route = null }, new(Other, World.Agreed), [People.OtherCounsellor.Id]);

    public static WithdrawGrant Withdraw(Actor? by = null) => new(Key("withdraw"), by ?? People.Counsellor, "Wants to stay.");

    public static RecordScreening Screened(ScreeningResult result, Actor? by = null) =>
        new(Key($"screened {result}"), by ?? Actor.System, result, result == ScreeningResult.Clear ? null : Other)
        {
            Score = result == ScreeningResult.LikelyDuplicate ? new DuplicateScore(87, 83, 90, null) : null,
        };

    public static AdjudicateDuplicate Adjudicate(bool samePerson, Actor? by = null) =>
        new(Key("adjudicate"), by ?? People.Officer, samePerson, "Compared both files.");

    public static ApproveGrant Approve(Money amount, Actor? by = null) => new(Key("approve"), by ?? People.Officer, amount, null);

    public static RejectGrant Reject(Actor? by = null) => new(Key("reject"), by ?? People.Officer, "No plan yet.");

    public static ReturnGrant Return(Actor? by = null) => new(Key("return"), by ?? People.Officer, "The plan has no prices.");

    public static ReferGrant Refer(Actor? by = null) => 
        new(Key("refer"), by ?? People.Officer, "OFPRA", "Asks for protection.") { Consent = World.Agreed };

    public static AppealRejection Appeal(Actor? by = null) => new(Key("appeal"), by ?? People.Counsellor, "There is a plan now.");

    public static DecideAppeal DecideAppeal(bool allowed, Actor? by = null) =>
        new(Key("decide appeal"), by ?? People.ThirdOfficer, allowed, "Looked at again.");

    public static RecordFunding Funded(Grant grant, bool reserved, Actor? by = null) => Funded(grant.Reservation, reserved, by);

    public static RecordFunding Funded(string reservation, bool reserved, Actor? by = null) =>
        new(Key($"funded {reservation} {reserved}"), by ?? Actor.System, reservation, reserved, reserved ? null : "EUR 3.50 are left.");

    public static HoldGrant Hold(Actor? by = null) => new(Key("hold"), by ?? People.Officer, "The plan is being checked.");

    public static ResumeGrant Resume(Actor? by = null) => new(Key("resume"), by ?? People.Officer);

    public static ExpireGrant Expire(Actor? by = null) => new(Key("expire"), by ?? Actor.System);

    public static CheckDeadlines Check(Actor? by = null) => new(Key("check"), by ?? Actor.System);

    public static ConfirmDeparture Depart(Actor? by = null) => Depart(World.Today, by);

    public static ConfirmDeparture Depart(DateOnly on, Actor? by = null) => new(Key($"depart {on:yyyy-MM-dd}"), by ?? People.Counsellor, on, "flight 12");

    public static VerifyArrival Verify(Actor? by = null) => new(Key("verify"), by ?? People.Erbil, World.Today, true, true, null);

    public static CancelGrant Cancel(Actor? by = null) => new(Key("cancel"), by ?? People.Erbil, "Did not arrive.");

    public static ConfirmSplit Split(params SplitPart[] parts) => new(Key("split"), People.Erbil, parts);

    public static ChangePlan Plan(Money amount, params SplitPart[] parts) => new(Key($"plan {amount}"), People.Erbil, amount, parts, null, "Prices have changed.");

    /// <summary>The approval of the plan that waits, or of one that nobody proposed.</summary>
    public static ApprovePlan ApprovePlan(Grant? grant, Actor? by = null) => new(Key($"approve plan {grant?.Pending?.Number}"), by ?? People.ThirdOfficer, grant?.Pending?.Number ?? 1, null);

    public static RejectPlan RejectPlan(Grant? grant, Actor? by = null) => new(Key($"reject plan {grant?.Pending?.Number}"), by ?? People.ThirdOfficer, grant?.Pending?.Number ?? 1, "The goods are better.");

    public static ConfirmDelivery Deliver(int line, bool accepted = true, Actor? by = null) =>
        new(Key($"deliver {line} {accepted}"), by ?? People.Erbil, new(line), new("note-1", null, World.Today), accepted);

    public static DisputeDelivery Dispute(int line, Actor? by = null) => new(Key($"dispute {line}"), by ?? People.Erbil, new(line), "Came broken.");

    /// <summary>A part arrived; the rest stays ordered.</summary>
    public static ConfirmDelivery DeliverPart(int line, Money amount, int? quantity = null) => Deliver(line) with { Id = Key($"deliver {amount} of {line}"), Part = new(amount, quantity) };

    public static CallOffLine CallOff(int line, Actor? by = null) => new(Key($"call off {line}"), by ?? People.Erbil, new(line), "The shop has closed.");

    public static ReorderLine Reorder(int line, Actor? by = null) => new(Key($"reorder {line}"), by ?? People.Erbil, new(line), "another shop");

    public static SettleInKind Settle(int line, Actor? by = null) => new(Key($"settle {line}"), by ?? People.Finance, new(line), "invoice-1");

    public static ReleasePayouts Release(Actor? by = null) => new(Key("release"), by ?? People.Finance);

    public static RecordPayment Payment(int line, int attempt, PaymentOutcome outcome, Actor? by = null) =>
        new(Key($"payment {line} {attempt} {outcome}"), by ?? Actor.System, new(line), attempt, outcome, outcome is PaymentOutcome.Failed or PaymentOutcome.Returned ? "AC04" : null);

    /// <summary>A failure that does not lie in the account: tried again on the same route, it may pass.</summary>
    public static RecordPayment TimedOut(int line, int attempt) => Payment(line, attempt, PaymentOutcome.Failed) with { Reason = "TM01" };

    public static ConfirmCashDesk HandOver(int line, int attempt, Actor? by = null, Actor? issuer = null) =>
        new(Key($"hand over {line} {attempt}"), by ?? People.OtherErbil, new(line), attempt, (issuer ?? People.Erbil).Id);

    public static ReroutePayout Reroute(int line, Actor? by = null) => new(Key($"reroute {line}"), by ?? People.Erbil, new(line), World.Wallet);

    public static RetryPayout Retry(int line, Actor? by = null) => new(Key($"retry {line}"), by ?? People.Finance, new(line));

    public static GiveBackReturn GiveBack(int line, Actor? by = null) => new(Key($"give back {line}"), by ?? People.Finance, new(line), "The person cannot be found.");

    public static ResolvePayment Resolve(int line, int attempt, bool paid, Actor? by = null) =>
        new(Key($"resolve {line} {attempt} {paid} {(by ?? People.SecondFinance).Id}"), by ?? People.SecondFinance, new(line), attempt, paid, "Asked the provider twice.", "letter-12");

    /// <summary>Two of finance say the same.</summary>
    public static GrantCommand[] BothSay(int line, int attempt, bool paid) => [Resolve(line, attempt, paid), Resolve(line, attempt, paid, People.ThirdFinance)];

    public static NoteContradiction Contradict(int line, int attempt, PaymentOutcome outcome, Actor? by = null) =>
        new(Key($"contradict {line} {attempt} {outcome}"), by ?? Actor.System, new(line), attempt, outcome);

    public static LeaveHousehold Leave(UnaccompaniedChild? child = null, Actor? by = null) =>
        new(Key("leave"), by ?? People.Counsellor, "Goes to another town.", child);

    public static CloseGrant Close(Actor? by = null) => new(Key("close"), by ?? People.Finance);

    public static SplitPart Cash(Money amount) => new(LineKind.Cash, amount, null, null);

    public static SplitPart Goods(Money amount) => new(LineKind.Goods, amount, "sewing machine", "a shop");

    public static SplitPart Training(Money amount) => new(LineKind.Training, amount, "welding course", "a school");

    public static SplitPart From(this SplitPart part, string package) => part with { Package = package };

    private static CommandId Key(string name) => CommandId.Derive(Grant, name);
}
