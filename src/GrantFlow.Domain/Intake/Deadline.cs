using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Intake;

/// <summary>Until when a grant can be paid out: in calendar months from the return, and a day more for every day on hold. Null when the programme sets none.</summary>
internal static class Deadline
{
    /// <summary>The last day, counted from the planned return.</summary>
    public static DateOnly? For(Application application, Programme programme, IEnumerable<HeldPeriod> holds) =>
        application.ReturnOn is { } returnOn ? After(returnOn, programme)?.Shift(holds.Sum(held => held.DaysSince(held.From))) : null;

    /// <summary>The last day, counted from the actual return, where there is one. Days on hold before it took nothing from this count.</summary>
    public static DateOnly? AfterArrival(DateOnly? arrivedOn, Grant grant, Programme? programme) =>
        programme is not null && arrivedOn is { } arrived ? After(arrived, programme)?.Shift(grant.DaysHeldSince(arrived)) : null;

    private static DateOnly? After(DateOnly day, Programme programme) => programme.ExpiresMonthsAfterReturn is { } months ? Later(day, months) : null;

    /// <summary>A day so far ahead that the calendar ends before the deadline has the calendar's last day.</summary>
    private static DateOnly Later(DateOnly day, int months) =>
        day <= DateOnly.MaxValue.AddMonths(-months) ? day.AddMonths(months) : DateOnly.MaxValue;
}
