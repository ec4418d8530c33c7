using System.Collections.Immutable;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Ledger.Periods;

/// <summary>
/// Everything that was done with periods, in order. What holds on a ledger day follows from the changes that hold by then; as a change never holds from a day that has been reached,
/// that is the same whenever it is asked.
/// </summary>
public sealed class PeriodHistory
{
    /// <summary>How all periods stand from a ledger day on.</summary>
    private sealed record View(DateOnly From, ImmutableDictionary<AccountingPeriod, PeriodStanding> Standings, AccountingPeriod? ClosedTo);

    private static readonly View Untouched = new(DateOnly.MinValue, ImmutableDictionary<AccountingPeriod, PeriodStanding>.Empty, null);

    private readonly List<View> _views = [Untouched];

    /// <param name="changes">In the order of their numbers.</param>
    /// <exception cref="InvalidOperationException">They are not what <see cref="PeriodSteps"/> lets happen.</exception>
    public PeriodHistory(IEnumerable<PeriodChange> changes)
    {
        Changes = [.. changes];
        foreach (var change in Changes)
        {
            var before = _views[^1];
            if (change.HoldsFrom < before.From)
            {
                throw new InvalidOperationException($"Change {change.Number} of the periods holds from {change.HoldsFrom:yyyy-MM-dd}, and one before it from {before.From:yyyy-MM-dd}.");
            }

            var standings = before.Standings.SetItem(change.Period, before.Standings.GetValueOrDefault(change.Period, PeriodStanding.Untouched).After(change));
            var closed = standings.Where(one => one.Value.State.IsClosed()).Select(one => (AccountingPeriod?)one.Key).DefaultIfEmpty().Max();
            _views.Add(new(change.HoldsFrom, standings, closed));
        }
    }

    /// <summary>Nothing was ever done: every period is open.</summary>
    public static PeriodHistory None { get; } = new([]);

    /// <summary>In order.</summary>
    public IReadOnlyList<PeriodChange> Changes { get; }

    /// <summary>What was done with a period, in order.</summary>
    public IEnumerable<PeriodChange> Of(AccountingPeriod period) => Changes.Where(change => change.Period == period);

    /// <summary>How a period stands for what is placed on a ledger day.</summary>
    public PeriodStanding On(AccountingPeriod period, DateOnly ledgerDay) => At(ledgerDay).Standings.GetValueOrDefault(period, PeriodStanding.Untouched);

    /// <summary>How a period stands after everything that was done, whether it holds already or not.</summary>
    public PeriodStanding Latest(AccountingPeriod period) => On(period, DateOnly.MaxValue);

    /// <summary>The last period that is closed for what is placed on a ledger day; those before it are closed with it, also where nobody closed them. Null where none is.</summary>
    public AccountingPeriod? ClosedTo(DateOnly ledgerDay) => At(ledgerDay).ClosedTo;

    /// <summary>Whether nothing that is placed on a ledger day may count in a period.</summary>
    public bool IsClosed(AccountingPeriod period, DateOnly ledgerDay) => ClosedTo(ledgerDay) is { } last && period <= last;

    /// <summary>
    /// The period in which an entry counts: that of its own day or, where that does not take it, the next one that does. A soft-closed one takes what was decided before.
    /// </summary>
    /// <param name="own">The day it was decided on.</param>
    /// <param name="ledgerDay">The day it is placed on: its own, or a later one where it came late.</param>
    public AccountingPeriod PeriodOf(DateOnly own, DateOnly ledgerDay)
    {
        var view = At(ledgerDay);
        var period = AccountingPeriod.Of(own);
        period = view.ClosedTo is { } last && period <= last ? last.Next : period;
        while (view.Standings.GetValueOrDefault(period) is { State: PeriodState.SoftClosed, DecidedBefore: { } before } && own >= before)
        {
            period = period.Next;
        }

        return period;
    }

    private View At(DateOnly ledgerDay) => _views.FindLast(view => view.From <= ledgerDay)!;
}
