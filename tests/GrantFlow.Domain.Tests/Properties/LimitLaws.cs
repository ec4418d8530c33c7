using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Properties;

/// <summary>The limits that no sequence of commands exceeds, each law by its name.</summary>
internal static class LimitLaws
{
    public static void Check(Grant? before, GrantCommand command, IReadOnlyList<GrantEvent> events, Grant after)
    {
        NothingExceedsTheCeilingOfRoleAndSystem(after);
        SpentIsWithinPlannedAndPlannedWithinApproved(after);
        CashIsWithinItsShareOfWhatIsApproved(after);
        CashRisesOnlyWithTheSplitOrWithEveryApprovalThePlanNeeds(before, command, after);
        TheApprovedAmountRisesOnlyWithAnApproval(before, command, after);
        WhatAPendingPlanWouldReplaceStandsStill(before, events, after);
    }

    private static void NothingExceedsTheCeilingOfRoleAndSystem(Grant grant)
    {
        var application = grant.Application;
        var ceiling = Money.Min(SystemRules.Ceiling, World.Now.RulesOf(grant)!.Ceiling(application.HouseholdRole, application.Category));
        Assert.True(grant.Approved is not { } approved || approved <= ceiling, $"{grant.Approved} is approved; the ceiling is {ceiling}.");
        Assert.True(Planned(grant) <= ceiling, $"{Planned(grant)} is planned; the ceiling is {ceiling}.");
        Assert.True(grant.Spent <= ceiling, $"{grant.Spent} is spent; the ceiling is {ceiling}.");
    }

    private static void SpentIsWithinPlannedAndPlannedWithinApproved(Grant grant)
    {
        Assert.True(grant.Spent <= Planned(grant), $"{grant.Spent} is spent of {Planned(grant)} planned.");
        Assert.True(grant.Lines.Count == 0 || Planned(grant) <= grant.Approved, $"{Planned(grant)} is planned of {grant.Approved} approved.");
    }

    private static void CashIsWithinItsShareOfWhatIsApproved(Grant grant)
    {
        if (grant.Lines.Count == 0)
            return;
        var share = World.Now.RulesOf(grant)!.CashCeiling(grant.Application.HouseholdRole, grant.Application.Category, grant.Approved!.Value);
        Assert.True(Cash(grant) <= share, $"{Cash(grant)} is planned in cash; the share is {share}.");
    }

    private static void CashRisesOnlyWithTheSplitOrWithEveryApprovalThePlanNeeds(Grant? before, GrantCommand command, Grant after)
    {
        if (before is null || Cash(after) <= Cash(before) || command is ConfirmSplit)
            return;
        Assert.IsType<ApprovePlan>(command);
        var approvers = before.Pending!.Approvals.Append(command.Actor.Id).ToHashSet();
        Assert.True(approvers.Count >= (TakesTwo(after) ? 2 : 1), $"Cash rose with the approval of {string.Join(", ", approvers)} alone.");
        Assert.DoesNotContain(before.Pending.Proposer, approvers);
        Assert.Empty(approvers.Intersect(before.Submitters));
    }

    private static void TheApprovedAmountRisesOnlyWithAnApproval(Grant? before, GrantCommand command, Grant after)
    {
        if (after.Approved is { } approved && !(before?.Approved is { } was && approved <= was))
            Assert.IsType<ApproveGrant>(command);
    }

    private static void WhatAPendingPlanWouldReplaceStandsStill(Grant? before, IReadOnlyList<GrantEvent> events, Grant after)
    {
        if (before?.Pending is null || after.Pending is null)
            return;
        Assert.All(
            before.Lines.Where(line => line.CanCancel && line is not CashLine { State: CashState.Released } && after.Line(line.Id) is not CashLine { State: CashState.Paid }),
            // What was paid after all is paid, whatever was planned. What came to be due meanwhile may say so; it still waits.
            line => Assert.True(line.StateName == after.Line(line.Id)!.StateName || line is CashLine { State: CashState.Planned }, $"{line.Id} moved from {line.StateName} by {string.Join(", ", events.Select(happened => happened.GetType().Name))}."));
    }

    private static bool TakesTwo(Grant grant)
    {
        var rules = World.Now.RulesOf(grant)!;
        return rules.AlwaysTwoApprovals || grant.Application.IsChildAlone || (rules.TwoApprovalsIfVulnerable && grant.Application.Vulnerable) || grant.Approved > rules.SecondApprovalAbove;
    }

    private static Money Planned(Grant grant) => Sum(grant.Lines.Where(line => line.StateName != "Cancelled"));

    private static Money Cash(Grant grant) => Sum(grant.Lines.OfType<CashLine>().Where(line => line.State != CashState.Cancelled));

    private static Money Sum(IEnumerable<GrantLine> lines) => Money.Sum(lines.Select(line => line.Amount), Currency.Eur);
}
