using FsCheck;
using FsCheck.Fluent;
using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Tests.Rules;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Clocks;

/// <summary>On hold no day passes: whatever the holds, a grant has the days it was given.</summary>
public sealed class HoldClockTests
{
    private static readonly int DaysGiven = Deadline.DayNumber - Today.DayNumber;

    [Fact]
    public void On_hold_nothing_is_due_however_long_it_lasts()
    {
        foreach (var state in GrantMachine.Holdable)
        {
            var held = Stories.HeldFrom(state);
            Assert.Null(GrantClock.LookAgainOn(held.Now));
            Assert.Equal(RefusalCode.NotYetExpired, held.Refusal(Ask.Check(), On(Deadline.AddYears(3))));
        }
    }

    [Fact]
    public void Resuming_moves_the_deadline_by_the_days_held_and_starts_the_count_of_silence_again()
    {
        var held = Stories.AwaitingApproval.Do(Ask.Hold(), On(Today.AddDays(3)));
        Assert.Equal(Today.AddDays(3), held.Now.HeldSince);
        var resumed = held.Do(Ask.Resume(), On(Today.AddDays(23)));

        Assert.Equal((Deadline.AddDays(20), null), (resumed.Now.ExpiresOn!.Value, resumed.Now.HeldSince));
        Assert.Equal(new HeldPeriod(Today.AddDays(3), Today.AddDays(23)), Assert.Single(resumed.Now.Holds));
        Assert.Equal(Today.AddDays(23 + SystemRules.SilenceDays), GrantClock.EscalatesOn(resumed.Now));
    }

    [Fact]
    public void A_package_s_days_stand_still_as_well_before_the_split_and_after_it()
    {
        var verified = RefusalExamples.ReadyToSplit(Packaged, Eur(2000));
        var parts = new[] { Ask.Goods(Eur(600)) with { Package = "start" }, Ask.Goods(Eur(1400)) with { Package = "later" } };
        var lastDay = verified.Do(Ask.Split(parts)).Now.Lines[0].DueBy!.Value;

        var before = verified.Do(Ask.Hold()).Do(Ask.Resume(), On(Today.AddDays(40)));
        Assert.Equal(lastDay.AddDays(40), before.Do(Ask.Split(parts), On(Today.AddDays(41))).Now.Lines[0].DueBy);
        var after = verified.Do(Ask.Split(parts)).Do(Ask.Deliver(2), Ask.Settle(2)).Do(Ask.Hold(), On(Today.AddDays(2))).Do(Ask.Resume(), On(Today.AddDays(7)));
        Assert.Equal([lastDay.AddDays(5), null], after.Now.Lines.Select(line => line.DueBy));
    }

    [Fact]
    public void Answers_that_arrive_on_hold_change_nothing_of_its_length()
    {
        var resumed = Stories.InScreening.Do(Ask.Hold())
            .Do(Ask.Screened(Screening.ScreeningResult.Clear), On(Today.AddDays(4)))
            .Do(Ask.Resume(), On(Today.AddDays(9)));

        Assert.Equal((GrantState.AwaitingApproval, Deadline.AddDays(9)), (resumed.Now.State, resumed.Now.ExpiresOn!.Value));
    }

    [Fact]
    public void A_hold_from_before_its_day_was_noted_counts_from_the_last_change()
    {
        var old = new Story(Stories.HeldFrom(GrantState.Verified).Now with { HeldSince = null, StandingSince = null, Holds = [] });
        Assert.Equal(old.Now.ExpiresOn!.Value.AddDays(7), old.Do(Ask.Resume(), On(Today.AddDays(7))).Now.ExpiresOn);
        Assert.Null(Stories.HeldFrom(GrantState.Verified).Do(Ask.Withdraw()).Now.HeldSince);
    }

    [Fact]
    public void Asked_every_day_a_grant_is_reminded_at_60_30_and_7_days_left_and_ends_after_the_last_whatever_the_holds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Holds, holds =>
        {
            var (told, _) = Live(holds, asks: _ => true);
            Assert.Equal(["60 left: DeadlineNear 60", "30 left: DeadlineNear 30", "7 left: DeadlineNear 7", "-1 left: GrantExpired"], told);
        }));

    [Fact]
    public void Asked_now_and_then_it_is_reminded_of_the_nearest_only_never_twice_and_never_ends_early() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Holds, ArbMap.Default.ArbFor<int>(), (holds, seed) =>
        {
            var random = new System.Random(seed);
            var (told, askedAt) = Live(holds, asks: _ => random.Next(25) == 0);

            // The same, from the days left on which it was asked and nothing else.
            var expected = new List<string>();
            var last = int.MaxValue;
            foreach (var left in askedAt)
            {
                if (left < 0)
                {
                    expected.Add($"{left} left: GrantExpired");
                    break;
                }

                var nearest = left <= 7 ? 7 : left <= 30 ? 30 : left <= 60 ? 60 : int.MaxValue;
                if (nearest < last)
                {
                    expected.Add($"{left} left: DeadlineNear {nearest}");
                    last = nearest;
                }
            }

            Assert.Equal(expected, told);
        }));

    /// <summary>Up to six holds: after how many days not on hold each begins, and for how long.</summary>
    private static Arbitrary<(int After, int Days)[]> Holds { get; } = Arb.From(
        Gen.Choose(0, 6).SelectMany(count => Gen.ArrayOf(
            from after in Gen.Choose(0, DaysGiven + 1)
            from days in Gen.Choose(0, 90)
            select (after, days), count)));

    /// <summary>Lets the days pass one by one. What happened to the deadline is told by the days not on hold that were left.</summary>
    private static (List<string> Told, List<int> AskedAt) Live((int After, int Days)[] holds, Func<DateOnly, bool> asks)
    {
        var story = Stories.AwaitingApproval;
        var told = new List<string>();
        var askedAt = new List<int>();
        var waiting = holds.OrderBy(hold => hold.After).ToList();
        var (today, left, heldFor) = (Today, DaysGiven, -1);
        for (; story.Now.State != GrantState.Expired && today < Deadline.AddYears(3); today = today.AddDays(1))
        {
            if (heldFor == 0)
                story = story.Do(Ask.Resume(), On(today));
            heldFor = Math.Max(heldFor - 1, -1);
            if (story.Now.State != GrantState.OnHold && waiting.FindIndex(hold => DaysGiven - left >= hold.After) is >= 0 and var next)
            {
                heldFor = waiting[next].Days - 1;
                waiting.RemoveAt(next);
                story = story.Do(Ask.Hold(), On(today));
                if (heldFor < 0)
                    story = story.Do(Ask.Resume(), On(today));
            }

            if (asks(today))
            {
                if (story.Now.State != GrantState.OnHold)
                    askedAt.Add(left);
                var decision = story.Decide(Ask.Check(), On(today));
                ClockLaws.Check(story.Now, today, decision);
                if (decision is Decision.Accepted accepted)
                {
                    told.AddRange(accepted.Events.Where(happened => happened is not GrantEscalated).Select(happened => $"{left} left: {happened.GetType().Name}{(happened is DeadlineNear near ? $" {near.Days}" : "")}"));
                    story = story.After(accepted);
                }
            }

            if (story.Now.State != GrantState.OnHold)
                left--;
        }

        return (told, askedAt);
    }
}
