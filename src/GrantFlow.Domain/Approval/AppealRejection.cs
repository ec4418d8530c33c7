using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>Intake records that the person asks for the rejection to be looked at again: within the programme's days, and once.</summary>
public sealed record AppealRejection(CommandId Id, Actor Actor, string Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var lastDay = LastDay(grant, context.RulesOf(grant));
        return Ruling.On(grant, this, context)
            .By(Role.Intake)
            .From(GrantTrigger.Appeal)
            .Unless(grant.Upheld, RefusalCode.AlreadyAppealed, "The rejection was appealed before and stands. That is final; if there is something new, hand in a new application.")
            .Unless(context.Today > lastDay, RefusalCode.AppealTooLate, $"The rejection of {grant.StandsSince:yyyy-MM-dd} could be appealed until {lastDay:yyyy-MM-dd}. If there is something new, hand in a new application.")
            .Then(outcome => outcome.Record(GrantTrigger.Appeal, new RejectionAppealed(Reason)));
    }

    /// <summary>The last day on which a rejection can be appealed; null where it cannot, or the programme sets no limit.</summary>
    public static DateOnly? LastDay(Grant grant, Programme? programme) =>
        grant is { State: GrantState.Rejected, Upheld: false } && programme?.AppealDays is { } days ? grant.StandsSince.Shift(days) : null;
}

/// <summary>Under appeal.</summary>
public sealed record RejectionAppealed(string Why) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { Reason = Why };
}
