namespace GrantFlow.Domain.Split;

/// <summary>Counts in the days on which an office works.</summary>
public static class WorkingDays
{
    /// <summary>The <paramref name="count"/>-th working day after a day; that day itself does not count.</summary>
    /// <param name="day">From which it is counted.</param>
    /// <param name="count">Above zero.</param>
    /// <param name="weekend">Less than the whole week. Public holidays are nobody's data here and count as working days.</param>
    public static DateOnly After(DateOnly day, int count, IReadOnlySet<DayOfWeek> weekend)
    {
        while (count > 0 && day < DateOnly.MaxValue)
        {
            day = day.AddDays(1);
            count -= weekend.Contains(day.DayOfWeek) ? 0 : 1;
        }

        return day;
    }
}
