using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Clocks;

/// <summary>Silence hands a grant to a deputy; it never rejects.</summary>
public sealed class SilenceTests
{
    private static readonly DateOnly Fourteenth = Today.AddDays(SystemRules.SilenceDays);

    private static readonly Story Escalated = Stories.Funded.Do(Ask.Check(), On(Fourteenth));

    [Fact]
    public void After_fourteen_days_and_not_before_the_office_s_deputy_is_called()
    {
        Assert.Equal(Fourteenth, GrantClock.LookAgainOn(Stories.Funded.Now));
        Assert.Equal(RefusalCode.NotYetExpired, Stories.Funded.Refusal(Ask.Check(), On(Fourteenth.AddDays(-1))));

        Assert.Equal((Role.CountryOffice, Tirana, Today), (Happened(Escalated).Turn, Happened(Escalated).Deputy!.Value, Happened(Escalated).SilentSince));
        Assert.Equal((GrantState.AwaitingVerification, new Escalation(Role.CountryOffice, Fourteenth, Tirana)), (Escalated.Now.State, Escalated.Now.Escalation));
        Assert.Equal(RefusalCode.NotYetExpired, Escalated.Refusal(Ask.Check(), On(Fourteenth.AddDays(100))));
    }

    [Fact]
    public void The_days_are_those_of_the_rules_the_grant_was_stamped_with()
    {
        var slow = new Catalogue([World.Catalogue.InForce(Plain, Today)! with { SilenceDays = 20 }], World.Catalogue.Offices);
        var story = Story.Nothing.Do(Ask.Submit(Plain), new DecisionContext(Noon, slow)).Do(Ask.Screened(ScreeningResult.Clear));

        Assert.Equal(Today.AddDays(20), GrantClock.EscalatesOn(story.Now));
        // Grants from before that was noted have the system's.
        Assert.Equal(Fourteenth, GrantClock.EscalatesOn(story.Now with { SilenceDays = null, StandingSince = null }));
    }

    [Fact]
    public void The_deputy_may_act_and_see_as_the_own_office_until_the_grant_moves_on()
    {
        Assert.Equal(RefusalCode.OtherOffice, Stories.Funded.Refusal(Ask.Verify(People.Tirana), On(Fourteenth)));
        Assert.True(Escalated.Now.IsServedBy(Tirana) && Escalated.Now.IsServedBy(Erbil) && !Escalated.Now.IsServedBy(null));
        Assert.Null(Escalated.Refusal(Ask.Verify(), On(Fourteenth)));

        var verified = Escalated.Do(Ask.Verify(People.Tirana), On(Fourteenth));
        Assert.Null(verified.Now.Escalation);
        Assert.Equal(RefusalCode.OtherOffice, verified.Refusal(Ask.Split(Ask.Goods(Eur(1500))) with { Actor = People.Tirana }, On(Fourteenth)));
    }

    [Fact]
    public void Four_people_stay_four_people()
    {
        Assert.Equal(RefusalCode.OwnSubmission, Escalated.Refusal(Ask.Verify(People.Counsellor.In(Role.CountryOffice) with { Office = Tirana }), On(Fourteenth)));
        Assert.Equal(RefusalCode.VerifierApproved, Escalated.Refusal(Ask.Verify(People.Officer.In(Role.CountryOffice) with { Office = Tirana }), On(Fourteenth)));
        var split = Escalated.Do(Ask.Verify(People.Tirana), On(Fourteenth)).Do(Ask.Split(Ask.Cash(Eur(1500))));
        Assert.Equal(RefusalCode.ReleaserInvolved, split.Refusal(Ask.Release(People.Tirana.In(Role.Finance))));
    }

    [Fact]
    public void Of_a_sealed_identity_no_other_office_learns_anything()
    {
        var hidden = new Catalogue([World.Catalogue.InForce(Plain, Today)! with { Sealed = true }], World.Catalogue.Offices);
        var escalated = Stories.Funded.Do(Ask.Check(), new DecisionContext(On(Fourteenth).Now, hidden));

        Assert.Equal(new Escalation(Role.CountryOffice, Fourteenth, null), escalated.Now.Escalation);
        Assert.False(escalated.Now.IsServedBy(Tirana));

        var trafficked = new Story(Stories.Funded.Now with { Application = Stories.Funded.Now.Application with { Category = BeneficiaryCategory.VictimOfTrafficking } });
        Assert.False(trafficked.Do(Ask.Check(), On(Fourteenth)).Now.IsServedBy(Tirana));
    }

    [Theory]
    [InlineData(GrantState.Submitted, Role.Intake)]
    [InlineData(GrantState.NeedsAdjudication, Role.Officer)]
    [InlineData(GrantState.AwaitingApproval, Role.Officer)]
    [InlineData(GrantState.AwaitingSecondApproval, Role.Officer)]
    [InlineData(GrantState.UnderAppeal, Role.Officer)]
    [InlineData(GrantState.Completed, Role.Finance)]
    public void Where_nobody_in_particular_is_silent_the_grant_goes_on_the_deputies_list(GrantState state, Role turn)
    {
        var story = Stories.At(state);
        var escalated = story.Do(Ask.Check(), On(Fourteenth));

        Assert.Equal((state, new Escalation(turn, Fourteenth, null)), (escalated.Now.State, escalated.Now.Escalation));
    }

    [Theory]
    [InlineData(GrantState.Screening)]
    [InlineData(GrantState.Approved)]
    [InlineData(GrantState.Closed)]
    [InlineData(GrantState.Rejected)]
    [InlineData(GrantState.Referred)]
    [InlineData(GrantState.Withdrawn)]
    [InlineData(GrantState.Expired)]
    [InlineData(GrantState.Cancelled)]
    public void Where_nobody_s_step_is_awaited_silence_means_nothing(GrantState state) =>
        Assert.Null(GrantClock.EscalatesOn(Stories.At(state).Now));

    [Fact]
    public void An_office_is_not_silent_before_the_day_of_return()
    {
        var later = new Story(Stories.Funded.Now with { Application = Stories.Funded.Now.Application with { ReturnOn = Today.AddDays(50) } });
        Assert.Equal(Fourteenth.AddDays(50), GrantClock.EscalatesOn(later.Now));

        // An officer who is to decide on a change of plan needs nobody to be there.
        var pending = later.Now with { Pending = new(5, People.Erbil.Id, Noon, Eur(1000), [], null, "Prices have changed.", 1) };
        Assert.Equal(Fourteenth, GrantClock.EscalatesOn(pending));
    }

    [Fact]
    public void Every_step_of_a_person_starts_the_count_again_and_an_answer_does_not()
    {
        var released = Stories.Disbursing.Do(Ask.Deliver(1), On(Today.AddDays(5))).Do(Ask.Deliver(2), On(Today.AddDays(6))).Do(Ask.Release(), On(Today.AddDays(9)));
        Assert.Equal(Fourteenth.AddDays(9), GrantClock.EscalatesOn(released.Now));
        var paid = released.Do(Ask.Payment(3, 1, Payout.PaymentOutcome.Settled), On(Today.AddDays(12)));
        Assert.Equal(Fourteenth.AddDays(9), GrantClock.EscalatesOn(paid.Now));
    }

    [Fact]
    public void When_the_turn_passes_the_next_one_has_days_of_their_own_and_the_deputy_stays()
    {
        var day = On(Fourteenth);
        var escalated = Stories.Disbursing.Do(Ask.Deliver(1)).Do(Ask.Settle(1)).Do(Ask.Release(), Now).Do(Ask.Check(), day);
        Assert.Equal(Role.CountryOffice, escalated.Now.Escalation!.Turn);

        var delivered = escalated.Do(Ask.Deliver(2) with { Actor = People.Tirana }, day);
        Assert.Equal(Fourteenth.AddDays(14), GrantClock.EscalatesOn(delivered.Now));
        var again = delivered.Do(Ask.Check(), On(Fourteenth.AddDays(14)));
        Assert.Equal(new Escalation(Role.Finance, Fourteenth.AddDays(14), Tirana), again.Now.Escalation);
    }

    private static GrantEscalated Happened(Story story) => Assert.IsType<GrantEscalated>(story.Events[^1]);
}
