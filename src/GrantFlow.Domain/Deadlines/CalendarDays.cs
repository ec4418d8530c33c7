namespace GrantFlow.Domain.Deadlines;

/// <summary>Counting in days, within the calendar: what would lie beyond its ends lies on them.</summary>
internal static class CalendarDays
{
    public static DateOnly Shift(this DateOnly day, int days) =>
        DateOnly.FromDayNumber((int)Math.Clamp((long)day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    public static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    public static DateOnly OfUtc(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}
