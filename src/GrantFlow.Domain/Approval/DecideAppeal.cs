using GrantFlow.Domain.Deadlines;
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
                // The person does not pay with their days for the time the appeal took.
                outcome.Record(trigger, new AppealDecided(Allowed, Reason) { ExpiresOn = Allowed ? grant.ExpiresOn?.Shift(context.Today.DayNumber - grant.StandsSince.DayNumber) : null });
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
    /// <summary>The deadline, moved by the days under appeal; null where there is none, or the rejection stands.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why, Approved = null, Approvers = [], Deciders = grant.Deciders.Add(By.Id), Upheld = !Allowed, ExpiresOn = ExpiresOn ?? grant.ExpiresOn };
}
