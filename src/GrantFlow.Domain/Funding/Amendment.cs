using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Funding;

/// <summary>Which way an amendment changes what an agreement holds. Names are stored: add, never rename.</summary>
public enum AmendmentKind
{
    /// <summary>The agreement holds more.</summary>
    TopUp,

    /// <summary>The agreement holds less; only what is free can be taken away.</summary>
    Reduction,
}

/// <summary>Where an amendment stands. Names are stored: add, never rename.</summary>
public enum AmendmentState
{
    /// <summary>Asked for by one person; a second one has to agree.</summary>
    Proposed,

    /// <summary>Agreed; the funding line has it before it.</summary>
    Agreed,

    /// <summary>The funding line holds more or less, and the ledger says so.</summary>
    Applied,

    /// <summary>The funding line could not give away what was asked of it; nothing changed.</summary>
    Refused,

    /// <summary>A person said no.</summary>
    Rejected,
}

/// <summary>Who decided on an amendment, and when.</summary>
/// <param name="By">The person.</param>
/// <param name="At">The moment (UTC).</param>
/// <param name="Reason">Why not, where they said no.</param>
public sealed record AmendmentWord(ActorId By, DateTimeOffset At, string? Reason);

/// <summary>Why an amendment does not take a step.</summary>
public enum AmendmentFault
{
    /// <summary>Nobody agrees to what they asked for.</summary>
    OwnProposal,

    /// <summary>It was decided before.</summary>
    Decided,
}

/// <summary>A signed change of what a funder's agreement holds: asked for by one person, agreed to by another, then brought to the funding line.</summary>
/// <param name="Id">Follows from the line, who asks and their key.</param>
/// <param name="Line">The funding line.</param>
/// <param name="Kind">More or less.</param>
/// <param name="Amount">How much; above zero.</param>
/// <param name="Reason">Why.</param>
/// <param name="Reference">The signed amendment's.</param>
/// <param name="ProposedBy">Who asked.</param>
/// <param name="ProposedAt">When (UTC).</param>
public sealed record Amendment(AmendmentId Id, FundingLineId Line, AmendmentKind Kind, Money Amount, string Reason, string Reference, ActorId ProposedBy, DateTimeOffset ProposedAt)
{
    /// <summary>Where it stands.</summary>
    public AmendmentState State { get; init; }

    /// <summary>What the second person said; null before.</summary>
    public AmendmentWord? Decision { get; init; }

    /// <summary>When the funding line had it (UTC); null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The entry that was posted; null where none was.</summary>
    public string? Entry { get; init; }

    /// <summary>Why the funding line refused it; null where it did not.</summary>
    public string? Refusal { get; init; }

    /// <summary>A second person agrees. Saying it again changes nothing.</summary>
    public (Amendment? Amendment, AmendmentFault? Fault) Agree(ActorId by, DateTimeOffset now) =>
        Decision is { Reason: null } said && said.By == by ? (this, null)
        : State != AmendmentState.Proposed ? (null, AmendmentFault.Decided)
        : by == ProposedBy ? (null, AmendmentFault.OwnProposal)
        : (this with { State = AmendmentState.Agreed, Decision = new(by, now, null) }, null);

    /// <summary>Somebody says no, also who asked for it. Saying it again changes nothing.</summary>
    public (Amendment? Amendment, AmendmentFault? Fault) Reject(ActorId by, string reason, DateTimeOffset now) =>
        Decision is { Reason: not null } said && said.By == by ? (this, null)
        : State != AmendmentState.Proposed ? (null, AmendmentFault.Decided)
        : (this with { State = AmendmentState.Rejected, Decision = new(by, now, reason) }, null);

    /// <summary>The funding line has it. Null unless it is agreed.</summary>
    /// <param name="book">The line's own book.</param>
    /// <param name="now">The moment.</param>
    public (Amendment Amendment, LinePosted Posted)? Apply(LineBook book, DateTimeOffset now)
    {
        if (State != AmendmentState.Agreed)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var posted = Kind == AmendmentKind.TopUp ? book.TopUp(Amount, Id.Value, today) : book.Reduce(Amount, Id.Value, today);
        return (this with { State = AmendmentState.Applied, EndedAt = now, Entry = posted.Entry.Id }, posted);
    }

    /// <summary>The funding line cannot have it. Null unless it is agreed.</summary>
    public Amendment? Refuse(string why, DateTimeOffset now) =>
        State == AmendmentState.Agreed ? this with { State = AmendmentState.Refused, EndedAt = now, Refusal = why } : null;
}
