using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Support;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>The person withdraws: what has not left yet stops, what is on its way goes on to its end, and the money comes back.</summary>
public sealed class WithdrawalTests
{
    private static readonly Story GoodsAndCash = Stories.Verified.Do(Ask.Split(Ask.Goods(Eur(1000)), Ask.Cash(Eur(500))));

    [Fact]
    public void Withdrawing_while_the_reservation_is_awaited_voids_it()
    {
        var withdrawn = Stories.Approved.Do(Ask.Withdraw());

        Assert.Equal([new ReleaseFunds(Ask.Grant, withdrawn.Now.FundingLine, $"{Ask.Grant}-1", $"{Ask.Grant}-0004", Eur(1500), Ends: true)], withdrawn.Effects.OfType<ReleaseFunds>());
        Assert.Empty(withdrawn.Entries);
        Assert.Equal(RefusalCode.WrongState, withdrawn.Refusal(Ask.Funded(Stories.Approved.Now, reserved: true)));
    }

    [Fact]
    public void Withdrawing_after_a_refused_reservation_gives_nothing_back()
    {
        var refused = Stories.Approved.Do(Ask.Funded(Stories.Approved.Now, reserved: false));
        var approvedOnce = refused.Do(Ask.Approve(Eur(2000)));

        Assert.Empty(refused.Do(Ask.Withdraw()).Effects.OfType<ReleaseFunds>());
        Assert.Empty(approvedOnce.Do(Ask.Withdraw()).Effects.OfType<ReleaseFunds>());
    }

    [Fact]
    public void A_later_approval_reserves_under_a_key_of_its_own()
    {
        var again = Stories.Approved.Do(Ask.Funded(Stories.Approved.Now, reserved: false), Ask.Approve(Eur(1000), People.SecondOfficer));

        Assert.Equal([$"{Ask.Grant}-1", $"{Ask.Grant}-2"], again.Effects.OfType<ReserveFunds>().Select(ask => ask.Reservation));
        Assert.Equal(RefusalCode.StaleAttempt, again.Refusal(Ask.Funded($"{Ask.Grant}-1", reserved: true)));
    }

    [Fact]
    public void Lines_that_have_not_left_are_called_off_and_their_money_is_free_again()
    {
        var withdrawn = GoodsAndCash.Do(Ask.Withdraw());

        Assert.Equal(GrantState.Withdrawn, withdrawn.Now.State);
        Assert.Equal(["Cancelled", "Cancelled"], withdrawn.Now.Lines.Select(line => line.StateName));
        Assert.Equal([Eur(1000), Eur(500)], withdrawn.Effects.OfType<ReleaseFunds>().Select(ask => ask.Amount));
        Assert.Equal([EntryKind.Release, EntryKind.Release], withdrawn.Entries.TakeLast(2).Select(entry => entry.Kind));
    }

    [Fact]
    public void A_payment_on_its_way_can_still_arrive_and_completes_the_grant()
    {
        var withdrawn = GoodsAndCash.Do(Ask.Release(), Ask.Withdraw());
        Assert.Equal((GrantState.Disbursing, true), (withdrawn.Now.State, withdrawn.Now.Withdrawing));

        Assert.Equal(GrantState.Completed, withdrawn.Do(Ask.Payment(2, 1, PaymentOutcome.Settled)).Now.State);
    }

    [Fact]
    public void A_payment_on_its_way_that_fails_is_not_repaired_but_given_back()
    {
        var failed = GoodsAndCash.Do(Ask.Release(), Ask.Withdraw(), Ask.Payment(2, 1, PaymentOutcome.Failed));

        Assert.Equal((GrantState.Withdrawn, "Cancelled"), (failed.Now.State, failed.Now.Line(new(2))!.StateName));
        Assert.True(failed.Effects.OfType<ReleaseFunds>().Last() is { Ends: true, Amount.Minor: 500_00 });
    }

    [Fact]
    public void A_payment_that_comes_back_to_a_person_who_withdrew_frees_the_place_in_the_quota()
    {
        var returned = GoodsAndCash.Do(Ask.Release(), Ask.Withdraw(), Ask.Payment(2, 1, PaymentOutcome.Returned));

        Assert.Equal(GrantState.Withdrawn, returned.Now.State);
        Assert.Equal([(Eur(1000), false), (Eur(0), true)], returned.Effects.OfType<ReleaseFunds>().Select(ask => (ask.Amount, ask.Ends)));
    }

    [Fact]
    public void Goods_that_turn_out_wrong_after_a_withdrawal_are_not_ordered_again()
    {
        var disputed = GoodsAndCash.Do(Ask.Deliver(1, accepted: false), Ask.Withdraw(), Ask.Dispute(1));

        Assert.Equal((GrantState.Withdrawn, "Cancelled"), (disputed.Now.State, disputed.Now.Line(new(1))!.StateName));
        Assert.True(disputed.Effects.OfType<ReleaseFunds>().Last() is { Ends: true, Amount.Minor: 1000_00 });
        Assert.Equal((EntryKind.Release, Eur(1000)), (disputed.Entries[^1].Kind, disputed.Entries[^1].Postings[0].Amount));
    }

    [Fact]
    public void Goods_that_were_accepted_are_still_owed_to_the_supplier()
    {
        var withdrawn = GoodsAndCash.Do(Ask.Deliver(1), Ask.Withdraw());

        Assert.Equal((GrantState.Disbursing, "Accepted"), (withdrawn.Now.State, withdrawn.Now.Line(new(1))!.StateName));
        Assert.Equal(GrantState.Completed, withdrawn.Do(Ask.Settle(1)).Now.State);
    }

    [Fact]
    public void A_person_can_withdraw_during_a_hold()
    {
        Assert.Equal((GrantState.Withdrawn, null), Standing(Stories.HeldFrom(GrantState.Verified).Do(Ask.Withdraw()).Now));
        Assert.Equal((GrantState.OnHold, GrantState.Disbursing), Standing(GoodsAndCash.Do(Ask.Release(), Ask.Hold(), Ask.Withdraw()).Now));

        static (GrantState, GrantState?) Standing(Grant grant) => (grant.State, grant.HeldFrom);
    }
}
