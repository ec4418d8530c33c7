using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Plans;

/// <summary>How the office brings a change of plan forward, whatever it changes.</summary>
internal static class PlanProposal
{
    public static Ruling On(Grant grant, GrantCommand command, DecisionContext context) =>
        Ruling.On(grant, command, context)
            .By(Role.CountryOffice)
            .From(GrantTrigger.ChangePlan)
            .UnlessUnknown()
            .Unless(grant.Pending is not null, RefusalCode.PlanPending, "A change of plan already waits for an officer. Ask for it to be approved or rejected first.")
            .Unless(context.RulesOf(grant) is null, RefusalCode.UnknownProgramme, $"Version {grant.ProgrammeVersion} of {grant.Application.Programme} is not in the catalogue any more. Ask the programme administrator.");

    /// <summary>Puts it into effect, or has it wait for as many officers as it needs. Already checked.</summary>
    public static void Put(Outcome outcome, PlanChange change)
    {
        var programme = outcome.Context.RulesOf(outcome.Grant)!;
        var needed = PlanRules.ApprovalsNeeded(outcome.Grant, change, programme);
        if (needed == 0)
        {
            change.Apply(outcome, programme);
        }
        else
        {
            outcome.Record(GrantTrigger.ChangePlan, new PlanProposed(change.Amount, [.. change.Parts], change.Route, change.Why, needed) { Only = change.Only });
        }
    }
}
