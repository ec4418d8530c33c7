using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.Months;

namespace GrantFlow.Domain.Tests.Periods;

/// <summary>What finance may do with a month, and when.</summary>
public sealed class PeriodStepTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);

    private static readonly Dictionary<PeriodState, PeriodHistory> Standing = new()
    {
        [PeriodState.Open] = PeriodHistory.None,
        [PeriodState.SoftClosed] = PeriodHistory.None.Do(January, PeriodTrigger.SoftClose, new(2026, 1, 20)),
        [PeriodState.Closed] = Closed,
        [PeriodState.ReopeningAsked] = Asked,
    };

    [Fact]
    public void Finance_moves_a_month_wherever_the_machine_lets_it_and_nobody_else_ever_does()
    {
        Assert.Equal(Enum.GetValues<PeriodState>().Order(), Standing.Keys.Order());
        foreach (var (state, history) in Standing)
        {
            Assert.Equal(state, history.Latest(January).State);
            foreach (var trigger in Enum.GetValues<PeriodTrigger>())
            {
                var decision = history.Decide(January, trigger, Day, People.SecondFinance);
                Assert.Equal((state, trigger, PeriodMachine.At(state).CanFire(trigger)), (state, trigger, decision is PeriodDecision.Accepted));
                Assert.True(decision is PeriodDecision.Accepted or PeriodDecision.Refused { Code: RefusalCode.WrongState }, $"{trigger} at {state}: {decision}");
                foreach (var role in Enum.GetValues<Role>().Except([Role.Finance]))
                    Assert.Equal(RefusalCode.WrongRole, Refused(history.Decide(January, trigger, Day, People.Stranger(role))));
            }
        }
    }

    [Fact]
    public void A_change_says_who_when_and_why_and_holds_from_the_first_day_that_no_clock_has_reached()
    {
        var change = Assert.IsType<PeriodDecision.Accepted>(Closed.Decide(January, PeriodTrigger.AskReopening, Day, People.SecondFinance)).Change;
        Assert.Equal(new PeriodChange(2, January, PeriodTrigger.AskReopening, People.SecondFinance.Id, On(Day), Day.AddDays(1), "It is time."), change);
    }

    [Theory]
    [InlineData("2026-03-10T22:59:59Z", "2026-03-11")]
    [InlineData("2026-03-10T23:00:00Z", "2026-03-12")]
    [InlineData("2026-03-11T00:30:00+02:00", "2026-03-11")]
    [InlineData("2026-12-31T23:59:59Z", "2027-01-02")]
    public void An_hour_before_midnight_a_clock_elsewhere_may_have_begun_the_next_day(string now, string holdsFrom) =>
        Assert.Equal(DateOnly.Parse(holdsFrom, System.Globalization.CultureInfo.InvariantCulture), PeriodChange.FirstDayAfter(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_change_holds_no_earlier_than_one_before_it_by_a_clock_that_is_ahead()
    {
        var ahead = PeriodHistory.None.Do(February, PeriodTrigger.SoftClose, new(2026, 2, 3));
        var change = Assert.IsType<PeriodDecision.Accepted>(ahead.Decide(January, PeriodTrigger.Close, new(2026, 2, 2))).Change;
        Assert.Equal(new DateOnly(2026, 2, 4), change.HoldsFrom);
    }

    [Fact]
    public void Who_asked_to_reopen_does_not_agree_but_may_take_it_back()
    {
        Assert.Equal(RefusalCode.ReopenerIsFirst, Refused(Asked.Decide(January, PeriodTrigger.AgreeReopening, Day)));
        Assert.Equal(PeriodState.SoftClosed, Asked.Do(January, PeriodTrigger.AgreeReopening, Day, People.SecondFinance).Latest(January).State);
        var back = Asked.Do(January, PeriodTrigger.RejectReopening, Day);
        Assert.Equal(PeriodState.Closed, back.Latest(January).State);
        // The next time counts anew.
        Assert.Equal(PeriodState.SoftClosed, back.Do(January, PeriodTrigger.AskReopening, Day, People.SecondFinance).Do(January, PeriodTrigger.AgreeReopening, Day).Latest(January).State);
    }

    [Fact]
    public void A_month_is_soft_closed_from_its_first_day_on()
    {
        Assert.Equal(RefusalCode.PeriodNotOver, Refused(PeriodHistory.None.Decide(April, PeriodTrigger.SoftClose, new(2026, 3, 31))));
        Assert.IsType<PeriodDecision.Accepted>(PeriodHistory.None.Decide(April, PeriodTrigger.SoftClose, new(2026, 4, 1)));
    }

    [Fact]
    public void A_month_is_closed_when_it_is_over_and_its_last_day_is_sealed()
    {
        Assert.Equal(RefusalCode.PeriodNotOver, Refused(PeriodHistory.None.Decide(January, PeriodTrigger.Close, new(2026, 1, 31))));
        Assert.Equal(RefusalCode.PeriodNotSealed, Refused(Closing(new(2026, 1, 30))));
        Assert.Equal(RefusalCode.PeriodNotSealed, Refused(Closing(null)));
        Assert.IsType<PeriodDecision.Accepted>(Closing(new(2026, 1, 31)));

        static PeriodDecision Closing(DateOnly? sealedTo) => PeriodHistory.None.Decide(January, PeriodTrigger.Close, new(2026, 2, 1), facts: new(sealedTo, new HashSet<AccountingPeriod>()));
    }

    [Fact]
    public void Months_in_which_entries_count_are_closed_in_their_order()
    {
        var counted = Sealed with { Counted = new HashSet<AccountingPeriod> { January, February, March } };
        Assert.Equal(RefusalCode.EarlierPeriodOpen, Refused(PeriodHistory.None.Decide(February, PeriodTrigger.Close, Day, facts: counted)));
        Assert.IsType<PeriodDecision.Accepted>(Closed.Decide(February, PeriodTrigger.Close, Day, facts: counted));
        Assert.IsType<PeriodDecision.Accepted>(PeriodHistory.None.Decide(February, PeriodTrigger.Close, Day, facts: counted with { Counted = new HashSet<AccountingPeriod> { February, March } }));
    }

    [Fact]
    public void While_a_later_month_is_closed_nothing_is_done_with_an_earlier_one_but_saying_no()
    {
        var both = Asked.Do(February, PeriodTrigger.Close, Day);
        foreach (var trigger in Enum.GetValues<PeriodTrigger>().Except([PeriodTrigger.RejectReopening]))
        {
            Assert.Equal(RefusalCode.LaterPeriodClosed, Refused(both.Decide(January, trigger, Day, People.SecondFinance)));
            Assert.Equal(RefusalCode.LaterPeriodClosed, Refused(Closed.Decide(AccountingPeriod.Parse("2025-12"), trigger, Day)));
        }

        Assert.IsType<PeriodDecision.Accepted>(both.Decide(January, PeriodTrigger.RejectReopening, Day));
        var back = both.Do(February, PeriodTrigger.AskReopening, Day).Do(February, PeriodTrigger.AgreeReopening, Day, People.SecondFinance);
        Assert.IsType<PeriodDecision.Accepted>(back.Decide(January, PeriodTrigger.AgreeReopening, Day, People.SecondFinance));
    }

    private static RefusalCode? Refused(PeriodDecision decision) => (decision as PeriodDecision.Refused)?.Code;
}
