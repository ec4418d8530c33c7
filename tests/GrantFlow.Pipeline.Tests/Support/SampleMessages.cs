using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Households;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Verification;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>
/// One message of every kind, as written today, and the ones that were written by earlier versions: files that are added
/// and never changed, for messages can wait in a poison queue over many deployments.
/// </summary>
internal static class SampleMessages
{
    private static readonly DateTimeOffset Time = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly Case One = new("One");
    private static readonly PayoutRoute Route = new(RouteKind.MobileMoney, World.Iraq, "…0815", "route-1");
    private static readonly Consent Agreed = new(Given: true, LanguageCode.Parse("ckb"), new(2026, 1, 3));
    private static readonly FundingLineId Line = World.LineOf(World.Calais).Id;

    /// <summary>Where the files are, by version.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "Samples");

    /// <summary>By file name: the schema, and the kind where there are several.</summary>
    public static IReadOnlyDictionary<string, string> Today { get; } = Commands().Select(command => Of(command))
        .Concat(Requests().Select(request => Of(request)))
        .Concat(OfBatches().Select(message => Of(message)))
        .Append(Of(new HouseholdRequest(HouseholdCommandId.Derive(HouseholdId.Derive("tests", "family"), "approve"))))
        .Append(Of(new ScreeningRequest(One.Grant, One.Person, World.Calais)))
        .Append(Of(new PayoutRequest(PaymentId.For(One.Grant, new(3)), 2, new(3), One.Person, Route, World.Eur(500), Check: 1)))
        .Append(Of(new StatementRequest(StatementId.Parse(new string('a', 64)), StatementStep.Match, From: 51, Check: 1)))
        .Append(Of(new JobMessage(JobId.Derive("tests", "job"), Slice: 3)))
        .Append(Of(new PostedEntry(
            $"{One.Grant}-0012-1", EntryKind.PayoutRelease, new(2026, 1, 5), Time, One.Grant, new LineId(3), World.Calais, Line, $"{One.Grant}-0012",
            [Posting.Debit(Account.InTransit, World.Eur(500)), Posting.Credit(Account.PayableCash, World.Eur(500))])))
        .Append(Of(new GrantSummary(
            One.Grant, 7, GrantState.AwaitingApproval, Role.Officer, World.Erbil, World.Calais, World.Iraq, World.Eur(1_500), new(2027, 1, 4), "The plan has no prices.", Time)))
        .ToDictionary(sample => sample.Name, sample => sample.Text);

    /// <summary>Every name that a message of today can have.</summary>
    public static IEnumerable<string> Kinds() => MessageText.Schemas.SelectMany(schema =>
        schema.Key.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => $"{schema.Value}.{kind.TypeDiscriminator}").DefaultIfEmpty(schema.Value));

    private static IEnumerable<GrantCommand> Commands()
    {
        var child = new UnaccompaniedChild("guardian-1", "best-interests-1");
        var submit = (SubmitGrant)One.Submit().Command;
        return
        [
            submit with { Application = submit.Application with { Child = child } },
            new OpenCase(One.Id("open"), Actor.System, submit.Application with { Requested = World.Eur(0), Declaration = null, Route = null }, new(GrantId.Derive("tests", "Two"), Agreed), [People.Counsellor.Id]),
            One.Amend().Command,
            One.Withdraw().Command,
            new RecordScreening(One.Id("screened"), Actor.System, ScreeningResult.LikelyDuplicate, GrantId.Derive("tests", "Two")),
            One.Adjudicate(samePerson: false).Command,
            new ApproveGrant(One.Id("approve"), People.Officer, World.Eur(1_500), "Fits the plan."),
            One.Reject().Command,
            One.Return().Command,
            new ReferGrant(One.Id("refer"), People.Officer, "OFPRA", "Asks for protection.") { Consent = Agreed },
            One.Appeal().Command,
            One.AllowAppeal().Command,
            new RecordFunding(One.Id("funded"), Actor.System, $"{One.Grant}-1", Reserved: false, "EUR 3.50 are left."),
            One.Hold().Command,
            One.Resume().Command,
            new ExpireGrant(One.Id("expire"), Actor.System),
            new CheckDeadlines(One.Id("check"), Actor.System),
            new ConfirmDeparture(One.Id("depart"), People.Counsellor, new(2026, 1, 4), "flight 12"),
            ((VerifyArrival)One.Verify().Command) with { Route = Route },
            new CancelGrant(One.Id("cancel"), People.Erbil, "Did not arrive."),
            One.Split(Case.Goods(1_000), Case.Cash(500)).Command,
            ((Domain.Plans.ChangePlan)One.Plan(1_400, "plan", Case.Goods(900), Case.Cash(500)).Command) with { Route = Route },
            One.CallOff(2).Command,
            new Domain.Plans.ApprovePlan(One.Id("approve plan"), People.OtherOfficer, 8, "Fits the prices."),
            One.RejectPlan(8).Command,
            new Domain.Split.ConfirmDelivery(One.Id("deliver"), People.Erbil, new(1), new("note-1", new string('a', 64), new(2026, 1, 5)), Accepted: true),
            One.Dispute(1).Command,
            One.Reorder(1).Command,
            One.SettleInKind(1).Command,
            One.Release().Command,
            new ConfirmCashDesk(One.Id("handed over"), People.Erbil, new(3), 1, People.Finance.Id),
            new RecordPayment(One.Id("paid"), Actor.System, new(3), 1, PaymentOutcome.Failed, "AC04"),
            One.Reroute(3, "IQ14NBIQ850123450000815").Command,
            new RetryPayout(One.Id("retry"), People.Finance, new(3)),
            new GiveBackReturn(One.Id("give back"), People.Finance, new(3), "The person cannot be found."),
            new ResolvePayment(One.Id("resolve"), People.Finance, new(3), 1, false, "Asked the provider twice.", "letter-12"),
            new NoteContradiction(One.Id("contradiction"), Actor.System, new(3), 1, PaymentOutcome.Settled),
            One.Close().Command,
            new LeaveHousehold(One.Id("leave"), People.Counsellor, "Goes to another town.", child),
        ];
    }

    private static IEnumerable<BatchMessage> OfBatches()
    {
        var batch = BatchId.Derive("tests", "batch");
        return
        [
            new LinesMoved(One.Grant, 9, Line, One.Person, [new CashStanding(new(3), CashState.Failed, 1, RouteKind.MobileMoney, World.Iraq, World.Eur(500)) { Batch = batch, Why = "AC04" }]),
            new LineRefused(batch, PaymentId.For(One.Grant, new(3)), RefusalCode.NothingDue, "No cash line of this grant is due."),
            new ContinueBatch(batch),
            new WriteBankFile(batch),
        ];
    }

    private static IEnumerable<FundingRequest> Requests() =>
    [
        new Reserve(One.Grant, Line, $"{One.Grant}-1", World.Eur(1_500)),
        new Release(One.Grant, Line, $"{One.Grant}-1", World.Eur(500), $"{One.Grant}-0009", Ends: true),
        new Settle(One.Grant, Line, $"{One.Grant}-1", World.Eur(1_000), $"{One.Grant}-0011"),
        new Reopen(One.Grant, Line, $"{One.Grant}-1", World.Eur(500), $"{One.Grant}-0012"),
        new Adjust(One.Grant, Line, $"{One.Grant}-1", -World.Eur(500), $"{One.Grant}-0013"),
        new Amend(Line, AmendmentId.Derive("tests", "amendment")),
    ];

    private static (string Name, string Text) Of<TBody>(TBody body)
    {
        var kind = typeof(TBody).GetCustomAttributes<JsonDerivedTypeAttribute>().SingleOrDefault(one => one.DerivedType == body!.GetType())?.TypeDiscriminator;
        var schema = MessageText.SchemaOf<TBody>();
        return (kind is null ? schema : $"{schema}.{kind}", MessageText.Write($"{One.Id("submit")}-01", One.Id("submit").Value, One.Grant, Time, body));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
