using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Rules;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Plans;

/// <summary>In-kind turns into cash with a new approval, and never otherwise.</summary>
public sealed class PlanApprovalTests
{
    private static readonly Story Pending = Stories.PlanPending;

    [Fact]
    public void A_cent_more_cash_waits_for_an_officer_and_changes_nothing_until_then()
    {
        var story = Stories.Disbursing.Do(Ask.Plan(Eur(1500), Ask.Goods(Eur(999, 99)), Ask.Cash(Eur(500, 1))));

        Assert.Equal((1, Eur(1500)), (story.Now.Pending!.ApprovalsNeeded, story.Now.Approved));
        Assert.Equal(Stories.Disbursing.Now.Lines, story.Now.Lines);
        Assert.Equal(Stories.Disbursing.Entries, story.Entries);
        Assert.Equal(Role.Officer, NextStep.RoleFor(story.Now));
        var approved = story.Do(Ask.ApprovePlan(story.Now));
        Assert.Null(approved.Now.Pending);
        Assert.Equal(Eur(500, 1), approved.Now.Lines[^1].Amount);
        Assert.Equal(Role.Finance, NextStep.RoleFor(approved.Now));
    }

    [Fact]
    public void Cash_that_was_planned_away_does_not_come_back_without_an_approval()
    {
        var less = Stories.Disbursing.Do(Ask.Plan(Eur(1500), Ask.Goods(Eur(1500))));

        Assert.NotNull(less.Do(Ask.Plan(Eur(1500), Ask.Goods(Eur(1499)), Ask.Cash(Eur(1)))).Now.Pending);
    }

    [Fact]
    public void Under_the_two_approvals_rule_every_change_takes_two_officers()
    {
        var split = RefusalExamples.ReadyToSplit(TwoApprovals, Eur(1000)).Do(Ask.Split(Ask.Goods(Eur(1000))));
        var story = split.Do(Ask.Plan(Eur(900), Ask.Training(Eur(900))));
        Assert.Equal(2, story.Now.Pending!.ApprovalsNeeded);

        var once = story.Do(Ask.ApprovePlan(story.Now));
        Assert.Equal((Eur(1000), People.ThirdOfficer.Id), (once.Now.Approved, Assert.Single(once.Now.Pending!.Approvals)));
        Assert.Equal(RefusalCode.SecondApproverIsFirst, once.Refusal(Ask.ApprovePlan(once.Now)));
        Assert.Equal(Eur(900), once.Do(Ask.ApprovePlan(once.Now, People.Officer)).Now.Approved);
    }

    [Theory]
    [InlineData(2000, 1600, 2)]
    [InlineData(2000, 1500, 0)]
    public void Above_the_threshold_a_lower_amount_takes_two_as_well(int approved, int amount, int expected)
    {
        var story = RefusalExamples.ReadyToSplit(Plain, Eur(approved)).Do(Ask.Plan(Eur(amount)));

        Assert.Equal(expected, story.Now.Pending?.ApprovalsNeeded ?? 0);
        if (expected > 0)
            Assert.Equal(RefusalCode.PlanPending, story.Refusal(Ask.Split(Ask.Goods(Eur(approved)))));
    }

    [Fact]
    public void A_child_alone_takes_two_whatever_changes()
    {
        var application = Application(WorkFirst) with { Child = new("file-1", "file-2"), Requested = Eur(1000), Route = OfGuardian };
        var story = Story.Nothing.Do(Ask.Submit(application), Ask.Screened(ScreeningResult.Clear), Ask.Approve(Eur(1000)), Ask.Approve(Eur(1000), People.SecondOfficer));
        story = story.Do(Ask.Funded(story.Now, reserved: true));

        Assert.Equal(2, story.Do(Ask.Plan(Eur(900))).Now.Pending!.ApprovalsNeeded);
    }

    [Fact]
    public void A_childs_cash_stays_with_the_guardian_whatever_the_plan()
    {
        var application = Application(WorkFirst) with { Child = new("file-1", "file-2"), Requested = Eur(1000), Route = OfGuardian };
        var story = Story.Nothing.Do(Ask.Submit(application), Ask.Screened(ScreeningResult.Clear), Ask.Approve(Eur(1000)), Ask.Approve(Eur(1000), People.SecondOfficer));
        story = story.Do(Ask.Funded(story.Now, reserved: true), Ask.Verify());
        var split = story.Do(Ask.Split(Ask.Training(Eur(500)), Ask.Cash(Eur(500))));

        Assert.Equal(RefusalCode.ChildPaidDirectly, story.Refusal(Ask.Plan(Eur(900)) with { Route = Wallet }));
        Assert.Equal(RefusalCode.ChildPaidDirectly, split.Refusal(Ask.Plan(Eur(900), Ask.Training(Eur(500)), Ask.Cash(Eur(400))) with { Route = Wallet }));
        Assert.Null(split.Refusal(Ask.Plan(Eur(900), Ask.Training(Eur(500)), Ask.Cash(Eur(400))) with { Route = OfGuardian }));
    }

    [Theory]
    [InlineData("ines", RefusalCode.OwnSubmission)]
    [InlineData("erin", RefusalCode.OwnPlan)]
    [InlineData("evan", RefusalCode.OwnPlan)]
    [InlineData("fynn", RefusalCode.OwnPlan)]
    [InlineData("omar", null)]
    [InlineData("odile", null)]
    public void Who_submitted_planned_verified_handed_over_or_paid_does_not_decide(string who, RefusalCode? expected)
    {
        // Delivered by a second person of the office, settled by finance.
        var story = Stories.Disbursing.Do(Ask.Deliver(1, by: People.OtherErbil), Ask.Settle(1), Ask.Plan(Eur(1500), Ask.Cash(Eur(900))));
        var officer = People.Officer with { Id = ActorId.Parse(who) };

        Assert.Equal(expected, story.Refusal(Ask.ApprovePlan(story.Now, officer)));
        Assert.Equal(expected, story.Refusal(Ask.RejectPlan(story.Now, officer)));
    }

    [Fact]
    public void Who_approved_a_plan_releases_nothing_of_it()
    {
        var story = Pending.Do(Ask.ApprovePlan(Pending.Now));

        Assert.Equal(RefusalCode.ReleaserInvolved, story.Refusal(Ask.Release(People.ThirdOfficer.In(Role.Finance))));
        Assert.Null(story.Refusal(Ask.Release()));
    }

    [Fact]
    public void An_approval_is_of_the_plan_that_was_read()
    {
        var rejected = Pending.Do(Ask.RejectPlan(Pending.Now));
        Assert.Null(rejected.Now.Pending);
        Assert.Equal(Stories.Disbursing.Now.Lines, rejected.Now.Lines);
        Assert.Equal(RefusalCode.WrongState, rejected.Refusal(Ask.ApprovePlan(Pending.Now)));

        var other = rejected.Do(Ask.Plan(Eur(1500), Ask.Cash(Eur(1500))));
        Assert.Equal(RefusalCode.StaleAttempt, other.Refusal(Ask.ApprovePlan(Pending.Now)));
        Assert.Equal(RefusalCode.PlanPending, other.Refusal(Ask.Plan(Eur(1400), Ask.Goods(Eur(1400)))));
    }

    [Fact]
    public void While_it_waits_what_it_would_replace_stands_still_and_all_else_goes_on()
    {
        // L01 in delivery, L02 disputed, L03 accepted, L04 ordered, L05 released, L06 failed, L07 due.
        var busy = Stories.Verified
            .Do(Ask.Split([.. Enumerable.Repeat(Ask.Goods(Eur(100)), 4), Ask.Cash(Eur(100)), Ask.Cash(Eur(100)), Ask.Goods(Eur(900))]))
            .Do(Ask.Deliver(1, accepted: false), Ask.Dispute(2), Ask.Deliver(3), Ask.Release(), Ask.Payment(6, 1, PaymentOutcome.Failed));
        var story = busy.Do(Ask.Plan(Eur(1500), Ask.Cash(Eur(1200))));

        GrantCommand[] frozen = [Ask.Reorder(2), Ask.Deliver(4), Ask.Dispute(4), Ask.Reroute(6), Ask.Plan(Eur(300))];
        Assert.All(frozen, command => Assert.Equal(RefusalCode.PlanPending, story.Refusal(command)));
        GrantCommand[] free = [Ask.Deliver(1), Ask.Dispute(1), Ask.Settle(3), Ask.Payment(5, 1, PaymentOutcome.Settled), Ask.Hold(), Ask.Withdraw()];
        Assert.All(free, command => Assert.Null(story.Refusal(command)));
        Assert.Equal(RefusalCode.PlanPending, Pending.Refusal(Ask.Release()));
    }

    [Fact]
    public void A_plan_that_lines_have_overtaken_is_not_approved_and_says_why()
    {
        var story = Stories.Disbursing.Do(Ask.Release(), Ask.Plan(Eur(1500), Ask.Goods(Eur(900)), Ask.Cash(Eur(100))), Ask.Payment(3, 1, PaymentOutcome.Failed));

        var refused = Assert.IsType<Decision.Refused>(story.Decide(Ask.ApprovePlan(story.Now)));
        Assert.Equal(RefusalCode.PlanOutdated, refused.Code);
        Assert.Equal("Lines have moved since this plan was proposed. The parts add up to EUR 1000.00; EUR 1500.00 is approved. Make them equal to the cent. Reject it, and let the office plan anew.", refused.Why);
        Assert.Null(story.Do(Ask.RejectPlan(story.Now)).Refusal(Ask.Reroute(3)));
    }

    [Fact]
    public void A_route_that_waits_does_not_take_the_place_of_one_confirmed_with_the_person_since()
    {
        var two = Story.Nothing.Do(Ask.Submit(TwoApprovals), Ask.Screened(ScreeningResult.Clear), Ask.Approve(Eur(2000)), Ask.Approve(Eur(2000), People.SecondOfficer));
        var pending = two.Do(Ask.Funded(two.Now, reserved: true)).Do(Ask.Plan(Eur(1500)) with { Route = Bank });

        var confirmed = Bank with { Masked = "…0815", Key = "route-2" };
        Assert.Equal(RefusalCode.PlanPending, pending.Refusal(Ask.Verify() with { Route = confirmed }));
        Assert.Null(pending.Refusal(Ask.Verify()));
        Assert.Equal(confirmed, pending.Do(Ask.RejectPlan(pending.Now), Ask.Verify() with { Route = confirmed }).Now.Route);
    }

    [Fact]
    public void Whoever_withdraws_takes_the_pending_plan_along()
    {
        Assert.Equal((GrantState.Withdrawn, null), Standing(Pending.Do(Ask.Withdraw())));
        var partly = Stories.Disbursing.Do(Ask.Deliver(1), Ask.Plan(Eur(1500), Ask.Cash(Eur(900))), Ask.Withdraw());
        Assert.Equal((GrantState.Disbursing, null), Standing(partly));
        var beforeSplit = RefusalExamples.ReadyToSplit(TwoApprovals, Eur(1000)).Do(Ask.Plan(Eur(900)));
        Assert.Equal((GrantState.Cancelled, null), Standing(beforeSplit.Do(Ask.Cancel())));
        Assert.Equal((GrantState.Referred, null), Standing(beforeSplit.Do(Ask.Refer())));

        static (GrantState, PendingPlan?) Standing(Story story) => (story.Now.State, story.Now.Pending);
    }

    /// <summary>Every other command, on grants with a line in every state it can have: planned cash is never more than before.</summary>
    [Fact]
    public void No_other_command_turns_anything_into_cash()
    {
        foreach (var story in Stories.Everywhere.Where(story => story.Now.Lines.Count > 0))
        {
            foreach (var row in Commands.CommandRow.All)
            {
                if (story.Decide(row.For(story), row.Context) is Decision.Accepted { Grant: var after } && row.For(story) is not ApprovePlan)
                    Assert.True(Cash(after) <= Cash(story.Now), $"{row.Name} at {Story.Standing(story.Now)} raised cash from {Cash(story.Now)} to {Cash(after)}.");
            }
        }

        static long Cash(Grant grant) => grant.Lines.Where(line => line is CashLine { State: not CashState.Cancelled }).Sum(line => line.Amount.Minor);
    }
}
