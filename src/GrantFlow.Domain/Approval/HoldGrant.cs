using GrantFlow.Domain.Deadlines;
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

/// <summary>An officer lets a paused grant go on where it was, with as many days left as it had.</summary>
public sealed record ResumeGrant(CommandId Id, Actor Actor) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Officer)
            .From(GrantTrigger.Resume)
            .Then(outcome => outcome.Record(GrantTrigger.Resume, Resumed(grant, context.Today)));

    private static GrantResumed Resumed(Grant grant, DateOnly today)
    {
        var held = new HeldPeriod(grant.HeldSince ?? grant.StandsSince, today);
        return new GrantResumed { Held = held, ExpiresOn = grant.ExpiresOn?.Shift(held.DaysSince(held.From)) };
    }
}

/// <summary>Going on.</summary>
public sealed record GrantResumed : GrantEvent
{
    /// <summary>The hold that is over; null where it was not noted.</summary>
    public HeldPeriod? Held { get; init; }

    /// <summary>The deadline, moved by the days held; null where there is none or it was not noted.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with
    {
        Reason = null,
        ExpiresOn = ExpiresOn ?? grant.ExpiresOn,
        Lines = Held is { } held ? [.. grant.Lines.Select(line => Moved(line, held.DaysSince(held.From)))] : grant.Lines,
        Holds = Held is null ? grant.Holds : grant.Holds.Add(Held),
    };

    private static GrantLine Moved(GrantLine line, int days) => line.IsDone ? line : line with { DueBy = line.DueBy?.Shift(days) };
}
