using System.Collections.Immutable;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Plans;

/// <summary>
/// The country office plans anew what is not fixed yet: less money, other kinds of help, another route. It holds at once
/// unless officers have to approve it.
/// </summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">An officer of the grant's own office.</param>
/// <param name="Amount">The grant's new amount, fixed lines included; never above the approved one.</param>
/// <param name="Parts">Before the split none; later what takes the place of every line that can still be called off.</param>
/// <param name="Route">A payout route that takes the place of the one on file; null keeps it.</param>
/// <param name="Reason">Why, in plain words; no personal data.</param>
public sealed record ChangePlan(CommandId Id, Actor Actor, Money Amount, IReadOnlyList<SplitPart> Parts, PayoutRoute? Route, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var programme = context.RulesOf(grant);
        var change = new PlanChange(Amount, Parts, Route, Reason);
        return Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.ChangePlan)
            .UnlessUnknown()
            .Unless(grant.Pending is not null, RefusalCode.PlanPending, "A change of plan already waits for an officer. Ask for it to be approved or rejected first.")
            .Unless(programme is null, RefusalCode.UnknownProgramme, $"Version {grant.ProgrammeVersion} of {grant.Application.Programme} is not in the catalogue any more. Ask the programme administrator.")
            .Unless(PlanRules.Check(grant, change, context))
            .Then(outcome =>
            {
                var needed = PlanRules.ApprovalsNeeded(grant, change, programme!);
                if (needed == 0)
                {
                    change.Apply(outcome, programme!);
                }
                else
                {
                    outcome.Record(GrantTrigger.ChangePlan, new PlanProposed(Amount, [.. Parts], Route, Reason, needed));
                }
            });
    }
}

/// <summary>A change of plan waits for officers.</summary>
public sealed record PlanProposed(Money Amount, ImmutableList<SplitPart> Parts, PayoutRoute? Route, string Why, int ApprovalsNeeded) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant.HandledBy(By.Id) with
    {
        Pending = new PendingPlan(Version, By.Id, At, Amount, Parts, Route, Why, ApprovalsNeeded),
        Reason = Why,
    };
}
