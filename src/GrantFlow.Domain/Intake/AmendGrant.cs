using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Intake;

/// <summary>Intake hands a returned application in again. Person, programme and office stay: another of those is another grant.</summary>
public sealed record AmendGrant(CommandId Id, Actor Actor, Application Application) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var kept = Application with
        {
            Programme = grant.Application.Programme,
            Office = grant.Application.Office,
            Person = grant.Application.Person,
            Household = grant.Household,
        };
        var programme = context.RulesOf(grant);
        return Ruling.On(grant, this, context)
            .By(Role.Intake)
            .From(GrantTrigger.StartScreening)
            .Unless(
                grant.Household is not null && LeavesTheFamily(kept, grant.Application),
                RefusalCode.HouseholdIncomplete,
                "The members of a household share host and destination, and its principal stays the same. Split the member off before this changes.")
            .Unless(Eligibility.Check(kept, programme, DateOnly.FromDateTime(grant.SubmittedAt.UtcDateTime), context))
            .Then(outcome =>
            {
                outcome.Record(GrantTrigger.StartScreening, new GrantAmended(kept, Deadline.For(kept, programme!, grant.Holds)));
                outcome.Ask(new RequestScreening(grant.Id, kept.Person, kept.Programme));
            });
    }

    private static bool LeavesTheFamily(Application after, Application before) =>
        (after.Host, after.Destination) != (before.Host, before.Destination)
        || (after.HouseholdRole == HouseholdRole.Principal) != (before.HouseholdRole == HouseholdRole.Principal);
}

/// <summary>The application changed and is being screened again.</summary>
public sealed record GrantAmended(Application Application, DateOnly? ExpiresOn) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant.Until(ExpiresOn) with
    {
        Application = Application,
        Route = Application.Route ?? grant.Route,
        Submitters = grant.Submitters.Contains(By.Id) ? grant.Submitters : grant.Submitters.Add(By.Id),
    };
}
