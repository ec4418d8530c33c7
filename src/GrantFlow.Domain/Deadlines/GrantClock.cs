using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Deadlines;

/// <summary>
/// When somebody must look at a grant again although nobody asked. It follows from the grant alone, so that a list can be
/// kept by day and nothing has to be searched. On hold every clock stands still.
/// </summary>
public static class GrantClock
{
    /// <summary>The first day on which <see cref="CheckDeadlines"/> finds something due; null when no clock runs.</summary>
    public static DateOnly? LookAgainOn(Grant grant) =>
        new[] { RemindsOn(grant), EndsOn(grant), EscalatesOn(grant) }.Min();

    /// <summary>The day of the next reminder of the deadline.</summary>
    public static DateOnly? RemindsOn(Grant grant) => Reminders(grant).Select(reminder => (DateOnly?)reminder.On).Min();

    /// <summary>The day after the deadline, where the grant ends with it. Once lines are under way they go on to their end.</summary>
    public static DateOnly? EndsOn(Grant grant) =>
        GrantMachine.BeforeDisbursing.Contains(grant.State) ? grant.ExpiresOn?.Shift(1) : null;

    /// <summary>The day on which silence hands the grant to a deputy; null where no person's step is awaited, or it was handed over before.</summary>
    public static DateOnly? EscalatesOn(Grant grant) =>
        grant.HeldFrom is null && NextStep.RoleFor(grant) is { } turn && turn != Role.System && grant.Escalation?.Turn != turn
            ? SilentSince(grant).Shift(grant.SilenceDays ?? SystemRules.SilenceDays)
            : null;

    /// <summary>The reminder to send on a day: the nearest of those that are due, so that a late start sends one and not all.</summary>
    internal static int? ReminderDue(Grant grant, DateOnly today) =>
        Reminders(grant).Where(reminder => reminder.On <= today).Select(reminder => (int?)reminder.Days).Min();

    /// <summary>From when on silence counts: nobody can meet a person before the day of their return.</summary>
    internal static DateOnly SilentSince(Grant grant) =>
        grant is { State: GrantState.AwaitingVerification, Application.ReturnOn: { } returnOn } && NextStep.RoleFor(grant) == Role.CountryOffice
            ? CalendarDays.Later(grant.StandsSince, returnOn)
            : grant.StandsSince;

    private static IEnumerable<(int Days, DateOnly On)> Reminders(Grant grant) =>
        GrantMachine.Holdable.Contains(grant.State) && grant.ExpiresOn is { } last
            ? SystemRules.ReminderDays.Where(days => !(days >= grant.LastReminder)).Select(days => (days, last.Shift(-days)))
            : [];
}
