using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Plans;

/// <summary>Who may decide on a change of plan: officers who neither submitted, planned, verified, handed over nor paid.</summary>
internal static class PlanDecision
{
    public static Ruling On(Grant grant, GrantCommand command, int plan, DecisionContext context) =>
        Ruling.On(grant, command, context)
            .By(Role.Officer)
            .From(GrantTrigger.ChangePlan)
            .Unless(grant.Pending is null, RefusalCode.WrongState, "No change of plan waits for a decision. The country office proposes one.")
            .Unless(grant.Pending is { } pending && pending.Number != plan, RefusalCode.StaleAttempt, $"Plan {plan} is not the one that waits; that is plan {grant.Pending?.Number}. Read it, then decide.")
            .Unless(grant.Submitters.Contains(command.Actor.Id), RefusalCode.OwnSubmission, "Nobody decides on what they submitted. Ask another officer.")
            .Unless(HasPart(grant, command.Actor), RefusalCode.OwnPlan, "Who planned, verified, handed over or paid does not decide on a change of plan. Ask another officer.");

    private static bool HasPart(Grant grant, Actor actor) =>
        grant.Handlers.Contains(actor.Id)
        || grant.Verifier == actor.Id
        || grant.Lines.Any(line => line switch
        {
            CashLine cash => cash.Releaser == actor.Id || cash.Releasers?.Contains(actor.Id) == true,
            InKindLine inKind => inKind.Settler == actor.Id,
            _ => false,
        });
}
