using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Books;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>A payment that the provider never answers for: people find out, two of them, and the provider may still say otherwise.</summary>
public sealed class ResolutionTests
{
    private static readonly Story Unknown = Stories.Disbursing.Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Unknown));
    private static readonly Story NotPaid = Unknown.Do(Ask.BothSay(3, 1, paid: false));
    private static readonly Story WasPaid = Unknown.Do(Ask.BothSay(3, 1, paid: true));

    [Fact]
    public void One_alone_changes_nothing_but_that_it_is_said()
    {
        var said = Unknown.Do(Ask.Resolve(3, 1, paid: false));

        Assert.Equal((CashState.Unknown, People.SecondFinance.Id, false), (Cash(said).State, Cash(said).Proposed!.By, Cash(said).Proposed!.Paid));
        Assert.Equal(RefusalCode.PaymentUnknown, said.Refusal(Ask.Release()));
        Assert.Equal(RefusalCode.ResolverIsFirst, said.Refusal(Ask.Resolve(3, 1, paid: false)));
        Assert.Empty(said.Effects.OfType<EndAttempt>());
    }

    [Fact]
    public void Two_who_say_the_opposite_decide_nothing()
    {
        var torn = Unknown.Do(Ask.Resolve(3, 1, paid: false), Ask.Resolve(3, 1, paid: true, People.ThirdFinance));

        Assert.Equal((CashState.Unknown, true, People.ThirdFinance.Id), (Cash(torn).State, Cash(torn).Proposed!.Paid, Cash(torn).Proposed!.By));
        Assert.Equal(CashState.Paid, Cash(torn.Do(Ask.Resolve(3, 1, paid: true))).State);
    }

    [Theory]
    [InlineData("ines")]
    [InlineData("omar")]
    [InlineData("erin")]
    [InlineData("fynn")]
    public void Who_had_another_part_in_it_does_not_say_what_became_of_it(string who)
    {
        var actor = People.Finance with { Id = ActorId.Parse(who) };

        Assert.Equal(RefusalCode.ReleaserInvolved, Unknown.Refusal(Ask.Resolve(3, 1, paid: false, actor)));
        Assert.Equal(RefusalCode.ReleaserInvolved, Unknown.Do(Ask.Resolve(3, 1, paid: false)).Refusal(Ask.Resolve(3, 1, paid: false, actor)));
    }

    [Fact]
    public void What_was_not_paid_is_owed_again_and_only_then_another_attempt_begins()
    {
        Assert.Equal(CashState.Failed, Cash(NotPaid).State);
        Assert.Equal(Balances.Expected(NotPaid.Now), Balances.Posted(NotPaid.Entries));
        Assert.Equal((1, PaymentOutcome.Failed, false), Assert.Single(NotPaid.Effects.OfType<EndAttempt>()) is var end ? (end.Attempt, end.Outcome, end.OverAnswer) : default);
        Assert.Equal(2, Cash(NotPaid.Do(Ask.Retry(3), Ask.Release())).Attempt);
        Assert.Equal(2, Cash(NotPaid.Do(Ask.Reroute(3), Ask.Release())).Attempt);
        Assert.Equal(RefusalCode.WrongLineState, NotPaid.Refusal(Ask.Resolve(3, 1, paid: true)));
    }

    [Fact]
    public void What_was_paid_is_booked_once_and_never_paid_again()
    {
        Assert.Equal((CashState.Paid, 1), (Cash(WasPaid).State, Cash(WasPaid).PaidBy));
        Assert.Equal(Balances.Expected(WasPaid.Now), Balances.Posted(WasPaid.Entries));
        Assert.Equal(Eur(500), Assert.Single(WasPaid.Effects.OfType<SettleFunds>()).Amount);
        Assert.Equal(RefusalCode.NothingDue, WasPaid.Refusal(Ask.Release()));
        Assert.Equal(RefusalCode.WrongLineState, WasPaid.Refusal(Ask.Payment(3, 1, PaymentOutcome.Settled)));
    }

    [Fact]
    public void An_answer_of_the_provider_makes_what_one_said_void()
    {
        var answered = Unknown.Do(Ask.Resolve(3, 1, paid: false), Ask.Payment(3, 1, PaymentOutcome.Instructed), Ask.Payment(3, 1, PaymentOutcome.Unknown));

        Assert.Null(Cash(answered).Proposed);
        Assert.Equal(CashState.Unknown, Cash(answered.Do(Ask.Resolve(3, 1, paid: false, People.ThirdFinance))).State);
    }

    [Fact]
    public void What_is_paid_although_finance_had_found_otherwise_is_paid_once_and_listed()
    {
        foreach (var before in new[] { NotPaid, NotPaid.Do(Ask.Retry(3)), NotPaid.Do(Ask.Reroute(3)) })
        {
            var paid = before.Do(Ask.Payment(3, 1, PaymentOutcome.Settled));

            Assert.Equal(CashState.Paid, Cash(paid).State);
            Assert.Equal(Balances.Expected(paid.Now), Balances.Posted(paid.Entries));
            Assert.Equal(RefusalCode.NothingDue, paid.Refusal(Ask.Release()));
            Assert.Equal(new Repair(new(3), 1, RepairKind.PaidAfterAll, Eur(500), null), Assert.Single(Repair.Of(paid.Now)));
        }
    }

    [Fact]
    public void What_is_paid_while_another_attempt_is_out_is_listed_and_stops_every_further_one()
    {
        var second = NotPaid.Do(Ask.Retry(3), Ask.Release());
        var answer = Ask.Payment(3, 1, PaymentOutcome.Settled);
        Assert.Equal(RefusalCode.PossibleDoublePayment, second.Refusal(answer));

        var noted = second.Do(NoteContradiction.Of(second.Now, answer, RefusalCode.PossibleDoublePayment)!);
        Assert.Equal(new Repair(new(3), 1, RepairKind.PossibleDoublePayment, Eur(500), null), Assert.Single(Repair.Of(noted.Now)));

        var failed = noted.Do(Ask.TimedOut(3, 2));
        Assert.All(new GrantCommand[] { Ask.Retry(3), Ask.Reroute(3), Ask.Release() with { Line = new(3) } }, again => Assert.Equal(RefusalCode.PaymentUnknown, failed.Refusal(again)));
        Assert.Equal(CashState.Failed, Cash(failed.Do(Ask.Withdraw())).State);
        Assert.Equal(Role.Finance, NextStep.RoleFor(failed.Now));

        // Attempt 1 paid: that is the payment.
        var paid = failed.Do(Ask.BothSay(3, 1, paid: true));
        Assert.Equal((CashState.Paid, 1, null), (Cash(paid).State, Cash(paid).PaidBy, Cash(paid).Contradictions));
        Assert.Equal(Balances.Expected(paid.Now), Balances.Posted(paid.Entries));

        // Or it did not, after all.
        var free = failed.Do(Ask.BothSay(3, 1, paid: false));
        Assert.Equal((CashState.Failed, null), (Cash(free).State, Cash(free).Contradictions));
        Assert.Null(free.Refusal(Ask.Retry(3)));
        Assert.Equal((PaymentOutcome.Failed, true), free.Effects.OfType<EndAttempt>().Last() is var end ? (end.Outcome, end.OverAnswer) : default);
    }

    [Fact]
    public void What_was_paid_twice_stays_listed_until_it_is_back()
    {
        var twice = NotPaid.Do(Ask.Retry(3), Ask.Release(), Ask.Payment(3, 2, PaymentOutcome.Settled), Ask.Contradict(3, 1, PaymentOutcome.Settled));

        Assert.Equal(RefusalCode.PossibleDoublePayment, twice.Refusal(Ask.Resolve(3, 1, paid: true)));
        var recalled = twice.Do(Ask.BothSay(3, 1, paid: false));
        Assert.Equal((CashState.Paid, 2), (Cash(recalled).State, Cash(recalled).PaidBy));
        Assert.Empty(Repair.Of(recalled.Now));
    }

    [Fact]
    public void What_the_provider_fails_although_finance_had_found_it_paid_is_listed_and_can_be_paid_again_once_two_say_so()
    {
        var closed = WasPaid.Do(Ask.Deliver(1), Ask.Deliver(2), Ask.Settle(1), Ask.Settle(2) with { Invoice = "invoice-2" });
        var answer = Ask.Payment(3, 1, PaymentOutcome.Failed);
        Assert.NotNull(closed.Refusal(answer));

        var noted = closed.Do(NoteContradiction.Of(closed.Now, answer, closed.Refusal(answer)!.Value)!);
        Assert.Equal(RepairKind.SaidNotPaid, Assert.Single(Repair.Of(noted.Now)).Kind);
        Assert.Empty(Repair.Of(noted.Do(Ask.BothSay(3, 1, paid: true)).Now));

        var back = noted.Do(Ask.BothSay(3, 1, paid: false));
        Assert.Equal(CashState.Returned, Cash(back).State);
        Assert.Equal(Balances.Expected(back.Now), Balances.Posted(back.Entries));
        Assert.Equal(2, Cash(back.Do(Ask.Reroute(3), Ask.Release())).Attempt);
    }

    [Fact]
    public void Who_withdrew_while_it_was_unknown_is_not_owed_it_once_it_was_not_paid()
    {
        var gone = Unknown.Do(Ask.Withdraw()).Do(Ask.BothSay(3, 1, paid: false));

        Assert.Equal(CashState.Cancelled, Cash(gone).State);
        Assert.Equal(Balances.Expected(gone.Now), Balances.Posted(gone.Entries));
        Assert.Equal(CashState.Paid, Cash(Unknown.Do(Ask.Withdraw()).Do(Ask.BothSay(3, 1, paid: true))).State);
    }

    [Fact]
    public void Of_money_that_came_back_finance_is_reminded_until_it_is_given_back_or_paid_again()
    {
        var closed = Stories.Completed.Do(Ask.Close(), Ask.Payment(3, 1, PaymentOutcome.Returned));

        Assert.Equal((GrantState.Closed, new Repair(new(3), 1, RepairKind.Returned, Eur(500), "AC04")), (closed.Now.State, Assert.Single(Repair.Of(closed.Now))));
        Assert.Empty(Repair.Of(closed.Do(Ask.GiveBack(3)).Now));
        Assert.Empty(Repair.Of(Stories.Completed.Do(Ask.Payment(3, 1, PaymentOutcome.Returned), Ask.Reroute(3)).Now));
    }

    [Fact]
    public void Only_what_the_books_do_not_follow_is_noted_and_once()
    {
        var second = NotPaid.Do(Ask.Retry(3), Ask.Release());

        Assert.Equal(RefusalCode.StaleAttempt, second.Refusal(Ask.Contradict(3, 3, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.StaleAttempt, second.Refusal(Ask.Contradict(3, 0, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.WrongLineState, second.Refusal(Ask.Contradict(3, 2, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.WrongLineState, second.Do(Ask.Contradict(3, 1, PaymentOutcome.Settled)).Refusal(Ask.Contradict(3, 1, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.WrongLineState, WasPaid.Refusal(Ask.Contradict(3, 1, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.StaleAttempt, second.Do(Ask.Contradict(3, 1, PaymentOutcome.Settled)).Refusal(Ask.Resolve(3, 2, paid: true)));
    }

    private static CashLine Cash(Story story) => (CashLine)story.Now.Line(new(3))!;
}
