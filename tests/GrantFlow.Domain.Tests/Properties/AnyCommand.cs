using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>Any command with any content, by anyone: what careless, mistaken or hostile callers could send.</summary>
internal static class AnyCommand
{
    private static readonly Actor[] Staff =
    [
        People.Counsellor, People.OtherCounsellor, People.Officer, People.SecondOfficer, People.ThirdOfficer,
        People.Erbil, People.OtherErbil, People.Tirana, People.Finance, People.SecondFinance, People.Admin, People.Auditor, Actor.System,
    ];

    private static readonly Money[] Amounts =
    [
        Eur(0), Eur(-1), Eur(0, 1), Eur(500), Eur(1000), Eur(1200), Eur(1200, 1), Eur(1500), Eur(1500, 1), Eur(2000), Eur(2000, 1), Eur(99999),
        new(long.MaxValue, Currency.Eur), new(long.MinValue, Currency.Eur), new(500_00, Currency.Parse("USD")), new(500, Currency.Parse("JPY")),
    ];

    /// <summary>Half of the time by the person who normally sends it.</summary>
    public static GrantCommand For(Grant? grant, Random random)
    {
        var command = Fit(grant, random);
        return random.Next(2) == 0 ? command : command with { Actor = random.Next(2) == 0 ? random.Of(Staff) : random.Of(Staff).In(command.Actor.Role) };
    }

    private static GrantCommand Fit(Grant? grant, Random random) => random.Next(41) switch
    {
        0 => Ask.Submit(AnyApplication(random)),
        1 => Ask.Amend(AnyApplication(random)),
        2 => Ask.Withdraw(),
        3 => Ask.Screened(random.Any<ScreeningResult>()),
        4 => Ask.Adjudicate(random.Next(2) == 0),
        5 => Ask.Approve(random.Of(Amounts)),
        6 => Ask.Reject(),
        7 => Ask.Return(),
        8 => Ask.Refer(),
        9 => Ask.Appeal(),
        10 => Ask.DecideAppeal(random.Next(2) == 0),
        // An answer about money comes from the funding line alone; here only one that nobody asked for.
        11 => Ask.Funded($"{Ask.Grant}-{(grant?.ApprovalRound ?? 0) + random.Of(-1, 1)}", random.Next(2) == 0),
        12 => Ask.Hold(),
        13 => Ask.Resume(),
        14 => Ask.Expire(),
        15 => Ask.Verify() with { ArrivedOn = random.Of(Today, Today.AddDays(2), DateOnly.MaxValue), IdentityConfirmed = random.Next(4) > 0, Route = random.Of(null, Wallet) },
        16 => Ask.Cancel(),
        17 => Ask.Split([.. Enumerable.Range(0, random.Of(0, 1, 2, 3, 20, 21, 99, 100, 150)).Select(_ => AnyPart(grant, random))]),
        18 => Ask.Deliver(Line(random), accepted: random.Next(2) == 0),
        19 => Ask.Dispute(Line(random)),
        20 => Ask.Reorder(Line(random)),
        21 => Ask.Settle(Line(random)) with { Amount = random.Of<Money?>(null, null, random.Of(Amounts)) },
        22 => Ask.Release(),
        23 => Ask.Payment(Line(random), random.Next(-1, 4), random.Any<PaymentOutcome>()),
        35 => Ask.HandOver(Line(random), random.Next(0, 4), random.Of(People.Erbil, People.OtherErbil), random.Of(People.Erbil, People.OtherErbil)),
        24 => Ask.Reroute(Line(random)) with { Route = random.Of(Wallet, Desk, OfGuardian) },
        25 => Ask.Leave(random.Of(null, new UnaccompaniedChild("file-1", "file-2")), random.Of(People.Counsellor, People.Officer)),
        26 => Ask.Approve(random.Of(Amounts)) with { Household = random.Next(2) == 0 ? null : Ask.Household },
        30 => Ask.Check(),
        27 => Ask.Plan(random.Of(Amounts), [.. Enumerable.Range(0, random.Of(0, 1, 2, 3, 20, 21, 99, 150)).Select(_ => AnyPart(grant, random))]) with { Route = random.Of(null, Wallet, OfGuardian) },
        28 => Ask.ApprovePlan(grant) with { Plan = random.Of(grant?.Pending?.Number ?? 0, 0, 7) },
        29 => Ask.RejectPlan(grant) with { Plan = random.Of(grant?.Pending?.Number ?? 0, 0, 7) },
        31 => Ask.Depart(Today.AddDays(random.Next(-3, 4)), random.Of(People.Counsellor, Actor.System)),
        33 => Ask.Retry(Line(random)),
        34 => Ask.GiveBack(Line(random)),
        32 => Ask.Open() with { Application = AnyApplication(random) },
        36 => Ask.DeliverPart(Line(random), random.Of(random.Of(Amounts), Eur(random.Next(1, 400))), random.Of<int?>(null, null, 1, 0)),
        37 => Ask.CallOff(Line(random)),
        38 => Ask.Resolve(Line(random), random.Next(0, 4), random.Next(2) == 0, random.Of(People.SecondFinance, People.ThirdFinance)),
        39 => Ask.Contradict(Line(random), random.Next(0, 4), random.Of(PaymentOutcome.Settled, PaymentOutcome.Failed)),
        _ => Ask.Close(),
    };

    private static int Line(Random random) => random.Of(1, 1, 2, 2, 3, 4, 5, 99);

    private static SplitPart AnyPart(Grant? grant, Random random) =>
        new(random.Any<LineKind>(), random.Of(random.Of(Amounts), grant?.Approved ?? Eur(1)), random.Of(null, "a thing"), random.Of(null, "a shop"));

    private static Application AnyApplication(Random random)
    {
        var application = Application(random.Of(Plain, Strict, NoCash, TwoApprovals, WorkFirst, Shielded, Airport, Mechanism, ProgrammeId.Parse("gone")));
        return application with
        {
            Requested = random.Of(application.Requested, random.Of(Amounts)),
            Route = random.Of(Bank, OfGuardian, null),
            Household = random.Next(3) > 0 ? null : Ask.Household,
            HouseholdRole = random.Of(HouseholdRole.Principal, random.Any<HouseholdRole>()),
            UnderAge = random.Next(4) == 0,
            Child = random.Of(null, null, new UnaccompaniedChild("file-1", "file-2"), new UnaccompaniedChild(null, "")),
            ReturnOn = random.Of(application.ReturnOn, null, DateOnly.MaxValue, DateOnly.MinValue),
            Destination = random.Of(Iraq, Iraq, Albania),
            HasDocument = random.Next(2) == 0,
            Referral = random.Of(application.Referral, application.Referral, new(random.Of(Shielded, Plain), Agreed with { Given = random.Next(4) > 0 })),
            Serves = random.Of<GrantId?>(null, null, Ask.Other),
        };
    }
}
