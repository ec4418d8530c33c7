using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Clocks;

/// <summary>A rejection can be appealed within the programme's days, once, and is decided by someone who did not decide before.</summary>
public sealed class AppealTests
{
    private static readonly Story UnderAppeal = Stories.At(GrantState.UnderAppeal);

    [Fact]
    public void The_last_day_counts_from_the_rejection()
    {
        var rejected = Stories.AwaitingApproval.Do(Ask.Reject(), On(Today.AddDays(5)));
        Assert.Equal(Today.AddDays(35), AppealRejection.LastDay(rejected.Now, Catalogue.InForce(Plain, Today)));
        Assert.Null(rejected.Refusal(Ask.Appeal(), On(Today.AddDays(35))));
        var late = Assert.IsType<Decision.Refused>(rejected.Decide(Ask.Appeal(), On(Today.AddDays(36))));
        Assert.Equal(RefusalCode.AppealTooLate, late.Code);
        Assert.Contains("until 2026-04-14", late.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void However_it_came_to_the_rejection_the_days_are_the_same()
    {
        var likely = Stories.InScreening.Do(Ask.Screened(ScreeningResult.LikelyDuplicate));
        Story[] rejections = [Stories.InScreening.Do(Ask.Screened(ScreeningResult.Duplicate), On(Today.AddDays(3))), likely.Do(Ask.Adjudicate(samePerson: true), On(Today.AddDays(3)))];
        Assert.All(rejections, rejected =>
        {
            Assert.Null(rejected.Refusal(Ask.Appeal(), On(Today.AddDays(33))));
            Assert.Equal(RefusalCode.AppealTooLate, rejected.Refusal(Ask.Appeal(), On(Today.AddDays(34))));
        });
    }

    [Fact]
    public void Where_the_programme_sets_no_days_it_is_never_too_late()
    {
        var rejected = Story.Nothing.Do(Ask.Submit(NoCash), Ask.Screened(ScreeningResult.Clear), Ask.Reject());
        Assert.Null(rejected.Refusal(Ask.Appeal(), On(Today.AddYears(5))));
    }

    [Fact]
    public void A_rejection_that_was_upheld_is_final()
    {
        var upheld = UnderAppeal.Do(Ask.DecideAppeal(allowed: false));
        Assert.Equal(RefusalCode.AlreadyAppealed, upheld.Refusal(Ask.Appeal()));
        // Also long after the days are over: that it is final is the better answer.
        Assert.Equal(RefusalCode.AlreadyAppealed, upheld.Refusal(Ask.Appeal(), On(Today.AddYears(1))));
    }

    [Fact]
    public void A_new_rejection_after_an_allowed_appeal_can_be_appealed_again()
    {
        var again = UnderAppeal.Do(Ask.DecideAppeal(allowed: true), Ask.Screened(ScreeningResult.Clear)).Do(Ask.Reject(), On(Today.AddDays(50)));
        Assert.Null(again.Refusal(Ask.Appeal(), On(Today.AddDays(80))));
        Assert.Equal(RefusalCode.AppealTooLate, again.Refusal(Ask.Appeal(), On(Today.AddDays(81))));
    }

    [Fact]
    public void Nobody_who_decided_anything_before_decides_the_appeal()
    {
        var adjudicated = Stories.InScreening.Do(Ask.Screened(ScreeningResult.LikelyDuplicate), Ask.Adjudicate(samePerson: false, People.Officer));
        var approved = adjudicated.Do(Ask.Approve(Eur(2000), People.SecondOfficer)).Do(Ask.Reject(People.ThirdOfficer), Ask.Appeal());

        foreach (var involved in new[] { People.Officer, People.SecondOfficer, People.ThirdOfficer })
            Assert.Equal(RefusalCode.AppealDeciderInvolved, approved.Refusal(Ask.DecideAppeal(allowed: true, involved)));
        Assert.Null(approved.Refusal(Ask.DecideAppeal(allowed: true, People.Stranger(Role.Officer))));

        // Who allowed the first appeal does not decide the second.
        var again = approved.Do(Ask.DecideAppeal(allowed: true, People.Stranger(Role.Officer)), Ask.Screened(ScreeningResult.Clear), Ask.Reject(), Ask.Appeal());
        Assert.Equal(RefusalCode.AppealDeciderInvolved, again.Refusal(Ask.DecideAppeal(allowed: false, People.Stranger(Role.Officer))));
    }

    [Fact]
    public void Who_seeks_protection_meanwhile_is_referred() =>
        Assert.Equal(GrantState.Referred, UnderAppeal.Do(Ask.Refer()).Now.State);

    [Fact]
    public void The_days_an_appeal_takes_are_added_to_the_deadline_when_it_is_allowed()
    {
        Assert.Equal(Deadline.AddDays(20), UnderAppeal.Do(Ask.DecideAppeal(allowed: true), On(Today.AddDays(20))).Now.ExpiresOn);
        Assert.Equal(Deadline, UnderAppeal.Do(Ask.DecideAppeal(allowed: false), On(Today.AddDays(20))).Now.ExpiresOn);
    }
}
