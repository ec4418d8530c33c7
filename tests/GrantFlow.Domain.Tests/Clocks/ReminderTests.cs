using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Clocks;

/// <summary>A deadline is brought to mind 60, 30 and 7 days before it, each once, and then it ends the grant.</summary>
public sealed class ReminderTests
{
    private static readonly Story Waiting = Quiet(Stories.AwaitingApproval);

    [Theory]
    [InlineData(60)]
    [InlineData(30)]
    [InlineData(7)]
    public void A_reminder_comes_on_its_day_and_not_the_day_before(int days)
    {
        var story = new Story(Waiting.Now with { LastReminder = days == 60 ? null : days == 30 ? 60 : 30 });

        Assert.Equal(Deadline.AddDays(-days), GrantClock.LookAgainOn(story.Now));
        Assert.Equal(RefusalCode.NotYetExpired, story.Refusal(Ask.Check(), On(Deadline.AddDays(-days - 1))));
        var reminded = story.Do(Ask.Check(), On(Deadline.AddDays(-days)));
        Assert.Equal((days, Deadline), (Assert.IsType<DeadlineNear>(reminded.Events.Single()).Days, ((DeadlineNear)reminded.Events.Single()).ExpiresOn));
        Assert.Equal((story.Now.State, days), (reminded.Now.State, reminded.Now.LastReminder!.Value));
    }

    [Theory]
    [InlineData(45, 60)]
    [InlineData(30, 30)]
    [InlineData(8, 30)]
    [InlineData(0, 7)]
    public void Who_starts_late_gets_the_nearest_reminder_only(int left, int expected)
    {
        var reminded = Waiting.Do(Ask.Check(), On(Deadline.AddDays(-left)));

        Assert.Equal(expected, Assert.IsType<DeadlineNear>(reminded.Events.Single()).Days);
        Assert.Equal(RefusalCode.NotYetExpired, reminded.Refusal(Ask.Check(), On(Deadline.AddDays(-left))));
    }

    [Fact]
    public void After_the_last_day_the_grant_ends_its_money_is_free_and_nothing_is_brought_to_mind()
    {
        var funded = Quiet(Stories.Funded);
        Assert.NotEqual(GrantState.Expired, funded.Do(Ask.Check(), On(Deadline)).Now.State);
        var ended = funded.Do(Ask.Check(), AfterDeadline);

        Assert.IsType<GrantExpired>(ended.Events.Single());
        Assert.Equal((GrantState.Expired, "The deadline was 2027-03-01."), (ended.Now.State, ended.Now.Reason));
        Assert.True(Assert.IsType<ReleaseFunds>(ended.Effects.Single()).Ends);
        Assert.Null(GrantClock.LookAgainOn(ended.Now));
    }

    [Fact]
    public void What_is_being_given_is_reminded_of_and_not_ended()
    {
        var late = Quiet(Stories.Disbursing).Do(Ask.Check(), On(Deadline.AddDays(40)));

        Assert.Equal(GrantState.Disbursing, late.Now.State);
        Assert.Equal(7, Assert.IsType<DeadlineNear>(late.Events.Single()).Days);
        Assert.Null(GrantClock.RemindsOn(late.Now));
    }

    [Fact]
    public void Without_a_deadline_nobody_is_reminded() =>
        Assert.Null(GrantClock.LookAgainOn(Quiet(new Story(Stories.AwaitingApproval.Now with { ExpiresOn = null })).Now));

    [Fact]
    public void The_deadline_counts_from_the_actual_return_and_is_brought_to_mind_anew()
    {
        var reminded = new Story(Stories.Funded.Now with { LastReminder = 60 });
        var verified = reminded.Do(Ask.Verify());

        // Planned for the first, arrived on the tenth.
        Assert.Equal((new DateOnly(2027, 3, 10), null), (verified.Now.ExpiresOn!.Value, verified.Now.LastReminder));
        Assert.Equal((Deadline, 60), (reminded.Do(Ask.Verify() with { ArrivedOn = new(2026, 3, 1) }).Now.ExpiresOn!.Value, 60));
        Assert.Equal(60, reminded.Do(Ask.Verify() with { ArrivedOn = new(2026, 3, 1) }).Now.LastReminder);
    }

    [Fact]
    public void Days_on_hold_are_kept_when_the_application_changes_and_those_before_the_arrival_are_not_counted_twice()
    {
        var held = Stories.AwaitingApproval.Do(Ask.Hold()).Do(Ask.Resume(), On(Today.AddDays(10)));
        var amended = held.Do(Ask.Return()).Do(Ask.Amend(Application(Plain) with { ReturnOn = new(2026, 3, 5) }));
        Assert.Equal(new DateOnly(2027, 3, 15), amended.Now.ExpiresOn);

        // On hold from the 10th to the 20th of March; the person arrived on the 15th.
        var funded = held.Do(Ask.Approve(Eur(1500)));
        funded = funded.Do(Ask.Funded(funded.Now, reserved: true));
        var verified = funded.Do(Ask.Verify() with { ArrivedOn = new(2026, 3, 15) }, On(new(2026, 3, 25)));
        Assert.Equal(new DateOnly(2027, 3, 20), verified.Now.ExpiresOn);
    }

    [Fact]
    public void At_the_ends_of_the_calendar_nothing_breaks()
    {
        foreach (var day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            var story = Story.Nothing.Do(Ask.Submit(Application(Plain) with { ReturnOn = day }), Ask.Screened(ScreeningResult.Clear), Ask.Hold());
            ClockLaws.Check(story.Now, Today, story.Decide(Ask.Check()));
            var resumed = story.Do(Ask.Resume(), On(Today.AddDays(3)));
            ClockLaws.Check(resumed.Now, Today, resumed.Decide(Ask.Check()));
        }
    }

    /// <summary>As if it had gone to a deputy before, so that only the deadline counts.</summary>
    private static Story Quiet(Story story) => new(story.Now with { Escalation = new(NextStep.RoleFor(story.Now)!.Value, Today, null) });
}
