using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.Months;

namespace GrantFlow.Domain.Tests.Periods;

/// <summary>In which period an entry counts follows from its own day, the day it is placed on and what was done with periods, and from nothing else.</summary>
public sealed class PeriodHistoryTests
{
    private static readonly PeriodHistory CutOff = PeriodHistory.None.Do(January, PeriodTrigger.SoftClose, new(2026, 1, 19));

    [Fact]
    public void In_open_months_an_entry_counts_in_that_of_its_own_day_however_late_it_comes()
    {
        Assert.Equal(January, PeriodHistory.None.PeriodOf(new(2026, 1, 31), new(2026, 1, 31)));
        Assert.Equal(January, PeriodHistory.None.PeriodOf(new(2026, 1, 31), new(2026, 6, 1)));
    }

    [Theory]
    [InlineData("2026-01-19", "2026-01-19", "2026-01")]
    [InlineData("2026-01-20", "2026-01-20", "2026-02")]
    [InlineData("2026-01-31", "2026-02-05", "2026-02")]
    [InlineData("2026-01-19", "2026-02-05", "2026-01")]
    [InlineData("2026-02-01", "2026-02-01", "2026-02")]
    public void After_a_cut_off_in_a_month_that_runs_only_what_was_decided_before_counts_in_it(string own, string ledgerDay, string period) =>
        Assert.Equal(AccountingPeriod.Parse(period), CutOff.PeriodOf(Day(own), Day(ledgerDay)));

    [Theory]
    [InlineData("2026-01-31", "2026-02-03", "2026-01")]
    [InlineData("2026-01-31", "2026-02-04", "2026-02")]
    [InlineData("2025-11-30", "2026-02-04", "2026-02")]
    [InlineData("2025-11-30", "2026-02-03", "2025-11")]
    [InlineData("2026-02-04", "2026-02-04", "2026-02")]
    public void A_closed_month_takes_nothing_and_neither_do_those_before_it(string own, string ledgerDay, string period) =>
        Assert.Equal(AccountingPeriod.Parse(period), Closed.PeriodOf(Day(own), Day(ledgerDay)));

    [Fact]
    public void What_a_closed_month_does_not_take_goes_by_a_soft_closed_one_only_if_it_was_decided_before_its_cut_off()
    {
        var history = CutOff.Do(January, PeriodTrigger.Close, new(2026, 2, 3)).Do(February, PeriodTrigger.SoftClose, new(2026, 2, 19));
        Assert.Equal(February, history.PeriodOf(new(2026, 1, 25), new(2026, 2, 25)));
        Assert.Equal(March, history.PeriodOf(new(2026, 2, 20), new(2026, 2, 25)));
    }

    [Fact]
    public void A_reopened_month_takes_what_was_decided_before_it_was_closed_and_nothing_new()
    {
        var soft = CutOff.Do(January, PeriodTrigger.Close, new(2026, 2, 3)).Do(January, PeriodTrigger.AskReopening, new(2026, 2, 10));
        Assert.Equal(February, soft.PeriodOf(new(2026, 1, 10), new(2026, 2, 12)));
        var reopened = soft.Do(January, PeriodTrigger.AgreeReopening, new(2026, 2, 11), People.SecondFinance);
        Assert.Equal(February, reopened.PeriodOf(new(2026, 1, 10), new(2026, 2, 11)));
        Assert.Equal(January, reopened.PeriodOf(new(2026, 1, 10), new(2026, 2, 12)));
        Assert.Equal(February, reopened.PeriodOf(new(2026, 1, 25), new(2026, 2, 12)));
        Assert.Equal(January, reopened.Do(January, PeriodTrigger.UndoSoftClose, new(2026, 2, 13)).PeriodOf(new(2026, 1, 25), new(2026, 2, 14)));
    }

    [Fact]
    public void Changes_out_of_order_are_no_history() =>
        Assert.Throws<InvalidOperationException>(() => new PeriodHistory([.. Asked.Changes.Reverse()]));

    [Fact]
    public void Whatever_is_done_nothing_counts_in_a_closed_month_and_what_holds_for_a_day_never_changes()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (history, today) = (PeriodHistory.None, new DateOnly(2026, 1, 1));
            var counted = new Dictionary<(DateOnly Own, DateOnly LedgerDay), AccountingPeriod>();
            for (var step = 0; step < 60; step++)
            {
                today = today.AddDays(random.Next(0, 6));
                var ledgerDay = today.AddDays(-random.Next(0, 3));
                var own = ledgerDay.AddDays(-random.Next(0, 70));
                counted[(own, ledgerDay)] = history.PeriodOf(own, ledgerDay);
                var decision = history.Decide(AccountingPeriod.Of(today.AddMonths(-random.Next(0, 4))), random.GetItems(Enum.GetValues<PeriodTrigger>(), 1)[0], today, random.Next(2) == 0 ? People.Finance : People.SecondFinance);
                history = decision is PeriodDecision.Accepted accepted ? new([.. history.Changes, accepted.Change]) : history;
            }

            Assert.All(counted, one =>
            {
                // Whatever was done later: the same answer.
                Assert.Equal(one.Value, history.PeriodOf(one.Key.Own, one.Key.LedgerDay));
                Assert.False(history.IsClosed(one.Value, one.Key.LedgerDay), $"Seed {seed}: {one}");
                Assert.True(one.Value >= AccountingPeriod.Of(one.Key.Own), $"Seed {seed}: {one} went back.");
                // The export looks for what counts in a month from the month before on.
                Assert.True(one.Value <= AccountingPeriod.Of(one.Key.LedgerDay).Next, $"Seed {seed}: {one} went too far.");
            });
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
