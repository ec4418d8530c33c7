using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>An officer pauses a grant. Answers under way still arrive; people's steps wait.</summary>
public sealed record HoldGrant(CommandId Id, Actor Actor, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Officer)
            .From(GrantTrigger.Hold)
            .Then(outcome => outcome.Record(GrantTrigger.Hold, new GrantHeld(Reason)));
}

/// <summary>Paused.</summary>
public sealed record GrantHeld(string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why };
}

/// <summary>An officer lets a paused grant go on where it was.</summary>
public sealed record ResumeGrant(CommandId Id, Actor Actor) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Officer)
            .From(GrantTrigger.Resume)
            .Then(outcome => outcome.Record(GrantTrigger.Resume, new GrantResumed()));
}

/// <summary>Going on.</summary>
public sealed record GrantResumed : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = null };
}
