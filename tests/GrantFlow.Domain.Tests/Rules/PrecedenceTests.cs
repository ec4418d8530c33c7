using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Households;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Verification;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Rules;

/// <summary>
/// However many things are wrong with a command at once, the answer is the first by precedence: for each command every
/// combination of faults is tried.
/// </summary>
public sealed class PrecedenceTests
{
    private static readonly ProgrammeId Unknown = ProgrammeId.Parse("gone");
    private static readonly OfficeId Nowhere = OfficeId.Parse("xx-nowhere");

    private static readonly Dictionary<string, (Attempt Fit, IReadOnlyList<Fault> Faults)> Commands = new()
    {
        ["submit"] = (Attempt(Story.Nothing, Ask.Submit(Strict)),
        [
            Fault.WrongRole,
            Fault.Ask(RefusalCode.UnknownProgramme, (SubmitGrant submit) => submit with { Application = submit.Application with { Programme = Unknown } }),
            Fault.Ask(RefusalCode.UnknownOffice, (SubmitGrant submit) => submit with { Application = submit.Application with { Office = Nowhere } }),
            Fault.Ask(RefusalCode.OfficeOutsideCountry, (SubmitGrant submit) => submit with { Application = submit.Application with { Office = Tirana } }),
            .. Fault.Applications(command => ((SubmitGrant)command).Application, (command, application) => ((SubmitGrant)command) with { Application = application }),
        ]),
        ["submit one of a family"] = (Attempt(Story.Nothing, Ask.Submit(Member(HouseholdRole.FamilyMember))),
        [
            Fault.WrongRole,
            Submitted(RefusalCode.FamiliesNotCovered, application => application with { Programme = TwoApprovals }),
            Submitted(RefusalCode.RoleNotForAge, application => application with { UnderAge = true }),
            Submitted(RefusalCode.DeclarationInvalid, application => application with { Declaration = application.Declaration! with { SignedOn = new(2027, 1, 1) } }),
            Submitted(RefusalCode.GuardianMissing, application => application with { Child = new("file-11", " ") }),
            Submitted(RefusalCode.OverSystemCeiling, application => application with { Requested = Eur(2000, 1) }),
            Submitted(RefusalCode.ChildPaidDirectly, application => application with { Child = new("file-11", "file-12") }),
        ]),
        ["amend one of a family"] = (Attempt(OneOfAFamily(HouseholdRole.FamilyMember).Do(Ask.Return()), Ask.Amend(Member(HouseholdRole.FamilyMember))),
        [
            Fault.WrongRole,
            Fault.WrongState,
            Fault.Ask(RefusalCode.HouseholdIncomplete, (AmendGrant amend) => amend with { Application = amend.Application with { HouseholdRole = HouseholdRole.Principal } }),
            Fault.Ask(RefusalCode.ReturnDateMissing, (AmendGrant amend) => amend with { Application = amend.Application with { ReturnOn = null } }),
        ]),
        ["approve one of a family"] = (Attempt(OneOfAFamily(HouseholdRole.FamilyMember), Ask.Approve(Eur(1500)) with { Household = Ask.Household }),
        [
            Fault.WrongRole,
            Fault.WrongState,
            Fault.Ask(RefusalCode.HouseholdDecides, (ApproveGrant approve) => approve with { Household = null }),
            Fault.OwnSubmission,
            Fault.Ask(RefusalCode.OverSystemCeiling, (ApproveGrant approve) => approve with { Amount = Eur(2000, 1) }),
        ]),
        ["split a child off"] = (Attempt(OneOfAFamily(HouseholdRole.Minor), Ask.Leave(new("file-11", "file-12"))),
        [
            Fault.WrongRole,
            Fault.WrongState,
            Fault.Of(RefusalCode.NotInHousehold, grant => grant with { Household = null }),
            Fault.Of(RefusalCode.PrincipalStays, grant => grant with { Application = grant.Application with { HouseholdRole = HouseholdRole.Principal } }),
            Fault.Ask(RefusalCode.GuardianMissing, (LeaveHousehold leave) => leave with { Child = new("file-11", null) }),
        ]),
        ["amend"] = (Attempt(Under(Strict).Do(Ask.Return()), Ask.Amend(Application(Strict))),
        [
            Fault.WrongRole,
            Fault.WrongState,
            .. Fault.Applications(command => ((AmendGrant)command).Application, (command, application) => ((AmendGrant)command) with { Application = application }),
        ]),
        ["approve"] = (Attempt(SecondApproval(), Ask.Approve(Eur(1000))),
        [
            Fault.WrongRole,
            Fault.WrongState,
            Fault.OwnSubmission,
            new(RefusalCode.SecondApproverIsFirst, attempt => attempt with { Grant = attempt.Grant! with { Approvers = attempt.Grant!.Approvers.Add(attempt.Command.Actor.Id) } }),
            Fault.Of(RefusalCode.UnknownProgramme, grant => grant with { Application = grant.Application with { Programme = Unknown } }),
            Fault.Of(RefusalCode.GuardianMissing, grant => grant with { Application = grant.Application with { UnderAge = true } }),
            Fault.Of(RefusalCode.CoolingOff, grant => grant with { Application = grant.Application with { Programme = Shielded, Declaration = grant.Application.Declaration! with { SignedOn = Today } } }),
            .. Fault.Amounts((attempt, amount) => attempt with { Command = ((ApproveGrant)attempt.Command) with { Amount = amount } }),
            Fault.Ask(RefusalCode.OverRequested, (ApproveGrant approve) => approve with { Amount = Eur(1000, 1) }),
            Fault.Ask(RefusalCode.ApprovalsDiffer, (ApproveGrant approve) => approve with { Amount = Eur(999) }),
            Fault.Ask(RefusalCode.FundingLineNotForGrants, (ApproveGrant approve) => approve with { FundingLine = FundingLineId.For(NoCash, "grants") }),
            new(RefusalCode.OutsideAgreement, attempt => attempt with { Context = attempt.Context with { Catalogue = WithAgreement(new(Today.AddDays(1), null)) } }),
        ]),
        ["reject"] = (Attempt(Under(Strict), Ask.Reject()), [Fault.WrongRole, Fault.WrongState, Fault.OwnSubmission]),
        ["adjudicate"] = (Attempt(Stories.At(GrantState.NeedsAdjudication), Ask.Adjudicate(true)), [Fault.WrongRole, Fault.WrongState, Fault.OwnSubmission]),
        ["appeal"] = (Attempt(Stories.Rejected, Ask.Appeal()),
        [
            Fault.WrongRole,
            Fault.WrongState,
            Fault.Of(RefusalCode.AlreadyAppealed, grant => grant with { Upheld = true }),
            new(RefusalCode.AppealTooLate, attempt => attempt with { Context = On(Today.AddDays(31)) }),
        ]),
        ["decide appeal"] = (Attempt(Stories.At(GrantState.UnderAppeal), Ask.DecideAppeal(true)),
        [
            Fault.WrongRole,
            Fault.WrongState,
            Fault.OwnSubmission,
            new(RefusalCode.AppealDeciderInvolved, attempt => attempt with { Grant = attempt.Grant! with { Deciders = [attempt.Command.Actor.Id] } }),
        ]),
        ["record funding"] = (Attempt(Stories.Approved, Ask.Funded(Stories.Approved.Now, true)),
        [
            Fault.WrongRole,
            Fault.WrongState,
            Fault.Ask(RefusalCode.StaleAttempt, (RecordFunding answer) => answer with { Reservation = $"{Ask.Grant}-9" }),
        ]),
        ["expire"] = (new(Stories.Funded.Now, Ask.Expire(), AfterDeadline),
        [
            Fault.WrongRole,
            Fault.WrongState,
            new(RefusalCode.NotYetExpired, attempt => attempt with { Context = On(Deadline) }),
        ]),
        ["check deadlines"] = (new(Stories.Funded.Now, Ask.Check(), AfterDeadline),
        [
            Fault.WrongRole,
            new(RefusalCode.NotYetExpired, attempt => attempt with { Context = Now }),
        ]),
        ["verify"] = (Attempt(Stories.Funded, Ask.Verify()),
        [
            Fault.WrongRole,
            Fault.OtherOffice,
            Fault.WrongState,
            Fault.OwnSubmission,
            new(RefusalCode.VerifierApproved, attempt => attempt with { Grant = attempt.Grant! with { Approvers = [attempt.Command.Actor.Id] } }),
            Fault.Of(RefusalCode.DepartureNotConfirmed, grant => grant with { Application = grant.Application with { Programme = Shielded } }),
            Fault.Ask(RefusalCode.VerificationIncomplete, (VerifyArrival verify) => verify with { RouteConfirmed = false }),
            new(RefusalCode.ChildPaidDirectly, attempt => attempt with { Grant = UnderAge(attempt.Grant!), Command = ((VerifyArrival)attempt.Command) with { Route = Wallet } }),
        ]),
        ["split"] = (Attempt(RefusalExamples.ReadyToSplit(Strict, Eur(1000)), Ask.Split(Ask.Training(Eur(700)), Ask.Cash(Eur(300)))),
        [
            Fault.WrongRole,
            Fault.OtherOffice,
            Fault.WrongState,
            Fault.Of(RefusalCode.UnknownProgramme, grant => grant with { Application = grant.Application with { Programme = Unknown } }),
            Parts(RefusalCode.WrongCurrency, parts => [.. parts, Ask.Goods(new(1, Currency.Parse("USD")))]),
            Parts(RefusalCode.AmountNotPositive, parts => [.. parts, Ask.Goods(Eur(0))]),
            Parts(RefusalCode.SplitMismatch, parts => [.. parts, Ask.Goods(Eur(0, 1))]),
            Fault.Of(RefusalCode.CashNotAllowed, grant => grant with { Application = grant.Application with { Programme = NoCash } }),
            Parts(RefusalCode.PackageUnknown, parts => [parts[0] with { Package = "start" }, .. parts.Skip(1)]),
            Parts(RefusalCode.CashShareExceeded, parts => Instead(parts, Ask.Cash(Eur(200)))),
            Parts(RefusalCode.ItemUnknown, parts => [parts[0] with { ItemCode = "welding" }, .. parts.Skip(1)]),
            Parts(RefusalCode.LineKindNotAllowed, parts => Instead(parts, new(LineKind.Service, Eur(50), "advice", "a lawyer"))),
            Fault.Of(RefusalCode.RouteMissing, grant => grant with { Route = null }),
            Fault.Of(RefusalCode.ChildPaidDirectly, UnderAge),
            Parts(RefusalCode.InKindComesFirst, parts => [.. parts.Select(part => part.Kind == LineKind.Training ? Ask.Goods(part.Amount) : part)]),
        ]),
        ["confirm delivery"] = (Attempt(Stories.Disbursing.Do(Ask.Deliver(2)), Ask.Deliver(1)),
        [
            Fault.WrongRole,
            Fault.OtherOffice,
            Fault.WrongState,
            .. Lines(elsewhere: 2, ofOtherKind: 3, (command, line) => ((ConfirmDelivery)command) with { Line = line }),
            Fault.Ask(RefusalCode.VerificationIncomplete, (ConfirmDelivery deliver) => deliver with { Evidence = deliver.Evidence with { DeliveredOn = Today.AddDays(2) } }),
            Fault.Ask(RefusalCode.DeliveryPartInvalid, (ConfirmDelivery deliver) => deliver with { Part = new(Eur(600)) }),
        ]),
        ["settle in kind"] = (Attempt(Stories.Disbursing.Do(Ask.Deliver(1)), Ask.Settle(1)),
        [
            Fault.WrongRole,
            Fault.WrongState,
            .. Lines(elsewhere: 2, ofOtherKind: 3, (command, line) => ((SettleInKind)command) with { Line = line }),
            Fault.Ask(RefusalCode.InvoiceAmountDiffers, (SettleInKind settle) => settle with { Amount = Eur(1) }),
            new(RefusalCode.EvidenceReused, attempt => attempt with { Context = attempt.Context with { EvidenceUses = [new(Ask.Other, new(1))] } }),
            new(RefusalCode.InvoiceUsed, attempt => attempt with { Context = attempt.Context with { InvoiceUse = new(Ask.Other, new(1)) } }),
            new(RefusalCode.ReleaserInvolved, attempt => attempt with { Grant = attempt.Grant! with { Verifier = attempt.Command.Actor.Id } }),
        ]),
        ["record payment"] = (Attempt(Stories.Busy, Ask.Payment(Stories.Lines.Released, 1, PaymentOutcome.Settled)),
        [
            Fault.WrongRole,
            Fault.WrongState,
            .. Lines(elsewhere: Stories.Lines.Paid, ofOtherKind: Stories.Lines.Ordered, (command, line) => ((RecordPayment)command) with { Line = line }),
            Fault.Ask(RefusalCode.StaleAttempt, (RecordPayment answer) => answer with { Attempt = 2 }),
            Fault.Ask(RefusalCode.AmountDifferent, (RecordPayment answer) => answer with { Booked = Eur(149, 99) }),
        ]),
        ["retry"] = (Attempt(Stories.Busy, Ask.Retry(Stories.Lines.Failed)),
        [
            Fault.WrongRole,
            Fault.WrongState,
            .. Lines(elsewhere: Stories.Lines.Due, ofOtherKind: Stories.Lines.Ordered, (command, line) => ((RetryPayout)command) with { Line = line }),
            new(RefusalCode.ReleaserInvolved, attempt => attempt with { Grant = attempt.Grant! with { Submitters = [attempt.Command.Actor.Id] } }),
        ]),
        ["give back"] = (Attempt(Stories.Busy.Do(Ask.Payment(Stories.Lines.Paid, 1, PaymentOutcome.Returned)), Ask.GiveBack(Stories.Lines.Paid)),
        [
            Fault.WrongRole,
            .. Lines(elsewhere: Stories.Lines.Due, ofOtherKind: Stories.Lines.Ordered, (command, line) => ((GiveBackReturn)command) with { Line = line }),
            new(RefusalCode.ReleaserInvolved, attempt => attempt with { Grant = attempt.Grant! with { Submitters = [attempt.Command.Actor.Id] } }),
        ]),
        ["resolve"] = (Attempt(Doubted.Do(Ask.Resolve(Stories.Lines.Released, 1, false)), Ask.Resolve(Stories.Lines.Released, 1, false, People.ThirdFinance)),
        [
            Fault.WrongRole,
            .. Lines(elsewhere: Stories.Lines.Due, ofOtherKind: Stories.Lines.Ordered, (command, line) => ((ResolvePayment)command) with { Line = line }),
            new(RefusalCode.ReleaserInvolved, attempt => attempt with { Grant = attempt.Grant! with { Verifier = attempt.Command.Actor.Id } }),
        ]),
        ["note contradiction"] = (Attempt(Stories.Busy, Ask.Contradict(Stories.Lines.Paid, 1, PaymentOutcome.Failed)),
        [
            Fault.WrongRole,
            .. Lines(elsewhere: Stories.Lines.Due, ofOtherKind: Stories.Lines.Ordered, (command, line) => ((NoteContradiction)command) with { Line = line }),
        ]),
        ["confirm cash desk"] = (Attempt(new Story(AtDesk(Stories.Busy.Now)), Ask.HandOver(Stories.Lines.Released, 1)),
        [
            Fault.WrongRole,
            Fault.OtherOffice,
            Fault.WrongState,
            .. Lines(elsewhere: Stories.Lines.Due, ofOtherKind: Stories.Lines.Ordered, (command, line) => ((ConfirmCashDesk)command) with { Line = line }),
            Fault.Ask(RefusalCode.StaleAttempt, (ConfirmCashDesk ask) => ask with { Attempt = 2 }),
            Fault.Of(RefusalCode.NotAtCashDesk, grant => grant with { Lines = [.. grant.Lines.Select(line => line is CashLine cash ? cash with { Route = Wallet } : line)] }),
            Fault.Ask(RefusalCode.CashierInvolved, (ConfirmCashDesk ask) => ask with { Issuer = ask.Actor.Id }),
        ]),
        ["release"] = (Attempt(Stories.Disbursing, Ask.Release()),
        [
            Fault.WrongRole,
            Fault.WrongState,
            new(RefusalCode.ReleaserInvolved, attempt => attempt with { Grant = attempt.Grant! with { Submitters = [attempt.Command.Actor.Id] } }),
            Fault.Of(RefusalCode.InKindComesFirst, grant => Cash(grant, CashState.Planned)),
            Fault.Of(RefusalCode.NothingDue, grant => Cash(grant, CashState.Released)),
        ]),
    };

    private static Story Doubted => Stories.Busy.Do(Ask.Payment(Stories.Lines.Released, 1, PaymentOutcome.Unknown));

    public static TheoryData<string> Names => [.. Commands.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_all_that_is_wrong_the_first_by_precedence_is_said(string name)
    {
        var (fit, unordered) = Commands[name];
        // A later fault may undo an earlier one on the same field; the one with precedence is made last, so that it stays.
        var faults = unordered.OrderByDescending(fault => fault.Code).ToList();
        var wrong = new List<string>();
        for (var bits = 0; bits < 1 << faults.Count; bits++)
        {
            var made = faults.Where((_, at) => (bits & (1 << at)) != 0).ToList();
            var decision = made.Aggregate(fit, (attempt, fault) => fault.Make(attempt)).Decide();
            var said = (decision as Decision.Refused)?.Code;
            var expected = made.Count == 0 ? (RefusalCode?)null : made.Min(fault => fault.Code);
            if (said != expected)
                wrong.Add($"{string.Join(" + ", made.Select(fault => fault.Code))}: expected {expected}, said {said?.ToString() ?? "accepted"}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} combinations, first:\n{string.Join('\n', wrong.Take(10))}");
    }

    private static Attempt Attempt(Story story, GrantCommand command) => new(story.Grant, command, Now);

    private static Story Under(ProgrammeId programme) => Story.Nothing.Do(Ask.Submit(programme), Ask.Screened(ScreeningResult.Clear));

    private static Story SecondApproval() => Story.Nothing.Do(
        Ask.Submit(Application(Strict) with { Requested = Eur(1000) }), Ask.Screened(ScreeningResult.Clear), Ask.Approve(Eur(1000), People.SecondOfficer));

    private static Story OneOfAFamily(HouseholdRole role) => Story.Nothing.Do(Ask.Submit(Member(role)), Ask.Screened(ScreeningResult.Clear));

    private static Grant UnderAge(Grant grant) => grant with { Application = grant.Application with { UnderAge = true } };

    private static Fault Submitted(RefusalCode code, Func<Application, Application> change) =>
        Fault.Ask(code, (SubmitGrant submit) => submit with { Application = change(submit.Application) });

    private static Fault Parts(RefusalCode code, Func<IReadOnlyList<SplitPart>, IReadOnlyList<SplitPart>> change) =>
        Fault.Ask(code, (ConfirmSplit split) => split with { Parts = change(split.Parts) });

    /// <summary>Gives something else in place of a piece of the first part, so that the sum stays.</summary>
    private static IReadOnlyList<SplitPart> Instead(IReadOnlyList<SplitPart> parts, SplitPart other) =>
        [parts[0] with { Amount = parts[0].Amount - other.Amount }, .. parts.Skip(1), other];

    private static IReadOnlyList<Fault> Lines(int elsewhere, int ofOtherKind, Func<GrantCommand, LineId, GrantCommand> write) =>
    [
        new(RefusalCode.LineNotFound, attempt => attempt with { Command = write(attempt.Command, new(99)) }),
        new(RefusalCode.WrongLineKind, attempt => attempt with { Command = write(attempt.Command, new(ofOtherKind)) }),
        new(RefusalCode.WrongLineState, attempt => attempt with { Command = write(attempt.Command, new(elsewhere)) }),
    ];

    private static Grant AtDesk(Grant grant) => grant with { Lines = [.. grant.Lines.Select(line => line is CashLine cash ? cash with { Route = Desk } : line)] };

    private static Grant Cash(Grant grant, CashState state) =>
        grant with { Lines = [.. grant.Lines.Select(line => line is CashLine cash ? cash with { State = state } : line)] };
}
