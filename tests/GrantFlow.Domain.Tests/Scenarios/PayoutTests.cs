using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Books;
using GrantFlow.Domain.Tests.Rules;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Cash on its way: failures, repairs, returns, and answers that come late.</summary>
public sealed class PayoutTests
{
    private static readonly Story Released = Stories.Disbursing.Do(Ask.Release());

    [Fact]
    public void A_failed_payment_is_repaired_with_a_new_route_and_keeps_its_end_to_end_id()
    {
        var repaired = Released.Do(Ask.Payment(3, 1, PaymentOutcome.Failed), Ask.Reroute(3), Ask.Release());

        var asked = repaired.Effects.OfType<InstructPayment>().ToList();
        Assert.Equal([1, 2], asked.Select(ask => ask.Attempt));
        Assert.Equal([Bank, Wallet], asked.Select(ask => ask.Route));
        Assert.Single(asked.Select(ask => ask.Payment).Distinct());
        Assert.Null(repaired.Do(Ask.Payment(3, 2, PaymentOutcome.Settled)).Now.Lines.OfType<CashLine>().Single().Failure);
    }

    [Fact]
    public void A_person_without_a_route_gets_one_with_the_split()
    {
        var split = new Story(Stories.Verified.Now with { Route = null })
            .Do(Ask.Split(Ask.Cash(Eur(1500))) with { Route = Wallet });

        Assert.Equal(Wallet, split.Now.Route);
        Assert.Equal(Wallet, split.Now.Lines.OfType<CashLine>().Single().Route);
    }

    [Fact]
    public void An_answer_about_an_earlier_attempt_changes_nothing()
    {
        var again = Released.Do(Ask.Payment(3, 1, PaymentOutcome.Failed), Ask.Reroute(3), Ask.Release());

        Assert.Equal(RefusalCode.StaleAttempt, again.Refusal(Ask.Payment(3, 1, PaymentOutcome.Instructed)));
        Assert.Equal(RefusalCode.StaleAttempt, again.Refusal(Ask.Payment(3, 1, PaymentOutcome.Failed)));
        Assert.Equal(RefusalCode.StaleAttempt, again.Refusal(Ask.Payment(3, 1, PaymentOutcome.Returned)));
    }

    [Fact]
    public void A_provider_may_settle_without_saying_first_that_it_took_the_payment_on()
    {
        var settled = Released.Do(Ask.Payment(3, 1, PaymentOutcome.Settled));

        Assert.Equal([CashTrigger.Instruct, CashTrigger.Settle], settled.Events.OfType<CashMoved>().TakeLast(2).Select(moved => moved.Trigger));
        Assert.Equal(RefusalCode.WrongLineState, settled.Refusal(Ask.Payment(3, 1, PaymentOutcome.Instructed)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Money_that_comes_back_counts_as_spent_on_the_funding_line_once_however_far_it_got(bool paidFirst)
    {
        var before = paidFirst ? Released.Do(Ask.Payment(3, 1, PaymentOutcome.Settled)) : Released.Do(Ask.Payment(3, 1, PaymentOutcome.Instructed));
        var returned = before.Do(Ask.Payment(3, 1, PaymentOutcome.Returned));

        Assert.Equal([Eur(500)], returned.Effects.OfType<SettleFunds>().Select(ask => ask.Amount));
        Assert.Equal(500_00, Balances.Posted(returned.Entries)[Account.Returned]);
        Assert.Equal(0, Balances.Posted(returned.Entries)[Account.SpentCash]);
    }

    [Fact]
    public void Cash_falls_due_only_when_every_measure_that_comes_first_is_accepted()
    {
        var planned = RefusalExamples.ReadyToSplit(WorkFirst, Eur(1500))
            .Do(Ask.Split(Ask.Training(Eur(500)), Ask.Training(Eur(400)), Ask.Goods(Eur(300)), Ask.Cash(Eur(300))));
        Assert.Equal(RefusalCode.InKindComesFirst, planned.Refusal(Ask.Release()));

        var half = planned.Do(Ask.Deliver(1));
        Assert.Equal(RefusalCode.InKindComesFirst, half.Refusal(Ask.Release()));

        // The goods are not among what comes first.
        Assert.Null(half.Do(Ask.Deliver(2)).Refusal(Ask.Release()));
    }

    [Fact]
    public void One_release_sends_every_cash_line_that_is_due()
    {
        var released = Stories.Verified.Do(Ask.Split(Ask.Cash(Eur(1000)), Ask.Cash(Eur(500)))).Do(Ask.Release());

        Assert.Equal([(new LineId(1), Eur(1000)), (new LineId(2), Eur(500))], released.Effects.OfType<InstructPayment>().Select(ask => (ask.Line, ask.Amount)));
    }

    [Theory]
    [InlineData("another shop", "another shop")]
    [InlineData(null, "a shop")]
    public void Disputed_goods_are_ordered_again_from_the_same_supplier_or_another(string? named, string expected)
    {
        var reordered = Stories.Disbursing.Do(Ask.Dispute(1), Ask.Reorder(1) with { Supplier = named });

        var line = (InKindLine)reordered.Now.Line(new(1))!;
        Assert.Equal((InKindState.Ordered, expected), (line.State, line.Supplier));
    }

    [Fact]
    public void A_split_without_parts_or_with_more_than_twenty_is_refused()
    {
        Assert.Equal(RefusalCode.SplitMismatch, Stories.Verified.Refusal(Ask.Split()));
        Assert.Equal(RefusalCode.SplitMismatch, Stories.Verified.Refusal(Ask.Split([.. Enumerable.Repeat(Ask.Goods(Eur(10)), 150)])));
        Assert.Null(Stories.Verified.Refusal(Ask.Split([.. Enumerable.Repeat(Ask.Goods(Eur(75)), 20)])));
    }

    [Fact]
    public void Parts_too_large_to_add_up_are_refused_like_any_other_wrong_sum()
    {
        var huge = Ask.Goods(new(long.MaxValue, Currency.Eur));

        Assert.Equal(RefusalCode.SplitMismatch, Stories.Verified.Refusal(Ask.Split(huge, huge)));
        Assert.Equal(RefusalCode.AmountNotPositive, Stories.Verified.Refusal(Ask.Split(huge, huge, Ask.Goods(new(long.MinValue, Currency.Eur)))));
    }
}
