using System.Globalization;

namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>How well two birth dates agree, in percent.</summary>
internal static class BirthDates
{
    public static int Agreement(DateOnly one, DateOnly other)
    {
        // The first of January is what offices write when the day is not known: many people share it.
        var unknownDay = IsNewYear(one) || IsNewYear(other);
        if (one == other)
        {
            return unknownDay ? 90 : 100;
        }

        if (one.Year == other.Year)
        {
            return one.Day == other.Month && one.Month == other.Day ? 90 : OneSlip(one, other) ? 80 : unknownDay ? 65 : 30;
        }

        return !unknownDay && OneSlip(one, other) ? 70 : 0;
    }

    private static bool IsNewYear(DateOnly date) => date is { Day: 1, Month: 1 };

    /// <summary>One digit differs, two neighbours are exchanged, or it is the day before or after.</summary>
    private static bool OneSlip(DateOnly one, DateOnly other)
    {
        if (Math.Abs(one.DayNumber - other.DayNumber) == 1)
        {
            return true;
        }

        var (first, second) = (Text(one), Text(other));
        var at = Enumerable.Range(0, first.Length).Where(i => first[i] != second[i]).ToList();
        return at.Count == 1 || (at.Count == 2 && at[1] == at[0] + 1 && first[at[0]] == second[at[1]] && first[at[1]] == second[at[0]]);
    }

    private static string Text(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
