using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Rules;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Plans;

/// <summary>An office plans anew what is not fixed yet.</summary>
public sealed class ChangePlanTests
{
    [Theory]
    [InlineData(GrantState.AwaitingVerification)]
    [InlineData(GrantState.Verified)]
    public void Before_the_split_the_amount_goes_down_and_the_rest_goes_back_to_the_line(GrantState state)
    {
        var story = Stories.At(state).Do(Ask.Plan(Eur(1100)));

        Assert.Equal((state, Eur(1100), null), (story.Now.State, story.Now.Approved, story.Now.Pending));
        var release = Assert.IsType<ReleaseFunds>(story.Effects[^1]);
        Assert.Equal((Eur(400), false), (release.Amount, release.Ends));
        Assert.Equal((EntryKind.Release, Account.Available, Account.Committed, Eur(400)), Only(story.Entries[^1]));
        Assert.Equal(RefusalCode.SplitMismatch, story.Refusal(Ask.Plan(Eur(1000), Ask.Goods(Eur(1000)))));
        Assert.Equal(RefusalCode.NothingToChange, story.Refusal(Ask.Plan(Eur(1100))));
        Assert.Equal(RefusalCode.OverApproved, story.Refusal(Ask.Plan(Eur(1100, 1))));
    }

    [Fact]
    public void The_split_then_adds_up_to_the_lower_amount()
    {
        var story = Stories.Verified.Do(Ask.Plan(Eur(1100)));

        Assert.Equal(RefusalCode.SplitMismatch, story.Refusal(Ask.Split(Ask.Goods(Eur(1500)))));
        Assert.Null(story.Refusal(Ask.Split(Ask.Goods(Eur(1100)))));
    }

    [Fact]
    public void Lines_that_can_still_be_called_off_are_replaced_and_the_others_stay()
    {
        // Goods 600.00 delivered, training 400.00 ordered, cash 500.00 released.
        var story = Stories.Disbursing.Do(Ask.Deliver(1), Ask.Release(), Ask.Plan(Eur(1350), Ask.Goods(Eur(150)), Ask.Training(Eur(100))));

        Assert.Equal(
            ["L01 Accepted EUR 600.00", "L02 Cancelled EUR 400.00", "L03 Released EUR 500.00", "L04 Ordered EUR 150.00", "L05 Ordered EUR 100.00"],
            story.Now.Lines.Select(line => $"{line.Id} {line.StateName} {line.Amount}"));
        Assert.Equal(Eur(1350), story.Now.Approved);
        Assert.Equal((EntryKind.PlanChange, Account.Available, Account.PayableInKind, Eur(150)), Only(story.Entries[^1]));
        Assert.Equal(Eur(150), story.Effects.OfType<ReleaseFunds>().Single().Amount);
        Assert.Equal(RefusalCode.SplitMismatch, story.Refusal(Ask.Plan(Eur(1350), Ask.Goods(Eur(249, 99)))));
    }

    [Fact]
    public void Other_goods_for_the_same_money_post_nothing()
    {
        var story = Stories.Disbursing.Do(Ask.Plan(Eur(1500), Ask.Training(Eur(1000)), Ask.Cash(Eur(500))));

        Assert.DoesNotContain(story.Entries, entry => entry.Kind == EntryKind.PlanChange);
        Assert.Empty(story.Effects.OfType<ReleaseFunds>());
        Assert.Equal(["L04 Ordered", "L05 Due"], story.Now.Lines.Skip(3).Select(line => $"{line.Id} {line.StateName}"));
    }

    [Fact]
    public void The_same_plan_once_more_is_nothing_to_change_also_where_parts_say_too_little_or_too_much()
    {
        foreach (var part in new SplitPart[] { new(LineKind.Training, Eur(1500), null, null), new(LineKind.Training, Eur(1500), null, "a school") })
            Assert.Equal(RefusalCode.NothingToChange, Stories.Disbursing.Do(Ask.Plan(Eur(1500), part)).Refusal(Ask.Plan(Eur(1500), part)));
        var cash = Ask.Cash(Eur(500)) with { Item = "a thing", Supplier = "a shop" };
        Assert.Equal(RefusalCode.NothingToChange, Stories.Disbursing.Refusal(Ask.Plan(Eur(1500), Ask.Goods(Eur(600)), Ask.Training(Eur(400)), cash)));
    }

    [Fact]
    public void What_cash_turns_into_goods_needs_no_approval_and_is_one_entry()
    {
        var story = Stories.Disbursing.Do(Ask.Plan(Eur(1400), Ask.Goods(Eur(1100)), Ask.Cash(Eur(300))));

        Assert.Equal(
            ["Debit PayableInKind EUR 100.00", "Debit Available EUR 100.00", "Credit PayableCash EUR 200.00"],
            story.Entries[^1].Postings.Select(posting => $"{posting.Side} {posting.Account} {posting.Amount}"));
    }

    [Fact]
    public void Another_route_takes_the_cash_that_has_not_left()
    {
        var story = Stories.Disbursing.Do(Ask.Plan(Eur(1500), Ask.Goods(Eur(1000)), Ask.Cash(Eur(500))) with { Route = Wallet });

        Assert.Equal(Wallet, story.Now.Route);
        Assert.Equal(Wallet, story.Now.Lines.OfType<CashLine>().Last().Route);
    }

    [Fact]
    public void A_failed_payment_planned_anew_keeps_the_route_it_was_repaired_with_and_is_another_payment()
    {
        var repaired = Stories.Disbursing.Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Failed), Ask.Reroute(3));
        var story = repaired.Do(Ask.Plan(Eur(1400), Ask.Goods(Eur(1000)), Ask.Cash(Eur(400)))).Do(Ask.Release());

        Assert.Equal(Wallet, story.Now.Lines.OfType<CashLine>().Last().Route);
        Assert.Equal(2, story.Effects.OfType<InstructPayment>().Select(ask => ask.Payment).Distinct().Count());
    }

    [Fact]
    public void When_nothing_is_left_open_the_grant_completes()
    {
        var story = Stories.Disbursing.Do(Ask.Deliver(1), Ask.Settle(1), Ask.Plan(Eur(600)));

        Assert.Equal((GrantState.Completed, Eur(600), Eur(600)), (story.Now.State, story.Now.Approved, story.Now.Spent));
        Assert.Equal(Eur(900), story.Effects.OfType<ReleaseFunds>().Single().Amount);
        Assert.Null(story.Refusal(Ask.Close()));
    }

    [Fact]
    public void Cash_waits_for_the_measure_that_the_new_plan_puts_first()
    {
        var story = RefusalExamples.ReadyToSplit(WorkFirst, Eur(1500)).Do(Ask.Split(Ask.Training(Eur(1000)), Ask.Cash(Eur(500))));
        var changed = story.Do(Ask.Plan(Eur(1500), new(LineKind.JobPlacement, Eur(1100), "placement", "an agency"), Ask.Cash(Eur(400))));

        Assert.Equal("Planned", changed.Now.Lines[^1].StateName);
        Assert.Equal("Due", changed.Do(Ask.Deliver(3)).Now.Lines[^1].StateName);
        Assert.Equal(RefusalCode.InKindComesFirst, story.Refusal(Ask.Plan(Eur(1500), Ask.Goods(Eur(1000)), Ask.Cash(Eur(500)))));
    }

    [Theory]
    [InlineData(1, RefusalCode.CashShareExceeded)]
    [InlineData(0, null)]
    public void The_cash_share_is_that_of_the_new_amount(int cent, RefusalCode? expected)
    {
        var story = RefusalExamples.ReadyToSplit(Strict, Eur(1000)).Do(Ask.Split(Ask.Training(Eur(600)), Ask.Cash(Eur(400))));

        Assert.Equal(expected, story.Refusal(Ask.Plan(Eur(800), Ask.Training(Eur(480) - Eur(0, cent)), Ask.Cash(Eur(320, cent)))));
    }

    [Fact]
    public void Twenty_parts_stand_in_a_plan_at_most_and_ninety_nine_lines_over_all_plans()
    {
        var story = Stories.Disbursing.Do(Ask.Deliver(1));
        Assert.Equal(RefusalCode.SplitMismatch, story.Refusal(Ask.Plan(Eur(620), [.. Enumerable.Repeat(Ask.Goods(Eur(1)), 20)])));
        Assert.Null(story.Refusal(Ask.Plan(Eur(619), [.. Enumerable.Repeat(Ask.Goods(Eur(1)), 19)])));

        // Three lines of the split and five plans of nineteen: one number is left.
        for (var amount = 1400; amount > 900; amount -= 100)
            story = story.Do(Ask.Plan(Eur(amount), [Ask.Goods(Eur(amount - 618)), .. Enumerable.Repeat(Ask.Goods(Eur(1)), 18)]));
        var refused = Assert.IsType<Decision.Refused>(story.Decide(Ask.Plan(Eur(602), Ask.Goods(Eur(1)), Ask.Goods(Eur(1)))));
        Assert.Equal((RefusalCode.SplitMismatch, "A grant has at most 99 lines over all its plans; 1 are left. Plan fewer parts."), (refused.Code, refused.Why));
        Assert.Equal("L99", story.Do(Ask.Plan(Eur(601), Ask.Goods(Eur(1)))).Now.Lines[^1].Id.Value);
    }

    [Fact]
    public void What_stays_was_planned_in_time_and_only_what_is_new_meets_the_deadline()
    {
        var split = RefusalExamples.ReadyToSplit(Packaged, Eur(1000)).Do(Ask.Split(Ask.Goods(Eur(600)).From("start"), Ask.Goods(Eur(400)).From("later"))).Do(Ask.Deliver(1));
        var late = On(Today.AddDays(60));

        Assert.Null(split.Refusal(Ask.Plan(Eur(900), Ask.Training(Eur(300)).From("later")), late));
        var other = RefusalExamples.ReadyToSplit(Packaged, Eur(1000)).Do(Ask.Split(Ask.Goods(Eur(600)).From("start"), Ask.Goods(Eur(400)).From("later")));
        Assert.Equal(RefusalCode.PackageDeadlinePassed, other.Refusal(Ask.Plan(Eur(900), Ask.Training(Eur(500)).From("start"), Ask.Goods(Eur(400)).From("later")), late));
        Assert.Equal("start", split.Do(Ask.Plan(Eur(900), Ask.Training(Eur(300)).From("later"))).Now.Lines[0].Package);
        Assert.Equal("later", split.Do(Ask.Plan(Eur(900), Ask.Training(Eur(300)).From("later"))).Now.Lines[^1].Package);
    }

    [Fact]
    public void Who_withdrew_is_given_nothing_new()
    {
        var story = Stories.Disbursing.Do(Ask.Release(), Ask.Withdraw());

        Assert.Equal(GrantState.Disbursing, story.Now.State);
        Assert.Equal(RefusalCode.WrongState, story.Refusal(Ask.Plan(Eur(500))));
    }

    private static (EntryKind, Account, Account, Money) Only(JournalEntry entry) =>
        (entry.Kind, entry.Postings.Single(posting => posting.Side == Side.Debit).Account, entry.Postings.Single(posting => posting.Side == Side.Credit).Account, entry.Postings[0].Amount);
}
