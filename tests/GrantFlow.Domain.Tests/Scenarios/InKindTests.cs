using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Rules;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.Stories;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Goods and services from the order to the settled invoice, whole or in parts.</summary>
public sealed class InKindTests
{
    [Fact]
    public void Two_of_three_machines_arrive_are_accepted_and_paid_and_the_third_stays_ordered()
    {
        var parted = Machines.Do(Ask.DeliverPart(1, Eur(400), 2));

        Assert.Equal(("Accepted", Eur(400), 2, null), Shown(parted, 1));
        Assert.Equal(("Ordered", Eur(200), 1, new LineId(1)), Shown(parted, 4));
        Assert.Equal(("PO-7", "a shop", "sewing machine"), parted.Now.Line(new(4)) is InKindLine rest ? (rest.PurchaseOrder, rest.Supplier, rest.Item) : default);

        var settled = parted.Do(Ask.Settle(1) with { Amount = Eur(400) });
        Assert.Equal((Eur(400), GrantState.Disbursing), (settled.Now.Spent, settled.Now.State));
        var done = settled.Do(Ask.Deliver(4), Ask.Settle(4) with { Amount = Eur(200), Invoice = "invoice-2" });
        Assert.Equal(Eur(600), done.Now.Spent);
    }

    [Fact]
    public void A_part_moves_no_money_every_euro_stays_on_one_line()
    {
        var before = Machines;
        var accepted = Assert.IsType<Decision.Accepted>(before.Decide(Ask.DeliverPart(1, Eur(1), 1)));

        Assert.Empty(accepted.Entries);
        Assert.Empty(accepted.Effects);
        Assert.Equal(Sum(before.Now), Sum(accepted.Grant));
    }

    [Fact]
    public void Each_part_has_the_evidence_of_its_own_delivery()
    {
        var story = Machines.Do(Ask.DeliverPart(1, Eur(200), 1) with { Evidence = new("note-1", new string('a', 64), Today) });
        Assert.Null(((InKindLine)story.Now.Line(new(4))!).Evidence);

        var both = story.Do(Ask.Deliver(4) with { Evidence = new("note-2", new string('b', 64), Today) });
        Assert.Equal(["note-1", "note-2"], both.Now.Lines.OfType<InKindLine>().Where(line => line.Id.Number is 1 or 4).Select(line => line.Evidence!.Reference));
    }

    [Fact]
    public void A_rest_can_arrive_in_parts_too_and_says_of_which_line_it_is()
    {
        var story = Machines.Do(Ask.DeliverPart(1, Eur(200), 1)).Do(Ask.DeliverPart(4, Eur(200), 1));

        Assert.Equal(("Ordered", Eur(200), 1, new LineId(1)), Shown(story, 5));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, 1)]
    [InlineData(600, 1)]
    [InlineData(601, 1)]
    [InlineData(200, null)]
    [InlineData(200, 0)]
    [InlineData(200, 3)]
    public void What_is_no_part_of_three_machines_is_refused(long euro, int? quantity) =>
        Assert.Equal(RefusalCode.DeliveryPartInvalid, Code(Machines.Decide(Ask.DeliverPart(1, Eur(euro), quantity))));

    [Fact]
    public void What_is_not_counted_is_parted_by_its_amount_alone()
    {
        Assert.Equal(RefusalCode.DeliveryPartInvalid, Code(Machines.Decide(Ask.DeliverPart(2, Eur(100), 1))));
        Assert.Equal(("Ordered", Eur(300), null, new LineId(2)), Shown(Machines.Do(Ask.DeliverPart(2, Eur(100))), 4));
    }

    [Fact]
    public void No_more_lines_than_fit_into_one_step_come_of_parts()
    {
        var story = Verified.Do(Ask.Split([.. Enumerable.Repeat(Ask.Goods(Eur(75)), 20)]));

        Assert.Equal(RefusalCode.DeliveryPartInvalid, Code(story.Decide(Ask.DeliverPart(1, Eur(1)))));
        Assert.Equal(21, story.Do(Ask.CallOff(20)).Do(Ask.DeliverPart(1, Eur(1))).Now.Lines.Count);
    }

    [Fact]
    public void A_referral_is_given_whole_or_not_at_all() =>
        Assert.Equal(RefusalCode.DeliveryPartInvalid, Code(Referring.Decide(Ask.DeliverPart(1, Eur(40)))));

    [Fact]
    public void The_rest_that_never_comes_is_called_off_and_its_money_goes_back_once()
    {
        var parted = Machines.Do(Ask.DeliverPart(1, Eur(400), 2));
        var off = Assert.IsType<Decision.Accepted>(parted.Decide(Ask.CallOff(4)));

        Assert.Equal(Eur(1300), off.Grant.Approved);
        Assert.Equal(
            [Posting.Debit(Account.Available, Eur(200)), Posting.Credit(Account.PayableInKind, Eur(200))],
            Assert.Single(off.Entries).Postings.OrderBy(posting => posting.Account.ToString(), StringComparer.Ordinal));
        Assert.Equal((Eur(200), false), Assert.Single(off.Effects.OfType<ReleaseFunds>()) is var release ? (release.Amount, release.Ends) : default);
        Assert.Equal("The shop has closed.", off.Events.OfType<PlanChanged>().Single().Why);
        Assert.Equal(["Accepted", "Ordered", "Due", "Cancelled"], off.Grant.Lines.Select(line => line.StateName));

        var again = new Story(off.Grant).Decide(Ask.CallOff(4));
        Assert.Equal(RefusalCode.WrongLineState, Code(again));
    }

    [Fact]
    public void What_was_delivered_is_not_called_off() => Assert.Equal(RefusalCode.WrongLineState, Code(Machines.Do(Ask.Deliver(1)).Decide(Ask.CallOff(1))));

    [Fact]
    public void Calling_off_goods_never_makes_more_of_the_grant_cash_than_the_programme_gives()
    {
        var story = RefusalExamples.ReadyToSplit(Strict, Eur(1000)).Do(Ask.Split(Ask.Training(Eur(400)), Ask.Goods(Eur(200)), Ask.Cash(Eur(400))));

        Assert.Equal(RefusalCode.CashShareExceeded, Code(story.Decide(Ask.CallOff(2))));
    }

    [Fact]
    public void Where_two_officers_decide_two_call_a_line_off()
    {
        var story = RefusalExamples.ReadyToSplit(TwoApprovals, Eur(1500)).Do(Ask.Split(Ask.Goods(Eur(900)), Ask.Training(Eur(600)))).Do(Ask.CallOff(1));

        Assert.Equal((2, new LineId(1)), (story.Now.Pending!.ApprovalsNeeded, story.Now.Pending.Only));
        var first = story.Do(Ask.ApprovePlan(story.Now));
        Assert.Equal("Ordered", first.Now.Line(new(1))!.StateName);
        var second = first.Do(Ask.ApprovePlan(first.Now, People.Stranger(Role.Officer)));
        Assert.Equal((Eur(600), "Cancelled", "Ordered"), (second.Now.Approved, second.Now.Line(new(1))!.StateName, second.Now.Line(new(2))!.StateName));
    }

    [Fact]
    public void When_the_last_training_is_called_off_the_cash_that_waited_for_it_falls_due()
    {
        var story = RefusalExamples.ReadyToSplit(WorkFirst, Eur(1500)).Do(Ask.Split(Ask.Training(Eur(500)), Ask.Training(Eur(500)), Ask.Cash(Eur(500)))).Do(Ask.Deliver(1));
        Assert.Equal("Planned", story.Now.Line(new(3))!.StateName);

        Assert.Equal("Due", story.Do(Ask.CallOff(2)).Now.Line(new(3))!.StateName);
    }

    [Fact]
    public void The_last_line_is_not_called_off_the_grant_is() =>
        Assert.Equal(RefusalCode.AmountNotPositive, Code(Verified.Do(Ask.Split(Ask.Goods(Eur(1500)))).Decide(Ask.CallOff(1))));

    [Fact]
    public void A_dispute_says_why_and_the_line_is_ordered_anew_under_another_purchase_order()
    {
        var story = Machines.Do(Ask.Dispute(1)).Do(Ask.Reorder(1) with { PurchaseOrder = "PO-8" });

        Assert.Equal(("Came broken.", "another shop", "PO-8", InKindState.Ordered), story.Now.Line(new(1)) is InKindLine line ? (line.Dispute, line.Supplier, line.PurchaseOrder, line.State) : default);
    }

    [Fact]
    public void An_invoice_of_the_line_itself_is_no_second_use() =>
        Assert.IsType<Decision.Accepted>(Machines.Do(Ask.Deliver(1)).Decide(Ask.Settle(1) with { Amount = Eur(600) }, Now with { InvoiceUse = new(Ask.Grant, new(1)) }));

    [Theory]
    [InlineData(1)]
    [InlineData(599)]
    [InlineData(601)]
    public void An_invoice_over_anything_but_what_was_accepted_is_refused(long euro) =>
        Assert.Equal(RefusalCode.InvoiceAmountDiffers, Code(Machines.Do(Ask.Deliver(1)).Decide(Ask.Settle(1) with { Amount = Eur(euro) })));

    [Fact]
    public void An_invoice_in_another_currency_is_another_amount() =>
        Assert.Equal(RefusalCode.InvoiceAmountDiffers, Code(Machines.Do(Ask.Deliver(1)).Decide(Ask.Settle(1) with { Amount = new Money(600_00, Currency.Parse("USD")) })));

    [Fact]
    public void A_photo_used_twice_holds_nothing_up_once_finance_says_why_it_is_right()
    {
        var found = Now with { EvidenceUses = [new(Ask.Other, new(2))] };
        var refused = Assert.IsType<Decision.Refused>(Machines.Do(Ask.Deliver(1)).Decide(Ask.Settle(1), found));
        Assert.Contains($"line L02 of grant {Ask.Other}", refused.Why, StringComparison.Ordinal);

        var settled = Assert.IsType<Decision.Accepted>(Machines.Do(Ask.Deliver(1)).Decide(Ask.Settle(1) with { Acknowledged = "One photo of both deliveries." }, found));
        Assert.Equal("One photo of both deliveries.", settled.Events.OfType<InKindMoved>().Single().Acknowledged);
    }

    [Fact]
    public void Items_stay_within_the_catalogues_price_for_as_many_as_are_ordered()
    {
        var story = RefusalExamples.ReadyToSplit(Listed, Eur(1500));
        SplitPart machines = Ask.Goods(Eur(900)) with { ItemCode = "sewing-machine", Quantity = 3 };
        SplitPart course = Ask.Training(Eur(600)) with { ItemCode = "welding-course" };

        Assert.Equal(("sewing-machine", 3), story.Do(Ask.Split(machines, course)).Now.Line(new(1)) is InKindLine line ? (line.ItemCode, line.Quantity!.Value) : default);
        Assert.Equal(RefusalCode.ItemPriceExceeded, Code(story.Decide(Ask.Split(machines with { Quantity = 2 }, course))));
        Assert.Equal(RefusalCode.ItemPriceExceeded, Code(story.Decide(Ask.Split(machines with { Quantity = null }, course))));
        Assert.Equal(RefusalCode.ItemUnknown, Code(story.Decide(Ask.Split(machines, course with { ItemCode = "sewing-machine" }))));
        Assert.Equal(RefusalCode.ItemUnknown, Code(story.Decide(Ask.Split(machines, course with { ItemCode = null }))));
        Assert.Equal(RefusalCode.ItemUnknown, Code(Verified.Decide(Ask.Split(machines, Ask.Training(Eur(600))))));
    }

    [Fact]
    public void A_change_of_plan_keeps_to_the_catalogue_too()
    {
        var story = RefusalExamples.ReadyToSplit(Listed, Eur(1500)).Do(Ask.Split(Ask.Goods(Eur(900)) with { ItemCode = "sewing-machine", Quantity = 3 }, Ask.Cash(Eur(600))));

        Assert.Equal(RefusalCode.ItemUnknown, Code(story.Decide(Ask.Plan(Eur(1400), Ask.Goods(Eur(800)), Ask.Cash(Eur(600))))));
        Assert.IsType<Decision.Accepted>(story.Decide(Ask.Plan(Eur(1200), Ask.Goods(Eur(600)) with { ItemCode = "sewing-machine", Quantity = 2 }, Ask.Cash(Eur(600)))));
    }

    /// <summary>L01 three machines 600.00, L02 a training 400.00, L03 cash 500.00.</summary>
    private static Story Machines => Verified.Do(Ask.Split(Ask.Goods(Eur(600)) with { Quantity = 3, PurchaseOrder = "PO-7" }, Ask.Training(Eur(400)), Ask.Cash(Eur(500))));

    private static (string, Money, int?, LineId?) Shown(Story story, int number) =>
        story.Now.Line(new(number)) is InKindLine line ? (line.StateName, line.Amount, line.Quantity, line.PartOf) : default;

    private static Money Sum(Grant grant) => Money.Sum(grant.Lines.Select(line => line.Amount), Currency.Eur);

    private static RefusalCode? Code(Decision decision) => (decision as Decision.Refused)?.Code;
}
