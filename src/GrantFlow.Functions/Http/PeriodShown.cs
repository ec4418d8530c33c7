using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Seals;

namespace GrantFlow.Functions.Http;

/// <summary>A period as finance and auditors see it.</summary>
public sealed class PeriodShown(SealStore seals)
{
    internal async Task<object> Of(AccountingPeriod period, PeriodHistory history, CancellationToken cancellationToken) => Of(period, history, await seals.LastDay(cancellationToken));

    /// <param name="period">The month.</param>
    /// <param name="history">What was done.</param>
    /// <param name="sealedTo">The last sealed day.</param>
    internal static object Of(AccountingPeriod period, PeriodHistory history, DateOnly? sealedTo)
    {
        var standing = history.Latest(period);
        var closed = history.ClosedTo(DateOnly.MaxValue) is { } last && period <= last ? last : (AccountingPeriod?)null;
        return new
        {
            Period = period,
            State = HttpJson.Name(closed is null || standing.State.IsClosed() ? standing.State : PeriodState.Closed),
            // Closed with a later one that nobody had to wait for.
            ClosedWith = closed is not null && closed != period ? closed : null,
            HoldsFrom = standing.Last?.HoldsFrom,
            DecidedBefore = standing.State == PeriodState.SoftClosed && closed is null ? standing.DecidedBefore : null,
            // From the day on which the closing holds nothing counts in it; once the days before have their seals, its figures stand.
            Final = closed is { } by && sealedTo is { } to && to >= Closing(history, standing.State.IsClosed() ? period : by).HoldsFrom.AddDays(-1),
            History = history.Of(period).Select(change => new { What = HttpJson.Name(change.Trigger), change.By, change.At, change.HoldsFrom, change.Reason }),
        };
    }

    private static PeriodChange Closing(PeriodHistory history, AccountingPeriod period) => history.Of(period).Last(change => change.Trigger == PeriodTrigger.Close);
}
