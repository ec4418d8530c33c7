using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>An officer who did not decide before decides an appeal. Allowed, the grant is screened and decided anew.</summary>
public sealed record DecideAppeal(CommandId Id, Actor Actor, bool Allowed, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var trigger = Allowed ? GrantTrigger.AllowAppeal : GrantTrigger.UpholdRejection;
        return Ruling.On(grant, this, context)
            .By(Role.Officer)
            .From(trigger)
            .Unless(grant.Submitters.Contains(Actor.Id), RefusalCode.OwnSubmission, "Nobody decides on what they submitted. Ask another officer.")
            .Unless(grant.Deciders.Contains(Actor.Id), RefusalCode.AppealDeciderInvolved, "You decided on this grant before. An appeal needs an officer who did not.")
            .Then(outcome =>
            {
                outcome.Record(trigger, new AppealDecided(Allowed, Reason));
                if (Allowed)
                {
                    outcome.Ask(new RequestScreening(grant.Id, grant.Application.Person, grant.Application.Programme));
                }
            });
    }
}

/// <summary>The appeal is decided.</summary>
public sealed record AppealDecided(bool Allowed, string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why, Approved = null, Approvers = [], Deciders = grant.Deciders.Add(By.Id), Upheld = !Allowed };
}
