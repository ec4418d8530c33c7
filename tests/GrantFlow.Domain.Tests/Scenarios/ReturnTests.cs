using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Books;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Money that came back: paid again on a new route, given back to the funding line, and noted even after the end.</summary>
public sealed class ReturnTests
{
    private static readonly Story Released = Stories.Disbursing.Do(Ask.Release());

    public static TheoryData<bool, bool> Ways => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_came_back_is_paid_again_on_a_new_route_and_spent_once(bool paidFirst, bool completed)
    {
        var before = completed ? Released.Do(Ask.Deliver(1), Ask.Deliver(2), Ask.Settle(1), Ask.Settle(2)) : Released;
        var returned = (paidFirst ? before.Do(Ask.Payment(3, 1, PaymentOutcome.Settled)) : before).Do(Ask.Payment(3, 1, PaymentOutcome.Returned));
        Assert.Equal(completed ? GrantState.Completed : GrantState.Disbursing, returned.Now.State);

        var due = returned.Do(Ask.Reroute(3));
        Assert.Equal((GrantState.Disbursing, CashState.Due), (due.Now.State, Cash(due).State));
        Assert.Equal(Balances.Expected(due.Now), Balances.Posted(due.Entries));
        Assert.Equal(Eur(500), Assert.Single(due.Effects.OfType<ReopenFunds>()).Amount);

        var paid = due.Do(Ask.Release(), Ask.Payment(3, 2, PaymentOutcome.Settled));
        Assert.Equal(completed ? GrantState.Completed : GrantState.Disbursing, paid.Now.State);
        Assert.Equal((CashState.Paid, 2, 2), (Cash(paid).State, Cash(paid).Attempt, Cash(paid).PaidBy));
        Assert.Equal((500_00, 0), (Balances.Posted(paid.Entries)[Account.SpentCash], Balances.Posted(paid.Entries)[Account.Returned]));
        Assert.Equal(500_00, OnTheFundingLine(paid, Stories.Disbursing));
        // That the first attempt had paid is no news any more: its money came back.
        Assert.Equal(RefusalCode.WrongLineState, paid.Refusal(Ask.Payment(3, 1, PaymentOutcome.Settled)));
        Assert.Equal([Bank, Wallet], paid.Effects.OfType<InstructPayment>().Select(ask => ask.Route));
    }

    [Fact]
    public void That_it_had_been_paid_is_no_news_once_it_came_back()
    {
        var due = Released.Do(Ask.Payment(3, 1, PaymentOutcome.Settled), Ask.Payment(3, 1, PaymentOutcome.Returned), Ask.Reroute(3));

        Assert.Equal(RefusalCode.WrongLineState, due.Refusal(Ask.Payment(3, 1, PaymentOutcome.Settled)));
        Assert.Equal(RefusalCode.WrongLineState, due.Do(Ask.Release(), Ask.TimedOut(3, 2)).Refusal(Ask.Payment(3, 1, PaymentOutcome.Settled)));
    }

    [Fact]
    public void What_came_back_is_not_tried_again_on_the_route_it_came_back_from() =>
        Assert.Equal(RefusalCode.WrongLineState, Released.Do(Ask.Payment(3, 1, PaymentOutcome.Returned)).Refusal(Ask.Retry(3)));

    [Fact]
    public void Money_that_comes_back_after_the_books_were_closed_is_booked_and_shown_and_the_grant_stays_closed()
    {
        var closed = Stories.At(GrantState.Closed).Do(Ask.Payment(3, 1, PaymentOutcome.Returned));

        Assert.Equal((GrantState.Closed, CashState.Returned, "AC04"), (closed.Now.State, Cash(closed).State, Cash(closed).Failure));
        Assert.Equal((500_00, 0), (Balances.Posted(closed.Entries)[Account.Returned], Balances.Posted(closed.Entries)[Account.SpentCash]));
        Assert.Equal(RefusalCode.WrongState, closed.Refusal(Ask.Reroute(3)));
        Assert.All(
            new[] { PaymentOutcome.Instructed, PaymentOutcome.Failed, PaymentOutcome.Unknown, PaymentOutcome.Settled },
            outcome => Assert.Equal(RefusalCode.WrongState, closed.Refusal(Ask.Payment(3, 1, outcome))));
        Assert.Equal(RefusalCode.WrongLineState, closed.Refusal(Ask.Payment(3, 1, PaymentOutcome.Returned)));
    }

    [Theory]
    [InlineData(GrantState.Disbursing)]
    [InlineData(GrantState.Completed)]
    [InlineData(GrantState.Closed)]
    [InlineData(GrantState.Withdrawn)]
    public void What_nobody_pays_again_goes_back_to_the_funding_line_with_a_reason(GrantState state)
    {
        var returned = state switch
        {
            GrantState.Disbursing => Released.Do(Ask.Payment(3, 1, PaymentOutcome.Returned)),
            GrantState.Withdrawn => Stories.Verified.Do(Ask.Split(Ask.Cash(Eur(1000)), Ask.Cash(Eur(500)))).Do(Ask.Release(), Ask.Withdraw())
                .Do(Ask.Payment(1, 1, PaymentOutcome.Failed), Ask.Payment(2, 1, PaymentOutcome.Returned)),
            _ => Stories.At(state).Do(Ask.Payment(3, 1, PaymentOutcome.Returned)),
        };
        Assert.Equal(state, returned.Now.State);
        var line = returned.Now.Lines.OfType<CashLine>().Single(cash => cash.State == CashState.Returned).Id.Number;

        var given = returned.Do(Ask.GiveBack(line));

        Assert.Equal((state, CashState.GivenBack, "The person cannot be found."), (given.Now.State, Cash(given, line).State, Cash(given, line).Failure));
        Assert.Equal(0, Balances.Posted(given.Entries)[Account.Returned]);
        Assert.Equal(-500_00, Assert.Single(given.Effects.OfType<AdjustFunds>()).Amount.Minor);
        Assert.Equal(0, OnTheFundingLine(given, Stories.Disbursing));
        Assert.NotNull(given.Refusal(Ask.GiveBack(line)));
        Assert.NotNull(given.Refusal(Ask.Reroute(line)));
    }

    [Fact]
    public void Who_withdrew_is_not_paid_again()
    {
        var returned = Released.Do(Ask.Withdraw(), Ask.Payment(3, 1, PaymentOutcome.Returned));

        Assert.Equal(RefusalCode.WrongState, returned.Refusal(Ask.Reroute(3)));
    }

    [Fact]
    public void A_plan_changes_around_what_was_given_back_but_never_spends_it_again()
    {
        var given = Released.Do(Ask.Payment(3, 1, PaymentOutcome.Returned), Ask.GiveBack(3));

        Assert.Equal(RefusalCode.SplitMismatch, given.Refusal(Ask.Plan(Eur(1500), Ask.Goods(Eur(600)), Ask.Training(Eur(900)))));
        Assert.Null(given.Refusal(Ask.Plan(Eur(1500), Ask.Goods(Eur(700)), Ask.Training(Eur(300)))));
    }

    private static CashLine Cash(Story story, int line = 3) => (CashLine)story.Now.Line(new(line))!;

    /// <summary>What the effects since have the funding line count as spent, in cents; in-kind lines left out.</summary>
    private static long OnTheFundingLine(Story story, Story since) => story.Effects.Skip(since.Effects.Count).Sum(effect => effect switch
    {
        SettleFunds settle when settle.Amount == Eur(500) => settle.Amount.Minor,
        ReopenFunds reopen => -reopen.Amount.Minor,
        AdjustFunds adjust => adjust.Amount.Minor,
        _ => 0,
    });
}
