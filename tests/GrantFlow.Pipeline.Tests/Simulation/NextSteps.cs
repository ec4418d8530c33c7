using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>What people ask of a grant: the next thing, or anything.</summary>
internal static class NextSteps
{
    /// <summary>Nobody has to do anything any more. A rejection is an end that may be appealed.</summary>
    public static bool IsOver(Grant grant) => grant.State is GrantState.Closed or GrantState.Rejected or GrantState.Referred or GrantState.Withdrawn or GrantState.Expired or GrantState.Cancelled;

    /// <summary>It is finance's turn, and the money leaves in batches.</summary>
    public static bool IsDue(Grant grant) => grant is { State: GrantState.Disbursing, Pending: null } && grant.Lines.Any(line => line is CashLine { State: CashState.Due });

    /// <summary>The next thing; null when nobody has to do anything. Who has asked in vain for long does something else.</summary>
    public static Ask? Forward(Case one, Grant? grant, int round, Random random) => grant?.State switch
    {
        null => one.Submit(),
        GrantState.Submitted => one.Amend(),
        GrantState.NeedsAdjudication => one.Adjudicate(samePerson: random.Next(4) == 0),
        GrantState.AwaitingApproval or GrantState.AwaitingSecondApproval when round > 8 => one.Reject(),
        GrantState.AwaitingApproval => one.Approve(grant.Application.ProgrammeIsSmall() ? 1_000 : 1_500),
        GrantState.AwaitingSecondApproval => one.Approve(1_000, by: People.OtherOfficer),
        GrantState.AwaitingVerification or GrantState.Verified or GrantState.Disbursing when grant.Pending is { } pending => random.Next(3) == 0 ? one.RejectPlan(pending.Number) : one.ApprovePlan(pending.Number),
        GrantState.AwaitingVerification => one.Verify(),
        GrantState.Verified => Split(one, Euro(grant.Approved!.Value), random),
        GrantState.Disbursing => NextOfLines(one, grant, round),
        GrantState.Completed => one.Close(),
        GrantState.OnHold => one.Resume(),
        GrantState.UnderAppeal => one.AllowAppeal(),
        _ => null,
    };

    /// <summary>Anything at any moment; most of it is refused.</summary>
    public static Ask? Anything(Case one, Grant? grant, Random random) => random.Next(16) switch
    {
        0 => one.Approve(random.Next(1, 5) * 500),
        1 => one.Release(),
        2 => one.Deliver(random.Next(1, 4)),
        3 => one.SettleInKind(random.Next(1, 4)),
        4 => random.Next(3) == 0 ? one.Withdraw() : one.Resume(),
        5 => one.Hold(),
        6 => one.Return(),
        7 => random.Next(3) switch { 0 => one.Reject(), 1 => one.Appeal(), _ => one.AllowAppeal() },
        8 => random.Next(2) == 0 ? one.Dispute(1) : one.Reorder(1),
        9 => random.Next(3) == 0 ? one.Refer() : one.Close(),
        10 => one.Adjudicate(samePerson: true),
        11 => random.Next(3) == 0 ? one.Cancel() : one.CallOff(1),
        12 => one.Reroute(random.Next(1, 4), SimWorld.Accounts[random.Next(SimWorld.Accounts.Length)]),
        13 or 14 when grant?.State is GrantState.Verified or GrantState.Disbursing => NewPlan(one, grant, random),
        _ => one.Hold(),
    };

    private static Ask Split(Case one, long euro, Random random) => random.Next(3) switch
    {
        0 => one.Split(Case.Cash(euro)),
        1 => one.Split(Case.Goods(euro - 500), Case.Cash(500)),
        _ => one.Split(Case.Goods(euro - 500), Case.Cash(300), Case.Cash(200)),
    };

    private static Ask? NextOfLines(Case one, Grant grant, int round)
    {
        var asks = grant.Lines.Select(line => line switch
        {
            InKindLine { State: InKindState.Ordered } => one.Deliver(line.Id.Number),
            InKindLine { State: InKindState.Disputed } => one.Reorder(line.Id.Number),
            InKindLine { State: InKindState.Delivered } => one.Deliver(line.Id.Number),
            InKindLine { State: InKindState.Accepted } => one.SettleInKind(line.Id.Number),
            CashLine { State: CashState.Due } => one.Release(),
            CashLine { State: CashState.Failed } => one.Reroute(line.Id.Number, SimWorld.Good),
            CashLine { IsInQuestion: true } cash => one.BothSay(line.Id.Number, cash.Attempt, paid: true)[round % 2],
            _ => null,
        }).OfType<Ask>().ToList();
        return asks.Count == 0 ? null : asks[round % asks.Count];
    }

    /// <summary>Up to EUR 300.00 less of what is still open, in goods or in cash.</summary>
    private static Ask NewPlan(Case one, Grant grant, Random random)
    {
        var (approved, open) = (Euro(grant.Approved!.Value), grant.Lines.Where(line => line.CanCancel).Sum(line => Euro(line.Amount)));
        var less = Math.Min(random.Next(4) * 100, grant.Lines.Count == 0 ? 100 : open);
        SplitPartsOf(open - less, grant.Lines.Count == 0, random, out var parts);
        return one.Plan(approved - less, "plan", parts);
    }

    private static void SplitPartsOf(long euro, bool none, Random random, out Domain.Split.SplitPart[] parts) =>
        parts = none || euro == 0 ? [] : [random.Next(2) == 0 ? Case.Goods(euro) : Case.Cash(euro)];

    private static long Euro(Money money) => money.Minor / 100;

    private static bool ProgrammeIsSmall(this Domain.Intake.Application application) => application.Programme == World.Scarce || application.Programme == World.Single || application.Programme == World.Families;
}
