using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Deadlines;

/// <summary>What every event does to the clocks: it may begin a new standing, end an escalation, begin or end a hold.</summary>
internal static class Standing
{
    public static Grant After(Grant? before, Grant after, GrantEvent happened)
    {
        var day = CalendarDays.OfUtc(happened.At);
        var moved = before?.State != after.State;
        var awaitsAnother = moved || NextStep.RoleFor(before!) != NextStep.RoleFor(after);
        return after with
        {
            StandingSince = before is null || awaitsAnother || happened.By.Role != Role.System ? day : before.StandsSince,
            Escalation = moved ? null : after.Escalation,
            HeldSince = after.HeldFrom is null ? null : before?.HeldFrom is null ? day : before.HeldSince ?? CalendarDays.OfUtc(before.ChangedAt),
        };
    }
}
