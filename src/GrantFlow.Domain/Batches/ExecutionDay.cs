using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;

namespace GrantFlow.Domain.Batches;

/// <summary>On which day money leaves that is released at a moment.</summary>
public static class ExecutionDay
{
    /// <summary>The day itself where every route's cut-off is still ahead, else the next working day; the latest where routes differ.</summary>
    /// <param name="cutOffs">Of the routes in the batch; null for one that has none.</param>
    /// <param name="now">The release.</param>
    public static DateOnly Of(IEnumerable<CutOff?> cutOffs, DateTimeOffset now) => cutOffs.Select(cutOff => Earliest(cutOff, now)).DefaultIfEmpty(Earliest(null, now)).Max();

    private static DateOnly Earliest(CutOff? cutOff, DateTimeOffset now)
    {
        var local = cutOff is null ? now.UtcDateTime : TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(cutOff.TimeZone)).DateTime;
        var today = DateOnly.FromDateTime(local);
        var late = cutOff is not null && TimeOnly.FromDateTime(local) >= cutOff.At;
        return late || Office.DefaultWeekend.Contains(today.DayOfWeek) ? WorkingDays.After(today, 1, Office.DefaultWeekend) : today;
    }
}
