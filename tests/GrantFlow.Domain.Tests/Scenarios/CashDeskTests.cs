using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Tests.Books;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>Cash handed over at the desk of a country office, by somebody who had no part in the grant before.</summary>
public sealed class CashDeskTests
{
    /// <summary>EUR 500.00 on line L03, released to the desk; verified by Erin, who also issued the voucher.</summary>
    private static readonly Story AtDesk = Stories.Disbursing.Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Failed), Ask.Reroute(3) with { Route = Desk }, Ask.Release());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_handed_over_is_paid_with_a_receipt_whether_or_not_the_desk_had_said_it_took_it_on(bool instructed)
    {
        var before = instructed ? AtDesk.Do(Ask.Payment(3, 2, PaymentOutcome.Instructed)) : AtDesk;
        var paid = before.Do(Ask.HandOver(3, 2));

        var line = (CashLine)paid.Now.Line(new(3))!;
        Assert.Equal(CashState.Paid, line.State);
        Assert.Equal(new HandedOver($"R-{PaymentId.For(paid.Now.Id, new(3))}-02", People.OtherErbil.Id, Noon), line.HandedOver);
        Assert.Equal(EntryKind.CashPayout, paid.Entries[^1].Kind);
        Assert.Equal(Balances.Posted(before.Do(Ask.Payment(3, 2, PaymentOutcome.Settled)).Entries), Balances.Posted(paid.Entries));
    }

    [Theory]
    [InlineData("ines", RefusalCode.CashierInvolved)]
    [InlineData("omar", RefusalCode.CashierInvolved)]
    [InlineData("erin", RefusalCode.CashierInvolved)]
    [InlineData("fynn", RefusalCode.CashierInvolved)]
    [InlineData("evan", null)]
    [InlineData("newcomer", null)]
    public void Nobody_hands_over_what_they_had_a_part_in(string who, RefusalCode? expected)
    {
        var cashier = People.OtherErbil with { Id = ActorId.Parse(who) };

        Assert.Equal(expected, AtDesk.Refusal(Ask.HandOver(3, 2, cashier, issuer: People.OtherCounsellor)));
    }

    [Fact]
    public void Who_released_an_earlier_attempt_or_released_with_another_does_not_hand_over_either()
    {
        var together = Stories.Disbursing.Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Failed), Ask.Reroute(3) with { Route = Desk })
            .Do(Ask.Release(People.Finance with { Id = ActorId.Parse("felix") }) with { With = [ActorId.Parse("flora")] });

        foreach (var releaser in new[] { "fynn", "felix", "flora" })
            Assert.Equal(RefusalCode.CashierInvolved, together.Refusal(Ask.HandOver(3, 2, People.OtherErbil with { Id = ActorId.Parse(releaser) })));
        Assert.Null(together.Refusal(Ask.HandOver(3, 2)));
    }

    [Fact]
    public void Who_issued_the_voucher_has_seen_its_code_and_leaves_the_money_to_a_colleague() =>
        Assert.Equal(RefusalCode.CashierInvolved, AtDesk.Refusal(Ask.HandOver(3, 2, issuer: People.OtherErbil)));

    [Fact]
    public void Handed_over_twice_is_handed_over_once() =>
        Assert.Equal(RefusalCode.WrongLineState, AtDesk.Do(Ask.HandOver(3, 2)).Refusal(Ask.HandOver(3, 2)));

    [Fact]
    public void A_voucher_that_lapsed_pays_nothing_and_the_money_is_owed_again()
    {
        var lapsed = AtDesk.Do(Ask.Payment(3, 2, PaymentOutcome.Failed));

        Assert.Equal(RefusalCode.WrongLineState, lapsed.Refusal(Ask.HandOver(3, 2)));
        Assert.Equal(500_00, Balances.Posted(lapsed.Entries)[Account.PayableCash]);
        var again = lapsed.Do(Ask.Reroute(3) with { Route = Desk }, Ask.Release());
        Assert.Equal(RefusalCode.StaleAttempt, again.Refusal(Ask.HandOver(3, 2)));
        Assert.Null(again.Refusal(Ask.HandOver(3, 3)));
    }

    [Fact]
    public void A_hold_does_not_undo_what_is_in_the_persons_hands() =>
        Assert.Null(AtDesk.Do(Ask.Hold()).Refusal(Ask.HandOver(3, 2)));

    [Theory]
    [InlineData(RouteKind.BankAccount)]
    [InlineData(RouteKind.MobileMoney)]
    public void Only_what_goes_to_the_desk_is_handed_over_there(RouteKind kind)
    {
        var elsewhere = new Story(AtDesk.Now with { Lines = [.. AtDesk.Now.Lines.Select(line => line is CashLine cash ? cash with { Route = Desk with { Kind = kind } } : line)] });

        Assert.Equal(RefusalCode.NotAtCashDesk, elsewhere.Refusal(Ask.HandOver(3, 2)));
    }

    [Theory]
    [InlineData(PaymentOutcome.Instructed)]
    [InlineData(PaymentOutcome.Unknown)]
    [InlineData(null)]
    public void A_withdrawal_stops_what_still_waits_at_the_desk(PaymentOutcome? said)
    {
        var waits = said is { } outcome ? AtDesk.Do(Ask.Payment(3, 2, outcome)) : AtDesk;
        var withdrawn = waits.Do(Ask.Withdraw());
        var asked = Assert.Single(withdrawn.Effects.OfType<StopPayment>()).Payment;
        Assert.Equal(AtDesk.Effects.OfType<InstructPayment>().Last(), asked);

        var stopped = withdrawn.Do(Ask.Payment(3, 2, PaymentOutcome.Failed));
        Assert.Equal(CashState.Cancelled, ((CashLine)stopped.Now.Line(new(3))!).State);
        Assert.Equal(0, Balances.Posted(stopped.Entries).GetValueOrDefault(Account.InTransit));
        Assert.NotNull(stopped.Refusal(Ask.HandOver(3, 2)));
        Assert.Empty(withdrawn.Do(Ask.Withdraw()).Effects.OfType<StopPayment>().Skip(1));
    }

    [Fact]
    public void Who_collected_it_before_the_withdrawal_came_to_the_desk_has_it()
    {
        var withdrawn = AtDesk.Do(Ask.Withdraw());
        Assert.Equal(CashState.Paid, ((CashLine)withdrawn.Do(Ask.HandOver(3, 2)).Now.Line(new(3))!).State);
    }

    [Fact]
    public void A_withdrawal_stops_nothing_that_is_with_a_bank_or_paid_out_already()
    {
        Assert.Empty(Stories.Disbursing.Do(Ask.Release(), Ask.Payment(3, 1, PaymentOutcome.Instructed), Ask.Withdraw()).Effects.OfType<StopPayment>());
        Assert.Empty(AtDesk.Do(Ask.HandOver(3, 2), Ask.Withdraw()).Effects.OfType<StopPayment>());
    }

    [Fact]
    public void The_office_acts_next_while_money_waits_at_its_desk()
    {
        var waits = Stories.Verified.Do(Ask.Split(Ask.Cash(Eur(1500))) with { Route = Desk }).Do(Ask.Release(), Ask.Payment(1, 1, PaymentOutcome.Instructed));

        Assert.Equal(Role.CountryOffice, NextStep.RoleFor(waits.Now));
    }
}
