namespace GrantFlow.Domain.Payout.Rates;

/// <summary>The working days of the euro's payment system (TARGET), on which the European Central Bank publishes its rates.</summary>
public static class TargetDays
{
    /// <summary>Whether there is a rate of that day.</summary>
    public static bool Includes(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (day.Month, day.Day) is not ((1, 1) or (5, 1) or (12, 25) or (12, 26))
        && day.DayNumber - EasterSunday(day.Year).DayNumber is not (-2 or 1);

    /// <summary>The first one after a day.</summary>
    public static DateOnly After(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (!Includes(day));
        return day;
    }

    /// <summary>By the Gregorian computus (Meeus, Jones and Butcher).</summary>
    public static DateOnly EasterSunday(int year)
    {
        var (century, inCentury) = (year / 100, year % 100);
        var moon = ((19 * (year % 19)) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var sunday = (32 + (2 * (century % 4)) + (2 * (inCentury / 4)) - moon - (inCentury % 4)) % 7;
        var correction = ((year % 19) + (11 * moon) + (22 * sunday)) / 451;
        var days = moon + sunday - (7 * correction) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }
}
