using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Protection;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Deadlines;

/// <summary>The timer asks a grant what is due today: a reminder, a deputy in place of someone silent, or the end. Silence never rejects.</summary>
public sealed record CheckDeadlines(CommandId Id, Actor Actor) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var ends = GrantClock.EndsOn(grant) <= context.Today;
        var reminder = GrantClock.ReminderDue(grant, context.Today);
        var escalates = GrantClock.EscalatesOn(grant) <= context.Today;
        return Ruling.On(grant, this, context)
            .By(Role.System)
            .Unless(!ends && reminder is null && !escalates, RefusalCode.NotYetExpired, NothingDue(grant))
            .Then(outcome =>
            {
                if (ends)
                {
                    ExpireGrant.End(outcome, grant);
                    return;
                }

                if (reminder is { } days)
                {
                    outcome.Note(new DeadlineNear(days, grant.ExpiresOn!.Value));
                }

                if (escalates && NextStep.RoleFor(grant) is { } turn)
                {
                    outcome.Note(new GrantEscalated(turn, turn == Role.CountryOffice ? Deputy(grant, context) : null, GrantClock.SilentSince(grant)));
                }
            });
    }

    private static string NothingDue(Grant grant) => GrantClock.LookAgainOn(grant) is { } day
        ? $"Nothing of this grant is due before {day:yyyy-MM-dd}. Ask again then."
        : $"No clock runs for this grant: it is {grant.State.Plain()}.";

    /// <summary>Whose identity is sealed is met by no other office than their own.</summary>
    private static OfficeId? Deputy(Grant grant, DecisionContext context) =>
        !IdentityAccess.IsSealed(grant, context.RulesOf(grant)) && context.Catalogue.Find(grant.Application.Office)?.Deputy is { } deputy && deputy != grant.Application.Office ? deputy : null;
}

/// <summary>The deadline is near: shown on the lists and in the timeline.</summary>
/// <param name="Days">Which reminder it is, in days before the deadline.</param>
/// <param name="ExpiresOn">The deadline.</param>
public sealed record DeadlineNear(int Days, DateOnly ExpiresOn) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with { LastReminder = Days };
}

/// <summary>Nobody moved: a deputy may, and the deputies' list shows the grant.</summary>
/// <param name="Turn">Whose turn it is.</param>
/// <param name="Deputy">The office that may act in place of the grant's own; null where there is none.</param>
/// <param name="SilentSince">The day of the last step.</param>
public sealed record GrantEscalated(Role Turn, OfficeId? Deputy, DateOnly SilentSince) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) =>
        grant with { Escalation = new Escalation(Turn, CalendarDays.OfUtc(At), Deputy ?? grant.Escalation?.Deputy) };
}
