using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Intake;

/// <summary>Until when a grant can be paid out.</summary>
internal static class Deadline
{
    /// <summary>The last day, counted in calendar months from the return; null when the programme sets none.</summary>
    public static DateOnly? For(Application application, Programme programme) =>
        programme.ExpiresMonthsAfterReturn is { } months && application.ReturnOn is { } returnOn ? Later(returnOn, months) : null;

    /// <summary>A day so far ahead that the calendar ends before the deadline has the calendar's last day.</summary>
    private static DateOnly Later(DateOnly day, int months) =>
        day <= DateOnly.MaxValue.AddMonths(-months) ? day.AddMonths(months) : DateOnly.MaxValue;
}
