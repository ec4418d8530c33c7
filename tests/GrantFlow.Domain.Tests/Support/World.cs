using System.Collections.Frozen;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>A small catalogue of made-up programmes, one for each kind of rule, and the day on which the tests play.</summary>
internal static class World
{
    public static readonly OfficeId Erbil = OfficeId.Parse("iq-erbil");
    public static readonly OfficeId Tirana = OfficeId.Parse("al-tirana");

    public static readonly CountryCode France = CountryCode.Parse("FR");
    public static readonly CountryCode Iraq = CountryCode.Parse("IQ");
    public static readonly CountryCode Albania = CountryCode.Parse("AL");

    /// <summary>Few limits: two approvals above EUR 1,500.00, a deadline twelve months after the return, families too.</summary>
    public static readonly ProgrammeId Plain = ProgrammeId.Parse("plain");

    /// <summary>Every limit there is.</summary>
    public static readonly ProgrammeId Strict = ProgrammeId.Parse("strict");

    /// <summary>Goods and services only.</summary>
    public static readonly ProgrammeId NoCash = ProgrammeId.Parse("no-cash");

    /// <summary>Two officers for any amount.</summary>
    public static readonly ProgrammeId TwoApprovals = ProgrammeId.Parse("two-approvals");

    /// <summary>A training comes before cash.</summary>
    public static readonly ProgrammeId WorkFirst = ProgrammeId.Parse("work-first");

    /// <summary>EUR 600.00, also in cash, within 14 working days; EUR 1,400.00 in kind. A family member has half, a child a quarter.</summary>
    public static readonly ProgrammeId Packaged = ProgrammeId.Parse("packaged");

    /// <summary>Nobody travels: no declaration, no arrival.</summary>
    public static readonly ProgrammeId AtHome = ProgrammeId.Parse("at-home");

    /// <summary>Trafficked persons: sealed, a week to think again, the departure confirmed before the arrival.</summary>
    public static readonly ProgrammeId Shielded = ProgrammeId.Parse("shielded");

    /// <summary>At the airport: its service confirms the departure of the grant it serves.</summary>
    public static readonly ProgrammeId Airport = ProgrammeId.Parse("airport");

    /// <summary>Refers people into <see cref="Shielded"/>.</summary>
    public static readonly ProgrammeId Mechanism = ProgrammeId.Parse("mechanism");

    /// <summary>Everything in kind comes from an item catalogue.</summary>
    public static readonly ProgrammeId Listed = ProgrammeId.Parse("listed");

    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = DateOnly.FromDateTime(Noon.UtcDateTime);
    public static readonly DateOnly Deadline = new(2027, 3, 1);

    public static readonly Catalogue Catalogue = new(
        new[]
        {
            Programme(Plain) with { SecondApprovalAbove = Eur(1500), ExpiresMonthsAfterReturn = 12, Families = true, AppealDays = 30 },
            Programme(Strict) with
            {
                Hosts = Set(France),
                Destinations = Set(Iraq),
                Nationalities = Set(Iraq),
                Categories = Set(BeneficiaryCategory.VoluntaryReturnee),
                Languages = Set(LanguageCode.Parse("ckb"), LanguageCode.Parse("ar")),
                Ceilings = new Dictionary<HouseholdRole, Money> { [HouseholdRole.Principal] = Eur(1200) },
                Cash = new(Allowed: true, MaxPercent: 40),
                LineKinds = Set(LineKind.Cash, LineKind.Goods, LineKind.Training),
                BeforeCash = Set(LineKind.Training),
                AlwaysTwoApprovals = true,
                Window = new(new(2026, 1, 1), new(2026, 6, 30), null),
                ExpiresMonthsAfterReturn = 12,
            },
            Programme(NoCash) with { Cash = new(Allowed: false, MaxPercent: null), LineKinds = Set(LineKind.Goods, LineKind.Service) },
            Programme(TwoApprovals) with { AlwaysTwoApprovals = true },
            Programme(Packaged) with
            {
                Categories = Set(BeneficiaryCategory.VoluntaryReturnee),
                Packages =
                [
                    new("start", BeneficiaryCategory.VoluntaryReturnee, Eur(600), Eur(300), Cash: true, WorkingDaysAfterArrival: 14) { Minor = Eur(150) },
                    new("later", BeneficiaryCategory.VoluntaryReturnee, Eur(1400), Eur(700), Cash: false, WorkingDaysAfterArrival: null) { Minor = Eur(350) },
                ],
            },
            Programme(AtHome) with
            {
                Categories = Set(BeneficiaryCategory.ResidencyApplicant),
                Gates = Set(Gate.Guardian),
                FundingLines =
                [
                    new(FundingLineId.For(AtHome, "grants"), "Ministry", "Help", null, true, 1),
                    new(FundingLineId.For(AtHome, "information"), "City", "Information", null, false, 1),
                ],
            },
            Programme(Shielded) with
            {
                Sealed = true,
                NeutralName = "Small projects fund",
                Destinations = Set(Iraq),
                CoolingOffDays = 7,
                Gates = Set([.. Domain.Programmes.Programme.DefaultGates, Gate.Departure]),
            },
            Programme(Airport) with { ConfirmsDeparture = true, Cash = new(Allowed: false, MaxPercent: null), LineKinds = Set(LineKind.Service, LineKind.TransitAssistance) },
            Programme(Mechanism) with { Sealed = true, RefersInto = Set(Shielded), Cash = new(Allowed: false, MaxPercent: null), LineKinds = Set(LineKind.Referral) },
            Programme(Listed) with
            {
                Items =
                [
                    new("sewing-machine", "Sewing machine with table", LineKind.Goods, Eur(300), "piece"),
                    new("welding-course", "Welding course with certificate", LineKind.Training, null, "course"),
                ],
            },
            Programme(WorkFirst) with { BeforeCash = Set(LineKind.Training, LineKind.JobPlacement) },
        },
        new[] { new Office(Erbil, "Erbil", Iraq, null) { Weekend = Set(DayOfWeek.Friday, DayOfWeek.Saturday), Deputy = Tirana }, new Office(Tirana, "Tirana", Albania, null) }.ToDictionary(office => office.Id))
    {
        Routes = new(new Dictionary<CountryCode, IReadOnlyList<RouteTerms>>
        {
            [Iraq] =
            [
                new(RouteKind.BankAccount, Currency.Parse("IQD"), Eur(1), null, new(new(14, 0), "Asia/Baghdad")),
                new(RouteKind.MobileMoney, Currency.Parse("IQD"), Eur(5), Eur(1500), null),
                new(RouteKind.CashDesk, Currency.Parse("IQD"), null, null, null),
            ],
            [Albania] = [new(RouteKind.BankAccount, Currency.Parse("ALL"), null, null, null)],
        }),
    };

    /// <summary>The tests' own day.</summary>
    public static readonly DecisionContext Now = new(Noon, Catalogue);

    /// <summary>The day after the deadline of a grant under <see cref="Plain"/> or <see cref="Strict"/>, also when it counts from an arrival on the tests' own day.</summary>
    public static readonly DecisionContext AfterDeadline = On(Today.AddYears(1).AddDays(1));

    public static readonly OfficeId Basra = OfficeId.Parse("iq-basra");

    /// <summary>Iraq has a second office.</summary>
    public static readonly DecisionContext InTwoOffices = Now with
    {
        Catalogue = new(Catalogue.Versions.Values.SelectMany(versions => versions), Catalogue.Offices.Values.Append(new Office(Basra, "Basra", Iraq, null)).ToDictionary(office => office.Id)) { Routes = Catalogue.Routes },
    };

    /// <summary>Every funder's agreement covers these days.</summary>
    public static Catalogue WithAgreement(EligibleDays days) => new(
        Catalogue.Versions.Values.SelectMany(versions => versions).Select(rules => rules with { FundingLines = [.. rules.FundingLines.Select(line => line with { Agreement = line.Agreement with { Eligible = days } })] }), Catalogue.Offices) { Routes = Catalogue.Routes };

    public static readonly PayoutRoute Bank = new(RouteKind.BankAccount, Iraq, "…4711", "route-1");
    /// <summary>The account of a child's parent or guardian.</summary>
    public static readonly PayoutRoute OfGuardian = Bank with { Payee = Payee.Guardian };
    /// <summary>What a euro comes to in Iraq.</summary>
    public static readonly ExchangeRate Dinars = new(Currency.Eur, Currency.Parse("IQD"), 1431.25m, "InforEuro", new(Today.Year, Today.Month, 1));

    public static readonly PayoutRoute Desk = new(RouteKind.CashDesk, Iraq, "…desk", "route-3");
    public static readonly PayoutRoute Wallet = new(RouteKind.MobileMoney, Iraq, "…0815", "route-2");

    /// <summary>The person agreed yesterday that their data goes to somebody else.</summary>
    public static readonly Consent Agreed = new(Given: true, LanguageCode.Parse("ckb"), new(2026, 3, 9));

    public static PayoutRoute OfDesk(OfficeId office) => Desk with { Desk = office };

    public static DecisionContext On(DateOnly day) => new(new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero), Catalogue);

    public static Money Eur(long euro, int cents = 0) => new((euro * 100) + cents, Currency.Eur);

    /// <summary>An application for EUR 2,000.00 that every programme here but <see cref="Strict"/> takes.</summary>
    public static Application Application(ProgrammeId programme) => new(
        programme, Erbil, PersonId.Derive("test", "person"), France, Iraq, Iraq, BeneficiaryCategory.VoluntaryReturnee, HouseholdRole.Principal,
        programme == Strict ? Eur(1200) : programme == Mechanism ? Eur(100) : Eur(2000), new(LanguageCode.Parse("ckb"), null, "staff-7", new(2026, 3, 1)), null, programme == Mechanism ? null : Bank, new(2026, 3, 1))
    {
        Referral = programme == Mechanism ? new(Shielded, Agreed) : null,
    };

    /// <summary>The same for one of a family; a minor is under age, and their cash goes to a parent.</summary>
    public static Application Member(HouseholdRole role) => Application(Plain) with
    {
        Household = Ask.Household,
        HouseholdRole = role,
        UnderAge = role == HouseholdRole.Minor,
        Route = role == HouseholdRole.Minor ? OfGuardian : Bank,
    };

    public static FrozenSet<T> Set<T>(params T[] items) => items.ToFrozenSet();

    private static Programme Programme(ProgrammeId id) => new()
    {
        Id = id,
        Version = "2026-1",
        Name = id.Value,
        Source = "tests",
        LineKinds = Set(Enum.GetValues<LineKind>()),
        FundingLines = [new(FundingLineId.For(id, "grants"), null, "grants", null, true, 1)],
    };
}
