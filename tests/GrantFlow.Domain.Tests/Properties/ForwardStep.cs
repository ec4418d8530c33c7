using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>What the people involved would do next, done right: it takes a random walk to where money moves.</summary>
internal static class ForwardStep
{
    /// <summary>Null where the next step is someone else's answer, or there is none.</summary>
    public static GrantCommand? From(Grant? grant, Random random) => grant?.State switch
    {
        null when random.Next(4) == 0 => Ask.Submit(Member(random.Any<HouseholdRole>())),
        null when random.Next(8) == 0 => Ask.Open(),
        null => Ask.Submit(random.Of(Plain, Plain, Strict, NoCash, TwoApprovals, WorkFirst, Shielded, Mechanism)),
        GrantState.Submitted => Ask.Amend(grant.Application.Requested.IsPositive ? grant.Application : Application(grant.Application.Programme)),
        GrantState.NeedsAdjudication => Ask.Adjudicate(samePerson: random.Next(3) == 0),
        GrantState.AwaitingApproval when random.Next(8) == 0 => Ask.Return(),
        GrantState.AwaitingApproval => Ask.Approve(random.Of(grant.Application.Requested, Eur(random.Next(1, 1200), random.Next(100)))) with { Household = grant.Household },
        GrantState.AwaitingSecondApproval => Ask.Approve(grant.Approved!.Value, random.Of(People.Officer, People.SecondOfficer)) with { Household = grant.Household },
        GrantState.AwaitingVerification or GrantState.Verified or GrantState.Disbursing when grant.Pending is not null => PlanSteps.Decide(grant, random),
        GrantState.AwaitingVerification or GrantState.Verified or GrantState.Disbursing when random.Next(6) == 0 => PlanSteps.Propose(grant, random),
        GrantState.AwaitingVerification when grant.DepartedOn is null && random.Next(2) == 0 => Ask.Depart(),
        GrantState.AwaitingVerification => Ask.Verify() with { Route = grant.Application.IsChild ? OfGuardian : random.Of(Bank, Wallet, Desk) },
        GrantState.Verified => Split(grant, random),
        GrantState.Disbursing or GrantState.Completed or GrantState.Closed when random.Next(2) == 0 && Contradicted(grant, random) is { } said => said,
        GrantState.Disbursing when random.Next(20) == 0 => Ask.Withdraw(),
        GrantState.Disbursing => Disburse(random.Of(grant.Lines.ToArray()), random),
        GrantState.Completed or GrantState.Closed when random.Next(2) == 0 && grant.Lines.OfType<CashLine>().FirstOrDefault(line => line.State == CashState.Returned) is { } back => CameBack(back, random),
        GrantState.Completed => random.Next(3) == 0 ? Ask.Close() : null,
        GrantState.Rejected => Ask.Appeal(),
        GrantState.UnderAppeal => Ask.DecideAppeal(allowed: random.Next(3) > 0),
        GrantState.OnHold => random.Next(2) == 0 ? Ask.Resume() : null,
        _ => null,
    };

    /// <summary>As much cash as the programme gives, or less, and the rest in kind; in up to four parts of each.</summary>
    private static ConfirmSplit Split(Grant grant, Random random)
    {
        var programme = World.Now.RulesOf(grant)!;
        var approved = grant.Approved!.Value;
        var most = programme.CashCeiling(grant.Application.HouseholdRole, grant.Application.Category, approved);
        var cash = new Money(Math.Min(random.Of(0, random.NextInt64(most.Minor + 1), most.Minor), programme.InKindBeforeCash ? approved.Minor - 1 : approved.Minor), Currency.Eur);
        var kind = programme.RefersInto.Count > 0 ? LineKind.Referral : programme.InKindBeforeCash ? LineKind.Training : LineKind.Goods;
        return Ask.Split([.. Pieces(approved - cash, kind, random), .. Pieces(cash, LineKind.Cash, random)]);
    }

    internal static IEnumerable<SplitPart> Pieces(Money whole, LineKind kind, Random random) => whole
        .Allocate([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.NextInt64(1, 10))])
        .Where(part => part.IsPositive)
        .Select(part => kind == LineKind.Cash ? Ask.Cash(part) : new SplitPart(kind, part, "a thing", "a shop"));

    private static GrantCommand? Disburse(GrantLine line, Random random) => line switch
    {
        InKindLine { State: InKindState.Ordered, Amount.Minor: > 1 } when random.Next(4) == 0 => Ask.DeliverPart(line.Id.Number, new Money(random.NextInt64(1, line.Amount.Minor), Currency.Eur)),
        InKindLine { State: InKindState.Ordered } when random.Next(4) == 0 => Ask.CallOff(line.Id.Number),
        InKindLine { State: InKindState.Ordered or InKindState.Delivered } => random.Next(5) == 0 ? Ask.Dispute(line.Id.Number) : Ask.Deliver(line.Id.Number, accepted: random.Next(3) > 0),
        InKindLine { State: InKindState.Accepted } => Ask.Settle(line.Id.Number),
        InKindLine { State: InKindState.Disputed } => Ask.Reorder(line.Id.Number),
        CashLine { State: CashState.Due } => Ask.Release() with { Rate = random.Of(null, World.Dinars) },
        CashLine { State: CashState.Released or CashState.Instructed, Route.Kind: RouteKind.CashDesk } desk when random.Next(2) == 0 => Ask.HandOver(desk.Id.Number, desk.Attempt),
        CashLine { State: CashState.Unknown } or CashLine { Contradictions: not null } when random.Next(3) > 0 => Resolve((CashLine)line, random),
        CashLine { State: CashState.Released or CashState.Instructed or CashState.Unknown } cash => AnyAnswer.To(cash, random),
        CashLine { State: CashState.Failed } => random.Next(2) == 0 ? Ask.Retry(line.Id.Number) : Ask.Reroute(line.Id.Number) with { Route = random.Of(Wallet, OfGuardian) },
        CashLine { State: CashState.Returned } back => CameBack(back, random),
        _ => null,
    };

    /// <summary>A provider against the books, and finance after it.</summary>
    private static GrantCommand? Contradicted(Grant grant, Random random) => grant.Lines.OfType<CashLine>().Select(line => line switch
    {
        { Contradictions: not null } => Resolve(line, random),
        { Unbooked: [var unbooked, ..] } => Ask.Payment(line.Id.Number, unbooked, PaymentOutcome.Settled) with { Booked = line.Amount + Eur(0, random.Next(100)) },
        { State: CashState.Paid, Resolved: { } resolved } when resolved[^1].Paid => Ask.Contradict(line.Id.Number, resolved[^1].Attempt, PaymentOutcome.Failed),
        { Attempt: > 1 } when random.Next(4) == 0 => Ask.Contradict(line.Id.Number, line.Attempt - 1, PaymentOutcome.Settled),
        _ => (GrantCommand?)null,
    }).FirstOrDefault(one => one is not null);

    private static ResolvePayment Resolve(CashLine line, Random random) => Ask.Resolve(
        line.Id.Number, line.State == CashState.Unknown ? line.Attempt : line.Contradictions![0].Attempt, line.Proposed?.Paid ?? random.Next(2) == 0, line.Proposed?.By == People.SecondFinance.Id ? People.ThirdFinance : People.SecondFinance);

    private static GrantCommand CameBack(CashLine line, Random random) => random.Next(3) switch
    {
        0 => Ask.GiveBack(line.Id.Number),
        1 => Ask.Reroute(line.Id.Number) with { Route = Wallet },
        _ => Ask.Reroute(line.Id.Number) with { Route = OfGuardian },
    };
}
