using NCrontab;

namespace GrantFlow.LocalHost;

/// <summary>When a timer is due: six NCRONTAB fields (second minute hour day month weekday), in UTC as the Functions host has it.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule _schedule;

    private TimerSchedule(CrontabSchedule schedule) => _schedule = schedule;

    public static TimerSchedule Parse(string expression, string function)
    {
        var schedule = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        return schedule is null
            ? throw new LocalHostException(
                $"Function {function} has the schedule \"{expression}\": six NCRONTAB fields are needed (second minute hour day month weekday).")
            : new TimerSchedule(schedule);
    }

    /// <summary>The first moment due after <paramref name="moment"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset moment) =>
        new(DateTime.SpecifyKind(_schedule.GetNextOccurrence(moment.UtcDateTime), DateTimeKind.Utc));
}
