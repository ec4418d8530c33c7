using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Protection;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.Stories;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Rules;

/// <summary>One way to every refusal, in plain words.</summary>
/// <param name="Code">What it leads to.</param>
/// <param name="When">The situation; a clause that follows "when".</param>
/// <param name="Decide">Leads to it.</param>
internal sealed record RefusalExample(RefusalCode Code, string When, Func<Decision> Decide);

internal static class RefusalExamples
{
    private static readonly Application Fit = Application(Strict);

    private static readonly Application Refers = Application(Mechanism);

    public static readonly IReadOnlyList<RefusalExample> All =
    [
        new(RefusalCode.WrongRole, "an auditor approves", () => AwaitingApproval.Decide(Ask.Approve(Eur(1500), People.Auditor))),
        new(RefusalCode.OtherOffice, "the office in Tirana verifies an arrival in Erbil", () => Funded.Decide(Ask.Verify(People.Tirana))),
        new(RefusalCode.IdentitySealed, "the counsellor looks up a trafficked person", () => IdentityAccess.Read(Sealed.Now, People.Counsellor, Now.RulesOf(Sealed.Now))!),
        new(RefusalCode.GrantNotFound, "the id has a typing mistake", () => Story.Nothing.Decide(Ask.Approve(Eur(1500)))),
        new(RefusalCode.AlreadySubmitted, "the same grant is handed in twice", () => InScreening.Decide(Ask.Submit(Plain))),
        new(RefusalCode.WrongState, "an arrival is verified before anyone approved", () => AwaitingApproval.Decide(Ask.Verify())),
        new(RefusalCode.HouseholdNotFound, "the household's id has a typing mistake", () => Family.Nobody.Decide(Family.Approve())),
        new(RefusalCode.PossibleDoublePayment, "a payment that had failed and was sent again is said to be paid after all", () => Disbursing
            .Do(Ask.Release(), Ask.TimedOut(3, 1), Ask.Retry(3), Ask.Release()).Decide(Ask.Payment(3, 1, PaymentOutcome.Settled))),
        new(RefusalCode.BatchNotFound, "the batch's id has a typing mistake", () => Batching.Decide(null, batch => batch.Cancel(Batching.First, "Wrong month.", Now.Now))),
        new(RefusalCode.BatchNotReady, "a batch is released while its lines are gathered", () => Batching.Decide(Batching.Draft with { Work = BatchWork.Gathering }, batch => Batching.Sign(batch, Batching.First))),
        new(RefusalCode.BatchEmpty, "every line was taken out before the release", () => Batching.Decide(Batching.Draft, batch => Batching.Sign(batch, Batching.First, BatchTally.Empty))),
        new(RefusalCode.LaterPeriodClosed, "January is closed and somebody soft-closes December", () => Months.Told(Months.Closed.Decide(AccountingPeriod.Parse("2025-12"), PeriodTrigger.SoftClose, new(2026, 2, 10)))),
        new(RefusalCode.PeriodNotOver, "a month of the books is closed on its last day", () => Months.Told(PeriodHistory.None.Decide(Months.January, PeriodTrigger.Close, new(2026, 1, 31)))),
        new(RefusalCode.PeriodNotSealed, "a month is closed in the first minutes of the next one", () => Months.Told(
            PeriodHistory.None.Decide(Months.January, PeriodTrigger.Close, new(2026, 2, 1), facts: Months.Sealed with { SealedTo = new(2026, 1, 30) }))),
        new(RefusalCode.EarlierPeriodOpen, "March is closed before February", () => Months.Told(
            Months.Closed.Decide(Months.March, PeriodTrigger.Close, new(2026, 4, 2), facts: Months.Sealed with { Counted = new HashSet<AccountingPeriod> { Months.February } }))),
        new(RefusalCode.ReopenerIsFirst, "who asked to reopen a month agrees to it", () => Months.Told(Months.Asked.Decide(Months.January, PeriodTrigger.AgreeReopening, new(2026, 2, 11)))),
        new(RefusalCode.ReleaserDrafted, "the drafter releases the batch", () => Batching.Decide(Batching.Draft, batch => Batching.Sign(batch, Batching.Drafter))),
        new(RefusalCode.SecondReleaserIsFirst, "one person gives both signatures", () => Batching.Decide(Batching.Signed, batch => Batching.Sign(batch, Batching.First))),
        new(RefusalCode.BatchLinesRefused, "the verifier of one of its grants releases a batch", () => Batching.Decide(
            Batching.Draft, batch => Batching.Sign(batch, People.Erbil.In(Role.Finance), obstacles: Disbursing.Decide(Ask.Release(People.Erbil.In(Role.Finance)))))),
        new(RefusalCode.NotInHousehold, "a person who applied alone is split off", () => AwaitingApproval.Decide(Ask.Leave())),
        new(RefusalCode.PrincipalStays, "the principal is split off", () => Undecided(HouseholdRole.Principal).Decide(Ask.Leave())),
        new(RefusalCode.HouseholdDecides, "one of a family is approved alone", () => Undecided(HouseholdRole.FamilyMember).Decide(Ask.Approve(Eur(1500)))),
        new(RefusalCode.HouseholdNotReady, "a family is approved while one of it may be a duplicate", () => Family.Of(
            (HouseholdRole.Principal, [Ask.Screened(ScreeningResult.Clear)]), (HouseholdRole.FamilyMember, [Ask.Screened(ScreeningResult.LikelyDuplicate)])).Decide(Family.Approve())),
        new(RefusalCode.AlreadyAppealed, "a rejection that was upheld is appealed again", () => At(GrantState.UnderAppeal).Do(Ask.DecideAppeal(allowed: false)).Decide(Ask.Appeal())),
        new(RefusalCode.PlanPending, "goods are delivered that a waiting change of plan would replace", () => PlanPending.Decide(Ask.Deliver(1))),
        new(RefusalCode.LineNotFound, "a delivery is confirmed for the seventh of three lines", () => Disbursing.Decide(Ask.Deliver(7))),
        new(RefusalCode.WrongLineKind, "a delivery is confirmed for a cash line", () => Disbursing.Decide(Ask.Deliver(3))),
        new(RefusalCode.PaymentUnknown, "a new route is given while nobody can say whether the old one paid", () => Disbursing
            .Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Unknown)).Decide(Ask.Reroute(3))),
        new(RefusalCode.RouteAtFault, "a payment to a closed account is tried again", () => Disbursing.Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Failed)).Decide(Ask.Retry(3))),
        new(RefusalCode.WrongLineState, "an invoice is settled before anything was delivered", () => Disbursing.Decide(Ask.Settle(1))),
        new(RefusalCode.StaleAttempt, "the provider answers about an attempt that is not under way", () => Disbursing.Do(Ask.Release()).Decide(Ask.Payment(3, 2, PaymentOutcome.Settled))),
        new(RefusalCode.OwnSubmission, "the counsellor who handed it in approves it as an officer", () => AwaitingApproval.Decide(Ask.Approve(Eur(1500), People.Counsellor.In(Role.Officer)))),
        new(RefusalCode.SecondApproverIsFirst, "one officer gives both approvals", () => At(GrantState.AwaitingSecondApproval).Decide(Ask.Approve(Eur(2000)))),
        new(RefusalCode.VerifierApproved, "the approver verifies the arrival", () => Funded.Decide(Ask.Verify(People.Officer.In(Role.CountryOffice)))),
        new(RefusalCode.NotAtCashDesk, "a voucher is paid out for money that goes to a bank account", () => Disbursing.Do(Ask.Release()).Decide(Ask.HandOver(3, 1))),
        new(RefusalCode.CashierInvolved, "the verifier hands over the cash", () => Disbursing.Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Failed), Ask.Reroute(3) with { Route = World.Desk }, Ask.Release()).Decide(Ask.HandOver(3, 2, People.Erbil, People.OtherErbil))),
        new(RefusalCode.ReleaserInvolved, "the verifier releases the money", () => Disbursing.Decide(Ask.Release(People.Erbil.In(Role.Finance)))),
        new(RefusalCode.ResolverIsFirst, "one of finance says twice that a payment was not made", () => Disbursing
            .Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Unknown), Ask.Resolve(3, 1, paid: false)).Decide(Ask.Resolve(3, 1, paid: false))),
        new(RefusalCode.AppealDeciderInvolved, "the officer who rejected decides the appeal", () => At(GrantState.UnderAppeal).Decide(Ask.DecideAppeal(true, People.Officer))),
        new(RefusalCode.OwnPlan, "the country officer who proposed the plan approves it as an officer", () => PlanPending.Decide(Ask.ApprovePlan(PlanPending.Now, People.Erbil.In(Role.Officer)))),
        new(RefusalCode.OwnSupplier, "who registered a supplier clears it", () => Sellers.Alike.Decide("TSe.007", false, "Another firm.", People.Erbil.In(Role.Officer), Noon).Refused!),
        new(RefusalCode.UnknownProgramme, "the programme's name has a typing mistake", () => Submit(Fit with { Programme = ProgrammeId.Parse("strikt") })),
        new(RefusalCode.OutsideWindow, "the application comes after the last day", () => Submit(Fit, On(new(2026, 7, 1)))),
        new(RefusalCode.HostNotCovered, "the person returns from a country the programme does not cover", () => Submit(Fit with { Host = Albania })),
        new(RefusalCode.DestinationNotCovered, "the person returns to a country the programme does not cover", () => Submit(Fit with { Destination = Albania, Office = Tirana })),
        new(RefusalCode.NationalityNotCovered, "the programme is for other nationals", () => Submit(Fit with { Nationality = null })),
        new(RefusalCode.CategoryNotCovered, "the programme is for people in another situation", () => Submit(Fit with { Category = BeneficiaryCategory.ForcedReturnee })),
        new(RefusalCode.FamiliesNotCovered, "a family applies where the programme takes single people", () => Submit(Fit with { Household = Ask.Household })),
        new(RefusalCode.HouseholdIncomplete, "a family is handed in without its principal", () => Family.Nobody.Decide(Family.Submit(HouseholdRole.FamilyMember, HouseholdRole.Minor))),
        new(RefusalCode.RoleNotForAge, "someone under 18 applies as a family member", () => Submit(Fit with { HouseholdRole = HouseholdRole.FamilyMember, UnderAge = true })),
        new(RefusalCode.UnknownOffice, "the office's name has a typing mistake", () => Submit(Fit with { Office = OfficeId.Parse("iq-erbill") })),
        new(RefusalCode.OfficeOutsideCountry, "the office is in another country than the destination", () => Submit(Fit with { Office = Tirana })),
        new(RefusalCode.DeclarationInvalid, "the declaration is dated tomorrow", () => Submit(Fit with { Declaration = Fit.Declaration! with { SignedOn = Today.AddDays(1) } })),
        new(RefusalCode.GuardianMissing, "an unaccompanied child has no guardian", () => Submit(Fit with { Child = new(null, "file-12") })),
        new(RefusalCode.OutsideAgreement, "an officer approves after the last day of the funder's agreement", () => GrantDecider.Decide(
            AwaitingApproval.Now, Ask.Approve(Eur(1500)), new(Noon, WithAgreement(new(new(2026, 1, 1), new(2026, 2, 28)))))),
        new(RefusalCode.CoolingOff, "an officer approves on the sixth day of seven", () => Sealed.Decide(Ask.Approve(Eur(2000)), On(new(2026, 3, 7)))),
        new(RefusalCode.ReferralNotCovered, "a person is referred into a programme that is not on the list", () => Submit(Refers with { Referral = Refers.Referral! with { Into = Plain } })),
        new(RefusalCode.TooMuchIdentity, "a referral comes with a passport number", () => Submit(Refers with { HasDocument = true })),
        new(RefusalCode.ConsentMissing, "the consent to a hand-over is dated tomorrow", () => Funded.Decide(Ask.Refer() with { Consent = Agreed with { On = Today.AddDays(1) } })),
        new(RefusalCode.ServesNotCovered, "a return is said to serve another grant", () => Submit(Fit with { Serves = Ask.Other })),
        new(RefusalCode.ReturnDateMissing, "the programme counts from the day of return and it is not given", () => Submit(Fit with { ReturnOn = null })),
        new(RefusalCode.WrongCurrency, "pounds are asked for", () => Submit(Fit with { Requested = Money.Parse("900.00", Currency.Parse("GBP")) })),
        new(RefusalCode.AmountNotPositive, "nothing is asked for", () => Submit(Fit with { Requested = Eur(0) })),
        new(RefusalCode.AmountDifferent, "the bank booked a cent less and nothing was converted", () => Disbursing
            .Do(Ask.Release()).Decide(Ask.Payment(3, 1, PaymentOutcome.Settled) with { Booked = Eur(499, 99) })),
        new(RefusalCode.OverSystemCeiling, "one cent more than EUR 2,000.00 is asked for", () => Submit(Application(Plain) with { Requested = Eur(2000, 1) })),
        new(RefusalCode.OverProgrammeCeiling, "one cent more than the programme's ceiling is asked for", () => Submit(Fit with { Requested = Eur(1200, 1) })),
        new(RefusalCode.OverRequested, "more is approved than was asked for", () => Story.Nothing.Do(Ask.Submit(Application(Plain) with { Requested = Eur(800) }), Ask.Screened(ScreeningResult.Clear)).Decide(Ask.Approve(Eur(800, 1)))),
        new(RefusalCode.ApprovalsDiffer, "the second officer approves another amount than the first", () => At(GrantState.AwaitingSecondApproval).Decide(Ask.Approve(Eur(1900), People.SecondOfficer))),
        new(RefusalCode.FundingLineNotForGrants, "the component that informs people is named as the payer", () => AtHomeAwaiting.Decide(Ask.Approve(Eur(800)) with { FundingLine = FundingLineId.For(AtHome, "information") })),
        new(RefusalCode.OverApproved, "a plan is changed to one cent more than was approved", () => Verified.Decide(Ask.Plan(Eur(1500, 1)))),
        new(RefusalCode.NothingToChange, "a plan is changed when every line is handed over or released", () => Disbursing.Do(Ask.Deliver(1), Ask.Deliver(2), Ask.Release()).Decide(Ask.Plan(Eur(1400)))),
        new(RefusalCode.PlanOutdated, "a delivery that the plan counted on is disputed before the officer approves", () => Disbursing
            .Do(Ask.Deliver(1, accepted: false), Ask.Plan(Eur(1500), Ask.Cash(Eur(900)))) is var waits ? waits.Do(Ask.Dispute(1)).Decide(Ask.ApprovePlan(waits.Now)) : null!),
        new(RefusalCode.InvoiceAmountDiffers, "the supplier's invoice is a cent over what was accepted", () => Disbursing.Do(Ask.Deliver(1)).Decide(Ask.Settle(1) with { Amount = Eur(600, 1) })),
        new(RefusalCode.InvoiceUsed, "the supplier's invoice was settled with another grant before", () => Disbursing.Do(Ask.Deliver(1)).Decide(Ask.Settle(1), Now with { InvoiceUse = new(Ask.Other, new(2)) })),
        new(RefusalCode.DepartureAlreadyConfirmed, "the same departure is confirmed twice", () => Funded.Do(Ask.Depart()).Decide(Ask.Depart())),
        new(RefusalCode.DepartureNotConfirmed, "an arrival is verified and nobody saw the person off", () => FundedSealed.Decide(Ask.Verify())),
        new(RefusalCode.VerificationIncomplete, "the identity could not be confirmed", () => Funded.Decide(Ask.Verify() with { IdentityConfirmed = false })),
        new(RefusalCode.EvidenceReused, "the photo of the delivery was used for another grant, and nobody said why", () => Disbursing.Do(Ask.Deliver(1)).Decide(Ask.Settle(1), Now with { EvidenceUses = [new(Ask.Other, new(2))] })),
        new(RefusalCode.SplitMismatch, "the parts are a cent short of the approved amount", () => Verified.Decide(Ask.Split(Ask.Goods(Eur(1000)), Ask.Cash(Eur(499, 99))))),
        new(RefusalCode.PackageUnknown, "a part is planned from no package", () => ReadyToSplit(Packaged, Eur(2000)).Decide(Ask.Split(Ask.Cash(Eur(600)).From("start"), Ask.Goods(Eur(1400))))),
        new(RefusalCode.PackageExceeded, "a cent more than the package holds is planned from it", () => ReadyToSplit(Packaged, Eur(2000)).Decide(Ask.Split(Ask.Cash(Eur(600, 1)).From("start"), Ask.Goods(Eur(1399, 99)).From("later")))),
        new(RefusalCode.CashNotAllowed, "cash is planned under a programme that gives none", () => ReadyToSplit(NoCash, Eur(2000)).Decide(Ask.Split(Ask.Goods(Eur(1999)), Ask.Cash(Eur(1))))),
        new(RefusalCode.CashShareExceeded, "a cent more cash is planned than the programme's share", () => ReadyToSplit(Strict, Eur(1000)).Decide(Ask.Split(Ask.Training(Eur(599, 99)), Ask.Cash(Eur(400, 1))))),
        new(RefusalCode.LineKindNotAllowed, "the programme does not give this kind of help", () => ReadyToSplit(NoCash, Eur(2000)).Decide(Ask.Split(Ask.Training(Eur(2000))))),
        new(RefusalCode.ItemUnknown, "the item's code has a typing mistake", () => ReadyToSplit(Listed, Eur(1500)).Decide(Ask.Split(Ask.Goods(Eur(1500)) with { ItemCode = "sowing-machine" }))),
        new(RefusalCode.ItemPriceExceeded, "a cent more than the catalogue's price is planned for three machines", () => ReadyToSplit(Listed, Eur(1500)).Decide(
            Ask.Split(Ask.Goods(Eur(900, 1)) with { ItemCode = "sewing-machine", Quantity = 3 }, Ask.Cash(Eur(599, 99))))),
        new(RefusalCode.SupplierNotRegistered, "goods are ordered from a supplier whose id has a typing mistake", () => Verified.Decide(Ask.Split(Ask.Goods(Eur(1500)) with { SupplierId = Sellers.Alike.Id }))),
        new(RefusalCode.SupplierNotCleared, "goods are ordered from a supplier that looks like somebody listed", () => Verified.Decide(Ask.Split(Ask.Goods(Eur(1500)) with { SupplierId = Sellers.Alike.Id }), Now with { Suppliers = Sellers.Knowing(Sellers.Alike) })),
        new(RefusalCode.SupplierHitGone, "a hit is cleared that a newer list does not have", () => Sellers.Alike.Decide("TSe.001", false, "Another firm.", People.Officer, Noon).Refused!),
        new(RefusalCode.SupplierListStale, "goods are ordered and the sanctions list is older than it may be", () => Verified.Decide(
            Ask.Split(Ask.Goods(Eur(1500)) with { SupplierId = Sellers.Cleared.Id }), Now with { Suppliers = Sellers.Knowing(Sellers.Cleared) with { ListProblem = "The sanctions list is of 2026-01-01; here it may be 30 days old. Ask an officer or finance to import the current one." } })),
        new(RefusalCode.DeliveryPartInvalid, "a part is said to be all of the line", () => Disbursing.Decide(Ask.DeliverPart(1, Eur(600)))),
        new(RefusalCode.RouteMissing, "cash is planned and there is no account to pay it to", () => new Story(Verified.Now with { Route = null }).Decide(Ask.Split(Ask.Cash(Eur(1500))))),
        new(RefusalCode.ChildPaidDirectly, "a child's cash would go to the child's own account", () => Submit(Member(HouseholdRole.Minor) with { Route = Bank })),
        new(RefusalCode.RouteNotAvailable, "mobile money is named where the country has none", () => Submit(Application(Plain) with { Route = Wallet with { Country = Albania } })),
        new(RefusalCode.DeskOfOtherOffice, "cash is to wait at the desk of another office in the same country", () => Story.Nothing.Decide(Ask.Submit(Application(Plain) with { Route = OfDesk(Basra) }), InTwoOffices)),
        new(RefusalCode.RouteBelowMinimum, "a cent less than mobile money carries is planned", () => new Story(Verified.Now with { Route = Wallet }).Decide(Ask.Split(Ask.Goods(Eur(1495, 1)), Ask.Cash(Eur(4, 99))))),
        new(RefusalCode.RouteAboveMaximum, "a cent more than mobile money carries at once could become cash", () => Submit(Application(Plain) with { Route = Wallet, Requested = Eur(1500, 1) })),
        new(RefusalCode.PackageDeadlinePassed, "cash is planned a day after the package's last working day", () => ReadyToSplit(Packaged, Eur(600)).Decide(Ask.Split(Ask.Cash(Eur(600)).From("start")), On(new(2026, 3, 31)))),
        new(RefusalCode.InKindComesFirst, "cash is released while the training is still under way", () => ReadyToSplit(WorkFirst, Eur(1500)).Do(Ask.Split(Ask.Training(Eur(1000)), Ask.Cash(Eur(500)))).Decide(Ask.Release())),
        new(RefusalCode.BatchNeeded, "one grant's cash is released alone where money leaves in batches", () => Disbursing.Decide(Ask.Release(), Now with { MoneyLeavesInBatches = true })),
        new(RefusalCode.NothingDue, "payouts are released twice", () => Disbursing.Do(Ask.Release()).Decide(Ask.Release())),
        new(RefusalCode.RateMissing, "a batch is to be paid in dinars and nobody imported a rate", () => RateChoice.Of(Currency.Eur, Dinars.To, Today, [], RateChoice.Preference).Refused!),
        new(RefusalCode.RateStale, "the newest rate is last month's", () => RateChoice.Of(
            Currency.Eur, Dinars.To, Today, [DatedRate.OfMonth(Dinars.To, Dinars.Rate, Today.AddMonths(-1))], RateChoice.Preference).Refused!),
        new(RefusalCode.AppealTooLate, "the appeal comes on the day after the last", () => Rejected.Decide(Ask.Appeal(), On(Today.AddDays(31)))),
        new(RefusalCode.NotYetExpired, "the deadline is still ahead", () => Funded.Decide(Ask.Expire())),
    ];

    /// <summary>Codes that no command is refused with: the grant carries them as its reason.</summary>
    public static readonly IReadOnlyDictionary<RefusalCode, (string When, Func<Grant> Tell)> Reasons = new Dictionary<RefusalCode, (string, Func<Grant>)>
    {
        [RefusalCode.DuplicatePerson] = ("screening finds the same document in another grant", () => InScreening.Do(Ask.Screened(ScreeningResult.Duplicate)).Now),
        [RefusalCode.FundsExhausted] = ("the funding line cannot reserve the approved amount", () => Approved.Do(Ask.Funded(Approved.Now, reserved: false)).Now),
    };

    /// <summary>A grant under the programme, approved over the amount by as many officers as it takes, funded and verified.</summary>
    public static Story ReadyToSplit(ProgrammeId programme, Money approved)
    {
        var story = Story.Nothing.Do(Ask.Submit(programme), Ask.Screened(ScreeningResult.Clear), Ask.Approve(approved));
        if (story.Now.State == GrantState.AwaitingSecondApproval)
            story = story.Do(Ask.Approve(approved, People.SecondOfficer));
        return story.Do(Ask.Funded(story.Now, reserved: true), Ask.Verify());
    }

    private static Story Undecided(HouseholdRole role) => Story.Nothing.Do(Ask.Submit(Member(role)), Ask.Screened(ScreeningResult.Clear));

    private static Story AtHomeAwaiting => Story.Nothing.Do(
        Ask.Submit(Application(AtHome) with { Category = BeneficiaryCategory.ResidencyApplicant, Declaration = null, Requested = Eur(800) }), Ask.Screened(ScreeningResult.Clear));

    private static Decision Submit(Application application, DecisionContext? context = null) => Story.Nothing.Decide(Ask.Submit(application), context);
}
