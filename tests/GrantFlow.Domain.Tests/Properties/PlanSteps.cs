using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>Changes of plan as an office would propose them and officers decide them, done right or nearly so.</summary>
internal static class PlanSteps
{
    private static readonly Actor[] Officers = [People.Officer, People.SecondOfficer, People.ThirdOfficer];

    /// <summary>Less, or the same for other things: what can still be called off is planned anew, with as much cash as there may be, or less.</summary>
    public static ChangePlan Propose(Grant grant, Random random)
    {
        var approved = grant.Approved!.Value;
        if (grant.Lines.Count == 0)
            return Ask.Plan(new Money(random.NextInt64(1, approved.Minor + 1), Currency.Eur));

        var programme = World.Now.RulesOf(grant)!;
        var open = Sum(grant.Lines.Where(line => line.CanCancel));
        var stays = Sum(grant.Lines.Where(line => !line.CanCancel && line.StateName != "Cancelled"));
        var wanted = random.Of(open, open, random.NextInt64(open + 1), 0);
        var most = programme.CashCeiling(grant.Application.HouseholdRole, grant.Application.Category, new Money(Math.Max(stays + wanted, 1), Currency.Eur)).Minor
            - Sum(grant.Lines.Where(line => line is CashLine { State: not CashState.Cancelled, CanCancel: false }));
        var cash = Math.Clamp(random.Of(0, random.NextInt64(wanted + 1), most), 0, wanted);
        var kind = programme.InKindBeforeCash ? LineKind.Training : LineKind.Goods;
        return Ask.Plan(
            new Money(stays + wanted, Currency.Eur),
            [.. ForwardStep.Pieces(new Money(wanted - cash, Currency.Eur), kind, random), .. ForwardStep.Pieces(new Money(cash, Currency.Eur), LineKind.Cash, random)])
            with { Route = random.Of(null, null, grant.Application.IsChild ? World.OfGuardian : World.Wallet) };
    }

    public static GrantCommand Decide(Grant grant, Random random) => random.Next(4) == 0
        ? Ask.RejectPlan(grant, random.Of(Officers))
        : Ask.ApprovePlan(grant, random.Of(Officers));

    private static long Sum(IEnumerable<GrantLine> lines) => lines.Sum(line => line.Amount.Minor);
}
