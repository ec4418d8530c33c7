using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Payments;

public sealed class RouteOfferTests
{
    [Fact]
    public void Each_route_says_why_it_is_offered_or_not() => Assert.Equal(
        [
            (RouteKind.BankAccount, true, true, "Bank account is the first choice in Iraq."),
            (RouteKind.MobileMoney, true, false, "Mobile money pays in Iraq too, after bank account."),
            (RouteKind.CashDesk, true, false, "Cash desk pays in Iraq too, after bank account and mobile money."),
        ],
        Offers(Iraq, null));

    [Fact]
    public void An_amount_leaves_out_what_cannot_carry_it() => Assert.Equal(
        [
            (RouteKind.BankAccount, false, false, "Bank account in Iraq pays EUR 1.00 or more at once; EUR 0.50 is less."),
            (RouteKind.MobileMoney, false, false, "Mobile money in Iraq pays EUR 5.00 or more at once; EUR 0.50 is less."),
            (RouteKind.CashDesk, true, true, "Cash desk is the first that can pay this in Iraq; bank account and mobile money cannot."),
        ],
        Offers(Iraq, Eur(0, 50)));

    [Fact]
    public void Too_much_for_one_route_is_left_to_the_others() => Assert.Equal(
        (RouteKind.MobileMoney, false, false, "Mobile money in Iraq pays at most EUR 1500.00 at once; EUR 1500.01 is more."), Offers(Iraq, Eur(1500, 1))[1]);

    [Theory]
    [InlineData(5, 0, true)]
    [InlineData(4, 99, false)]
    [InlineData(1500, 0, true)]
    [InlineData(1500, 1, false)]
    public void Limits_belong_to_what_can_be_paid(int euro, int cents, bool offered) => Assert.Equal(offered, Offers(Iraq, Eur(euro, cents))[1].IsOffered);

    [Fact]
    public void What_a_country_does_not_have_is_said_too() => Assert.Equal(
        [
            (RouteKind.BankAccount, true, true, "Bank account is the first choice in Albania."),
            (RouteKind.MobileMoney, false, false, "There is no route by mobile money to Albania."),
            (RouteKind.CashDesk, false, false, "There is no route by cash desk to Albania."),
        ],
        Offers(Albania, null));

    [Fact]
    public void A_country_without_terms_has_no_route() => Assert.DoesNotContain(Offers(CountryCode.Parse("DE"), null), offer => offer.IsOffered);

    [Fact]
    public void Without_any_terms_nothing_is_limited() => Assert.All(RouteOffer.For(PaymentRoutes.Unlimited, Iraq, Eur(2000)), offer => Assert.True(offer.IsOffered));

    private static List<(RouteKind Kind, bool IsOffered, bool IsFirst, string Why)> Offers(CountryCode country, Money? amount) =>
        [.. RouteOffer.For(Catalogue.Routes, country, amount).Select(offer => (offer.Kind, offer.IsOffered, offer.IsFirst, offer.Why))];
}
