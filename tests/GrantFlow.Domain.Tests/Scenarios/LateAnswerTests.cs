using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Books;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Providers that do not know, that change their minds, and that pay what they had called failed.</summary>
public sealed class LateAnswerTests
{
    private static readonly Story Released = Stories.Disbursing.Do(Ask.Release());
    private static readonly Story Failed = Released.Do(Ask.TimedOut(3, 1));
    private static readonly Story SentAgain = Failed.Do(Ask.Retry(3), Ask.Release());

    [Fact]
    public void While_nobody_knows_whether_it_was_paid_nothing_is_put_in_its_place()
    {
        var unknown = Released.Do(Ask.Payment(3, 1, PaymentOutcome.Unknown));

        Assert.Equal((CashState.Unknown, Role.Finance), (Cash(unknown).State, NextStep.RoleFor(unknown.Now)));
        Assert.All(
            new GrantCommand[] { Ask.Reroute(3), Ask.Retry(3), Ask.GiveBack(3), Ask.Release(), Ask.Release() with { Line = new(3) }, Ask.Plan(Eur(1400), Ask.Goods(Eur(900))) },
            command => Assert.Equal(RefusalCode.PaymentUnknown, unknown.Refusal(command)));
        Assert.False(unknown.Do(Ask.Withdraw()).Now.Line(new(3))!.CanCancel);
        Assert.Equal(CashState.Unknown, Cash(unknown.Do(Ask.Withdraw())).State);
    }

    [Fact]
    public void A_plan_that_waits_is_not_approved_while_a_payment_is_unknown()
    {
        var waits = Stories.Verified.Do(Ask.Split(Ask.Goods(Eur(900)), Ask.Goods(Eur(100)), Ask.Cash(Eur(500)))).Do(Ask.Release());
        var planned = waits.Do(Ask.Plan(Eur(1500), Ask.Goods(Eur(500)), Ask.Cash(Eur(500))), Ask.Payment(3, 1, PaymentOutcome.Unknown));

        Assert.Equal(RefusalCode.PaymentUnknown, planned.Refusal(Ask.ApprovePlan(planned.Now)));
        var settled = planned.Do(Ask.Payment(3, 1, PaymentOutcome.Settled));
        Assert.Null(settled.Refusal(Ask.ApprovePlan(settled.Now)));
    }

    [Theory]
    [InlineData(PaymentOutcome.Instructed, CashState.Instructed)]
    [InlineData(PaymentOutcome.Settled, CashState.Paid)]
    [InlineData(PaymentOutcome.Failed, CashState.Failed)]
    [InlineData(PaymentOutcome.Returned, CashState.Returned)]
    public void A_doubt_ends_with_any_answer_that_says_something(PaymentOutcome answer, CashState expected)
    {
        var resolved = Released.Do(Ask.Payment(3, 1, PaymentOutcome.Instructed), Ask.Payment(3, 1, PaymentOutcome.Unknown), Ask.Payment(3, 1, answer));

        Assert.Equal(expected, Cash(resolved).State);
    }

    [Fact]
    public void What_is_paid_although_it_had_failed_is_paid_and_booked_once()
    {
        foreach (var before in new[] { Failed, Failed.Do(Ask.Retry(3)), Failed.Do(Ask.Reroute(3)) })
        {
            var paid = before.Do(Ask.Payment(3, 1, PaymentOutcome.Settled));

            Assert.Equal((CashState.Paid, 1), (Cash(paid).State, Cash(paid).PaidBy));
            Assert.Equal(Balances.Expected(paid.Now), Balances.Posted(paid.Entries));
            Assert.Equal(Eur(500), Assert.Single(paid.Effects.OfType<SettleFunds>()).Amount);
            Assert.Equal(RefusalCode.NothingDue, paid.Refusal(Ask.Release()));
            Assert.Equal(RefusalCode.WrongLineState, paid.Refusal(Ask.Payment(3, 1, PaymentOutcome.Settled)));
        }
    }

    [Fact]
    public void An_earlier_attempt_may_turn_out_paid_as_long_as_no_other_is_on_its_way()
    {
        var paid = SentAgain.Do(Ask.TimedOut(3, 2), Ask.Payment(3, 1, PaymentOutcome.Settled));

        Assert.Equal((CashState.Paid, 1, 2), (Cash(paid).State, Cash(paid).PaidBy, Cash(paid).Attempt));
        Assert.Equal(RefusalCode.PossibleDoublePayment, paid.Refusal(Ask.Payment(3, 2, PaymentOutcome.Settled)));
        // Only what paid can come back.
        Assert.Equal(RefusalCode.StaleAttempt, paid.Refusal(Ask.Payment(3, 2, PaymentOutcome.Returned)));
        Assert.Equal([1], Cash(paid.Do(Ask.Payment(3, 1, PaymentOutcome.Returned))).Returns!);
    }

    [Fact]
    public void An_earlier_attempt_that_turns_out_paid_while_another_is_out_is_a_possible_double_payment_whatever_became_of_that_one()
    {
        Story[] after =
        [
            SentAgain,
            SentAgain.Do(Ask.Payment(3, 2, PaymentOutcome.Instructed)),
            SentAgain.Do(Ask.Payment(3, 2, PaymentOutcome.Unknown)),
            SentAgain.Do(Ask.Payment(3, 2, PaymentOutcome.Settled)),
            SentAgain.Do(Ask.Payment(3, 2, PaymentOutcome.Settled), Ask.Payment(3, 2, PaymentOutcome.Returned)),
            SentAgain.Do(Ask.Payment(3, 2, PaymentOutcome.Returned), Ask.GiveBack(3)),
            Failed.Do(Ask.Withdraw()),
            Failed.Do(Ask.Plan(Eur(1000), Ask.Goods(Eur(600)), Ask.Training(Eur(400)))),
        ];

        Assert.All(after, story => Assert.Equal(RefusalCode.PossibleDoublePayment, story.Refusal(Ask.Payment(3, 1, PaymentOutcome.Settled))));
        Assert.Contains("Possible double payment: attempt 1", Assert.IsType<Decision.Refused>(SentAgain.Decide(Ask.Payment(3, 1, PaymentOutcome.Settled))).Why);
    }

    [Theory]
    [InlineData(PaymentOutcome.Failed)]
    [InlineData(PaymentOutcome.Instructed)]
    [InlineData(PaymentOutcome.Unknown)]
    [InlineData(PaymentOutcome.Settled)]
    public void What_was_paid_stays_paid_whatever_is_said_of_it_later(PaymentOutcome later) =>
        Assert.Equal(RefusalCode.WrongLineState, Released.Do(Ask.Payment(3, 1, PaymentOutcome.Settled)).Refusal(Ask.Payment(3, 1, later)));

    [Theory]
    [InlineData(PaymentOutcome.Returned)]
    [InlineData(PaymentOutcome.Instructed)]
    [InlineData(PaymentOutcome.Unknown)]
    [InlineData(PaymentOutcome.Failed)]
    public void What_failed_is_only_ever_paid_after_all(PaymentOutcome later)
    {
        Assert.Equal(RefusalCode.WrongLineState, Failed.Refusal(Ask.Payment(3, 1, later)));
        Assert.Equal(RefusalCode.WrongLineState, Failed.Do(Ask.Retry(3)).Refusal(Ask.Payment(3, 1, later)));
    }

    [Fact]
    public void Cash_that_never_left_is_not_paid_whatever_attempt_is_named()
    {
        Assert.Equal(RefusalCode.StaleAttempt, Stories.Disbursing.Refusal(Ask.Payment(3, 0, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.StaleAttempt, Stories.Disbursing.Refusal(Ask.Payment(3, 1, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.StaleAttempt, Failed.Refusal(Ask.Payment(3, 0, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.StaleAttempt, Failed.Refusal(Ask.Payment(3, -1, PaymentOutcome.Settled)));
    }

    [Theory]
    [InlineData("TM01", true)]
    [InlineData("AM04: insufficient funds", true)]
    [InlineData("no reason given", true)]
    [InlineData("account service was down", true)]
    [InlineData("AC04", false)]
    [InlineData("AC01: the account is not in the vault any more", false)]
    [InlineData("be05", false)]
    [InlineData("RC01 bank unknown", false)]
    [InlineData("CNOR", false)]
    public void Only_a_failure_that_does_not_lie_in_the_account_is_tried_again_on_the_same_route(string reason, bool again)
    {
        var failed = Released.Do(Ask.Payment(3, 1, PaymentOutcome.Failed) with { Reason = reason });

        Assert.Equal(again ? null : RefusalCode.RouteAtFault, failed.Refusal(Ask.Retry(3)));
        Assert.Null(failed.Refusal(Ask.Reroute(3)));
    }

    [Fact]
    public void Another_try_keeps_route_and_reason_until_it_leaves_and_counts_as_an_attempt_of_its_own()
    {
        var due = Failed.Do(Ask.Retry(3));
        Assert.Equal((CashState.Due, Bank, "TM01"), (Cash(due).State, Cash(due).Route, Cash(due).Failure));

        Assert.Equal((2, null), (Cash(SentAgain).Attempt, Cash(SentAgain).Failure));
        var asked = SentAgain.Effects.OfType<InstructPayment>().ToList();
        Assert.Equal([(1, Bank), (2, Bank)], asked.Select(ask => (ask.Attempt, ask.Route)));
        Assert.Single(asked.Select(ask => ask.Payment).Distinct());
    }

    [Theory]
    [InlineData("ines")]
    [InlineData("omar")]
    [InlineData("erin")]
    public void Who_took_a_part_in_the_grant_neither_has_it_tried_again_nor_gives_it_back(string who)
    {
        var actor = People.Finance with { Id = ActorId.Parse(who) };

        Assert.Equal(RefusalCode.ReleaserInvolved, Failed.Refusal(Ask.Retry(3, actor)));
        Assert.Equal(RefusalCode.ReleaserInvolved, Released.Do(Ask.Payment(3, 1, PaymentOutcome.Returned)).Refusal(Ask.GiveBack(3, actor)));
    }

    [Fact]
    public void Whoever_released_any_attempt_does_not_approve_a_change_of_plan()
    {
        var first = People.Finance with { Id = ActorId.Parse("fran") };
        var second = People.Finance with { Id = ActorId.Parse("finn") };
        var with = People.Finance with { Id = ActorId.Parse("faye") };
        var repaired = Stories.Disbursing
            .Do(Ask.Release(first) with { With = [with.Id] }, Ask.TimedOut(3, 1), Ask.Retry(3, second), Ask.Release(second))
            .Do(Ask.TimedOut(3, 2), Ask.Plan(Eur(1500), Ask.Goods(Eur(600)), Ask.Cash(Eur(900))));

        Assert.Equal([first.Id, with.Id, second.Id], Cash(repaired).Releasers!);
        Assert.All(new[] { first, with, second }, person =>
            Assert.Equal(RefusalCode.OwnPlan, repaired.Refusal(Ask.ApprovePlan(repaired.Now, person.In(Role.Officer)))));
        Assert.Null(repaired.Refusal(Ask.ApprovePlan(repaired.Now)));
    }

    private static CashLine Cash(Story story) => (CashLine)story.Now.Line(new(3))!;
}
