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
            .Then(outcome => outcome.Record(trigger, new DuplicateAdjudicated(SamePerson, Reason) { Other = grant.Suspected?.Other, Score = grant.Suspected?.Score }));
    }
}

/// <summary>A person decided on a likely duplicate.</summary>
public sealed record DuplicateAdjudicated(bool SamePerson, string Why) : GrantEvent
{
    /// <summary>The grant it was compared with.</summary>
    public GrantId? Other { get; init; }

    /// <summary>What screening had found, as the officer saw it.</summary>
    public DuplicateScore? Score { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with
    {
        Reason = Why,
        Deciders = grant.Deciders.Add(By.Id),
    };
}
