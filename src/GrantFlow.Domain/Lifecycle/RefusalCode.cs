namespace GrantFlow.Domain.Lifecycle;

/// <summary>
/// Why a command is refused. The order is the precedence: when several hold, the first is the answer, so who may not
/// look is never told what they would have seen. Names are part of the API (kebab-case in the problem's type): add, never rename.
/// </summary>
public enum RefusalCode
{
    /// <summary>The role may never do this.</summary>
    WrongRole,

    /// <summary>The grant belongs to another office.</summary>
    OtherOffice,

    /// <summary>The identity is sealed: only the case's own office and its approvers open it, with a reason.</summary>
    IdentitySealed,

    /// <summary>There is no such grant.</summary>
    GrantNotFound,

    /// <summary>There is no such household.</summary>
    HouseholdNotFound,

    /// <summary>There is no such payment batch.</summary>
    BatchNotFound,

    /// <summary>The provider says that an attempt was paid which had been given up: the person may have the money twice.</summary>
    PossibleDoublePayment,

    /// <summary>The grant was handed in before.</summary>
    AlreadySubmitted,

    /// <summary>The grant is not where this step starts from.</summary>
    WrongState,

    /// <summary>The grant is not (or no longer) part of the household.</summary>
    NotInHousehold,

    /// <summary>The principal is not split off: the household is theirs.</summary>
    PrincipalStays,

    /// <summary>One decision covers the household: a member is not approved alone.</summary>
    HouseholdDecides,

    /// <summary>A member is not where one decision for all starts from.</summary>
    HouseholdNotReady,

    /// <summary>The rejection was appealed before and stands.</summary>
    AlreadyAppealed,

    /// <summary>A change of plan waits for officers; until then what it would replace stands still.</summary>
    PlanPending,

    /// <summary>The pipeline is still at work on the batch.</summary>
    BatchNotReady,

    /// <summary>There is no line left in the batch.</summary>
    BatchEmpty,

    /// <summary>A later month of the books is closed, and this one with it.</summary>
    LaterPeriodClosed,

    /// <summary>The month of the books has not begun, or is not over.</summary>
    PeriodNotOver,

    /// <summary>Not every day of the month is sealed.</summary>
    PeriodNotSealed,

    /// <summary>An earlier month of the books is not closed.</summary>
    EarlierPeriodOpen,

    /// <summary>There is no such line.</summary>
    LineNotFound,

    /// <summary>The line is cash where goods are meant, or the other way round.</summary>
    WrongLineKind,

    /// <summary>Nobody can say whether a payment was made: until somebody can, nothing is put in its place.</summary>
    PaymentUnknown,

    /// <summary>The provider fails for a reason that lies in the account: the same route fails again.</summary>
    RouteAtFault,

    /// <summary>The line is not where this step starts from.</summary>
    WrongLineState,

    /// <summary>An answer to an attempt that is not the present one.</summary>
    StaleAttempt,

    /// <summary>The line is not paid at the cash desk.</summary>
    NotAtCashDesk,

    /// <summary>Nobody decides on what they submitted themselves.</summary>
    OwnSubmission,

    /// <summary>Nobody gives both approvals.</summary>
    SecondApproverIsFirst,

    /// <summary>Who approved does not verify.</summary>
    VerifierApproved,

    /// <summary>Who approved or verified does not release.</summary>
    ReleaserInvolved,

    /// <summary>Who drafted a batch does not release it.</summary>
    ReleaserDrafted,

    /// <summary>Nobody gives both signatures of a batch.</summary>
    SecondReleaserIsFirst,

    /// <summary>Nobody says alone what became of a payment.</summary>
    ResolverIsFirst,

    /// <summary>Nobody reopens a month of the books alone.</summary>
    ReopenerIsFirst,

    /// <summary>Who submitted, approved, verified, released, or issued the voucher does not hand over the cash.</summary>
    CashierInvolved,

    /// <summary>Who decided before does not decide the appeal.</summary>
    AppealDeciderInvolved,

    /// <summary>Who planned, verified, handed over or paid does not decide on a change of plan.</summary>
    OwnPlan,

    /// <summary>Nobody decides on a supplier they registered.</summary>
    OwnSupplier,

    /// <summary>There is no such programme.</summary>
    UnknownProgramme,

    /// <summary>The programme does not take applications on this day.</summary>
    OutsideWindow,

    /// <summary>The programme does not return people from this country.</summary>
    HostNotCovered,

    /// <summary>The programme does not return people to this country.</summary>
    DestinationNotCovered,

    /// <summary>The programme is for people of other nationalities.</summary>
    NationalityNotCovered,

    /// <summary>The programme is for people in another situation.</summary>
    CategoryNotCovered,

    /// <summary>The programme takes no household cases.</summary>
    FamiliesNotCovered,

    /// <summary>The people handed in together do not make one household.</summary>
    HouseholdIncomplete,

    /// <summary>The role in the family does not fit the person's age.</summary>
    RoleNotForAge,

    /// <summary>There is no such country office.</summary>
    UnknownOffice,

    /// <summary>The country office does not serve this country.</summary>
    OfficeOutsideCountry,

    /// <summary>Return is voluntary: the declaration does not fit.</summary>
    DeclarationInvalid,

    /// <summary>An unaccompanied child has no guardian or no best-interests determination on file.</summary>
    GuardianMissing,

    /// <summary>The person still has time to think again.</summary>
    CoolingOff,

    /// <summary>The programme refers nobody there, or the referral does not say where to.</summary>
    ReferralNotCovered,

    /// <summary>The person did not agree, or it is not recorded when they did.</summary>
    ConsentMissing,

    /// <summary>A referral carries more about the person than the receiving office needs.</summary>
    TooMuchIdentity,

    /// <summary>The programme confirms nobody's departure.</summary>
    ServesNotCovered,

    /// <summary>The programme counts its deadline from the return, and the day of return is not given.</summary>
    ReturnDateMissing,

    /// <summary>Grants are kept in euro.</summary>
    WrongCurrency,

    /// <summary>The amount is not above zero.</summary>
    AmountNotPositive,

    /// <summary>The bank booked another amount than was released, and nothing was converted.</summary>
    AmountDifferent,

    /// <summary>Over EUR 2,000.00 per person and grant.</summary>
    OverSystemCeiling,

    /// <summary>Over the programme's own ceiling.</summary>
    OverProgrammeCeiling,

    /// <summary>More than was asked for, or than the first approver gave.</summary>
    OverRequested,

    /// <summary>The second approver names another amount than the first.</summary>
    ApprovalsDiffer,

    /// <summary>The funding line that was named does not pay grants of this programme.</summary>
    FundingLineNotForGrants,

    /// <summary>A change of plan over more than is approved.</summary>
    OverApproved,

    /// <summary>The invoice is over another amount than was accepted.</summary>
    InvoiceAmountDiffers,

    /// <summary>The supplier's invoice is settled on another line.</summary>
    InvoiceUsed,

    /// <summary>The departure is on file already.</summary>
    DepartureAlreadyConfirmed,

    /// <summary>The departure has to be confirmed before the arrival.</summary>
    DepartureNotConfirmed,

    /// <summary>Arrival, identity and route are not all confirmed.</summary>
    VerificationIncomplete,

    /// <summary>A file that proves the delivery was used for another line too, and nobody said why that is right.</summary>
    EvidenceReused,

    /// <summary>The plan would be what it is.</summary>
    NothingToChange,

    /// <summary>Lines have moved: the change of plan does not fit any more.</summary>
    PlanOutdated,

    /// <summary>The lines do not add up to the approved amount.</summary>
    SplitMismatch,

    /// <summary>A part comes from no package, or from one that the person is not given.</summary>
    PackageUnknown,

    /// <summary>More than the package holds for the person.</summary>
    PackageExceeded,

    /// <summary>The programme gives no cash.</summary>
    CashNotAllowed,

    /// <summary>More cash than the programme's share.</summary>
    CashShareExceeded,

    /// <summary>The programme does not give this kind of help.</summary>
    LineKindNotAllowed,

    /// <summary>The programme's catalogue has no such item.</summary>
    ItemUnknown,

    /// <summary>More than the catalogue's price of the item.</summary>
    ItemPriceExceeded,

    /// <summary>The register has no such supplier, or none was named where it must be.</summary>
    SupplierNotRegistered,

    /// <summary>The supplier may be, or is, somebody on the sanctions list.</summary>
    SupplierNotCleared,

    /// <summary>The supplier has no such hit, or not any more.</summary>
    SupplierHitGone,

    /// <summary>There is no sanctions list, or it is older than it may be.</summary>
    SupplierListStale,

    /// <summary>What arrived cannot be a part of the line.</summary>
    DeliveryPartInvalid,

    /// <summary>No payout route is on file.</summary>
    RouteMissing,

    /// <summary>A child's cash goes to the guardian.</summary>
    ChildPaidDirectly,

    /// <summary>The country has no such payment route, or no such desk.</summary>
    RouteNotAvailable,

    /// <summary>The desk is not that of the grant's own country office.</summary>
    DeskOfOtherOffice,

    /// <summary>Less than the payment route carries.</summary>
    RouteBelowMinimum,

    /// <summary>More than the payment route carries at once.</summary>
    RouteAboveMaximum,

    /// <summary>The package's working days after the arrival are over.</summary>
    PackageDeadlinePassed,

    /// <summary>The programme's in-kind measures come first.</summary>
    InKindComesFirst,

    /// <summary>No line is due.</summary>
    NothingDue,

    /// <summary>Grants would not let some lines of the batch go.</summary>
    BatchLinesRefused,

    /// <summary>A grant's cash is not released alone where money leaves in batches.</summary>
    BatchNeeded,

    /// <summary>There is no exchange rate to the currency that people are paid in.</summary>
    RateMissing,

    /// <summary>The newest exchange rate does not hold any more.</summary>
    RateStale,

    /// <summary>The programme's days for an appeal are over.</summary>
    AppealTooLate,

    /// <summary>No deadline has passed, and no reminder is due.</summary>
    NotYetExpired,

    /// <summary>The funder's agreement does not cover this day.</summary>
    OutsideAgreement,

    /// <summary>The person already has a grant.</summary>
    DuplicatePerson,

    /// <summary>The funding line has not enough left.</summary>
    FundsExhausted,
}

/// <summary>What kind of no it is.</summary>
public enum RefusalKind
{
    /// <summary>The caller may not.</summary>
    Forbidden,

    /// <summary>There is nothing there.</summary>
    NotFound,

    /// <summary>Not now: the grant stands elsewhere.</summary>
    Conflict,

    /// <summary>Never like this: the content does not pass.</summary>
    Invalid,
}

/// <summary>How a refusal code is grouped and spelled.</summary>
public static class RefusalCodes
{
    /// <summary>The group of a code.</summary>
    public static RefusalKind Kind(this RefusalCode code) => code switch
    {
        RefusalCode.WrongRole or RefusalCode.OtherOffice or RefusalCode.IdentitySealed or RefusalCode.OwnSubmission or RefusalCode.SecondApproverIsFirst
            or RefusalCode.VerifierApproved or RefusalCode.ReleaserInvolved or RefusalCode.ReleaserDrafted or RefusalCode.SecondReleaserIsFirst or RefusalCode.CashierInvolved or RefusalCode.AppealDeciderInvolved => RefusalKind.Forbidden,
        RefusalCode.GrantNotFound or RefusalCode.HouseholdNotFound or RefusalCode.BatchNotFound or RefusalCode.LineNotFound => RefusalKind.NotFound,
        RefusalCode.AlreadySubmitted or RefusalCode.WrongState or RefusalCode.AlreadyAppealed or RefusalCode.NotInHousehold or RefusalCode.PrincipalStays
            or RefusalCode.HouseholdDecides or RefusalCode.HouseholdNotReady or RefusalCode.WrongLineState or RefusalCode.StaleAttempt or RefusalCode.NotAtCashDesk
            or RefusalCode.CoolingOff or RefusalCode.DepartureAlreadyConfirmed or RefusalCode.DepartureNotConfirmed
            or RefusalCode.InKindComesFirst or RefusalCode.NothingDue or RefusalCode.AppealTooLate or RefusalCode.NotYetExpired
            or RefusalCode.OutsideAgreement or RefusalCode.DuplicatePerson or RefusalCode.FundsExhausted => RefusalKind.Conflict,
        RefusalCode.BatchNotReady or RefusalCode.BatchEmpty or RefusalCode.BatchLinesRefused => RefusalKind.Conflict,
        RefusalCode.OwnPlan or RefusalCode.OwnSupplier or RefusalCode.ResolverIsFirst or RefusalCode.ReopenerIsFirst => RefusalKind.Forbidden,
        RefusalCode.LaterPeriodClosed or RefusalCode.PeriodNotOver or RefusalCode.PeriodNotSealed or RefusalCode.EarlierPeriodOpen => RefusalKind.Conflict,
        RefusalCode.SupplierNotCleared or RefusalCode.SupplierHitGone or RefusalCode.SupplierListStale => RefusalKind.Conflict,
        RefusalCode.PlanPending or RefusalCode.NothingToChange or RefusalCode.PlanOutdated or RefusalCode.BatchNeeded
            or RefusalCode.PaymentUnknown or RefusalCode.RouteAtFault or RefusalCode.PossibleDoublePayment
            or RefusalCode.RateMissing or RefusalCode.RateStale => RefusalKind.Conflict,
        RefusalCode.InvoiceUsed or RefusalCode.EvidenceReused => RefusalKind.Conflict,
        _ => RefusalKind.Invalid,
    };

    /// <summary>The code as it stands in a problem's type: <c>over-system-ceiling</c>.</summary>
    public static string Slug(this RefusalCode code) =>
        string.Concat(code.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? "-" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
