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
        var state = State(period, history);
        return new
        {
            Period = period,
            State = HttpJson.Name(state),
            // Closed with a later one that nobody had to wait for.
            ClosedWith = state.IsClosed() && history.ClosedTo(DateOnly.MaxValue) is { } last && last != period ? last : (AccountingPeriod?)null,
            HoldsFrom = standing.Last?.HoldsFrom,
            DecidedBefore = state == PeriodState.SoftClosed ? standing.DecidedBefore : null,
            Final = IsFinal(period, history, sealedTo),
            History = history.Of(period).Select(change => new { What = HttpJson.Name(change.Trigger), change.By, change.At, change.HoldsFrom, change.Reason }),
        };
    }

    /// <summary>Where the month stands after everything that was done; a later one that is closed closes it too.</summary>
    internal static PeriodState State(AccountingPeriod period, PeriodHistory history) =>
        history.Latest(period).State is var own && !own.IsClosed() && history.IsClosed(period, DateOnly.MaxValue) ? PeriodState.Closed : own;

    /// <summary>From the day on which the closing holds nothing counts in the month; once the days before have their seals, its figures stand.</summary>
    internal static bool IsFinal(AccountingPeriod period, PeriodHistory history, DateOnly? sealedTo)
    {
        if (!history.IsClosed(period, DateOnly.MaxValue) || sealedTo is not { } to)
        {
            return false;
        }

        var by = history.Latest(period).State.IsClosed() ? period : history.ClosedTo(DateOnly.MaxValue)!.Value;
        return to >= history.Of(by).Last(change => change.Trigger == PeriodTrigger.Close).HoldsFrom.AddDays(-1);
    }
}
