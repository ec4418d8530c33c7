using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Screening;

/// <summary>An officer says whether a likely duplicate is the same person.</summary>
public sealed record AdjudicateDuplicate(CommandId Id, Actor Actor, bool SamePerson, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var trigger = SamePerson ? GrantTrigger.ConfirmDuplicate : GrantTrigger.ClearDuplicate;
        return Ruling.On(grant, this, context)
            .By(Role.Officer)
            .From(trigger)
            .Unless(grant.Submitters.Contains(Actor.Id), RefusalCode.OwnSubmission, "Nobody decides on what they submitted. Ask another officer.")
            .Then(outcome => outcome.Record(trigger, new DuplicateAdjudicated(SamePerson, Reason)));
    }
}

/// <summary>A person decided on a likely duplicate.</summary>
public sealed record DuplicateAdjudicated(bool SamePerson, string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with
    {
        Reason = Why,
        Deciders = grant.Deciders.Add(By.Id),
    };
}
