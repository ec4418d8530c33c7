using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Rules;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.Stories;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Payments;

/// <summary>A route is checked wherever it meets cash, from the application to the repair of a failed payment.</summary>
public sealed class RouteRuleTests
{
    private static readonly PayoutRoute AlbanianWallet = new(RouteKind.MobileMoney, Albania, "…0815", "route-3");

    [Fact]
    public void At_intake() => Refused(RouteNotAvailable, Story.Nothing.Decide(Ask.Submit(Application(Plain) with { Route = AlbanianWallet })));

    [Fact]
    public void At_intake_what_could_become_cash_counts() =>
        Refused(RefusalCode.RouteAboveMaximum, Story.Nothing.Decide(Ask.Submit(Application(Plain) with { Route = Wallet, Requested = Eur(1500, 1) })));

    [Fact]
    public void At_intake_only_the_share_that_can_be_cash_counts() =>
        Assert.IsType<Decision.Accepted>(Story.Nothing.Decide(Ask.Submit(Application(Packaged) with { Route = Wallet })));

    [Fact]
    public void Where_there_is_no_cash_no_route_is_wrong() =>
        Assert.IsType<Decision.Accepted>(Story.Nothing.Decide(Ask.Submit(Application(NoCash) with { Route = AlbanianWallet })));

    [Fact]
    public void At_approval_because_the_terms_may_be_others_by_then() =>
        Refused(RouteNotAvailable, With(AwaitingApproval, AlbanianWallet).Decide(Ask.Approve(Eur(1500))));

    [Fact]
    public void At_approval_over_the_amount_that_is_approved()
    {
        var asked = Story.Nothing.Do(Ask.Submit(Application(Plain) with { Route = Wallet, Requested = Eur(1400) }), Ask.Screened(Screening.ScreeningResult.Clear));
        Refused(RefusalCode.RouteBelowMinimum, asked.Decide(Ask.Approve(Eur(4, 99))));
        Assert.IsType<Decision.Accepted>(asked.Decide(Ask.Approve(Eur(5))));
    }

    [Fact]
    public void At_the_verification_for_the_route_on_file_and_for_a_new_one()
    {
        Refused(RouteNotAvailable, With(Funded, AlbanianWallet).Decide(Ask.Verify()));
        Refused(RouteNotAvailable, Funded.Decide(Ask.Verify() with { Route = AlbanianWallet }));
        Assert.IsType<Decision.Accepted>(With(Funded, AlbanianWallet).Decide(Ask.Verify() with { Route = Bank }));
    }

    [Fact]
    public void At_the_split_for_each_payment()
    {
        Refused(RefusalCode.RouteBelowMinimum, With(Verified, Wallet).Decide(Ask.Split(Ask.Cash(Eur(1495, 1)), Ask.Cash(Eur(4, 99)))));
        Assert.IsType<Decision.Accepted>(With(Verified, Wallet).Decide(Ask.Split(Ask.Cash(Eur(1495)), Ask.Cash(Eur(5)))));
        Assert.IsType<Decision.Accepted>(With(Verified, AlbanianWallet).Decide(Ask.Split(Ask.Goods(Eur(1500)))));
    }

    [Fact]
    public void At_a_change_of_plan_for_new_payments_only()
    {
        var paid = RefusalExamples.ReadyToSplit(Plain, Eur(1500)).Do(Ask.Split(Ask.Cash(Eur(4)), Ask.Goods(Eur(1496))), Ask.Release(), Ask.Payment(1, 1, PaymentOutcome.Settled));
        Refused(RefusalCode.RouteBelowMinimum, paid.Decide(Ask.Plan(Eur(1500), Ask.Goods(Eur(1492)), Ask.Cash(Eur(4))) with { Route = Wallet }));
        Assert.IsType<Decision.Accepted>(paid.Decide(Ask.Plan(Eur(1500), Ask.Goods(Eur(1491)), Ask.Cash(Eur(5))) with { Route = Wallet }));
    }

    [Fact]
    public void At_a_change_of_the_amount_before_the_split() => Refused(RefusalCode.RouteBelowMinimum, With(Verified, Wallet).Decide(Ask.Plan(Eur(4))));

    [Fact]
    public void At_the_repair_of_a_failed_payment()
    {
        var failed = RefusalExamples.ReadyToSplit(Plain, Eur(1500)).Do(Ask.Split(Ask.Cash(Eur(3)), Ask.Goods(Eur(1497))), Ask.Release(), Ask.Payment(1, 1, PaymentOutcome.Failed));
        Refused(RefusalCode.RouteBelowMinimum, failed.Decide(Ask.Reroute(1) with { Route = Wallet }));
        Refused(RouteNotAvailable, failed.Decide(Ask.Reroute(1) with { Route = AlbanianWallet }));
    }

    [Theory]
    [InlineData("al-tirana", "al-tirana is no office in Iraq whose desk could pay. Name iq-erbil or pay by bank account or mobile money.")]
    [InlineData("iq-basra", "iq-basra is no office in Iraq whose desk could pay. Name iq-erbil or pay by bank account or mobile money.")]
    public void A_desk_is_an_office_of_the_country(string desk, string why)
    {
        var refused = Refused(RouteNotAvailable, Funded.Decide(Ask.Verify() with { Route = new(RouteKind.CashDesk, Iraq, "…desk", "route-4") { Desk = OfficeId.Parse(desk) } }));
        Assert.Equal(why, refused.Why);
    }

    [Fact]
    public void Cash_waits_at_the_desk_of_the_grants_own_office_wherever_a_route_is_given()
    {
        var (basra, own) = (OfDesk(Basra), OfDesk(Erbil));
        var failed = RefusalExamples.ReadyToSplit(Plain, Eur(1500)).Do(Ask.Split(Ask.Cash(Eur(500)), Ask.Goods(Eur(1000))), Ask.Release(), Ask.Payment(1, 1, PaymentOutcome.Failed));
        var asked = new (string Where, Func<PayoutRoute, Decision> Decide)[]
        {
            ("intake", route => Story.Nothing.Decide(Ask.Submit(Application(Plain) with { Route = route, Requested = Eur(1500) }), InTwoOffices)),
            ("approval", route => With(AwaitingApproval, route).Decide(Ask.Approve(Eur(1500)), InTwoOffices)),
            ("verification", route => Funded.Decide(Ask.Verify() with { Route = route }, InTwoOffices)),
            ("split", route => Verified.Decide(Ask.Split(Ask.Cash(Eur(1500))) with { Route = route }, InTwoOffices)),
            ("plan", route => Disbursing.Decide(Ask.Plan(Eur(1500), Ask.Goods(Eur(1000)), Ask.Cash(Eur(500))) with { Route = route }, InTwoOffices)),
            ("repair", route => failed.Decide(Ask.Reroute(1) with { Route = route }, InTwoOffices)),
        };
        Assert.All(asked, one =>
        {
            var refused = Refused(RefusalCode.DeskOfOtherOffice, one.Decide(basra));
            Assert.Equal((one.Where, "iq-basra is not the office of this grant, and cash is handed over by the grant's own. Name iq-erbil or pay by bank account or mobile money."), (one.Where, refused.Why));
            Assert.True(one.Decide(own) is Decision.Accepted or Decision.Refused { Code: not (RefusalCode.DeskOfOtherOffice or RefusalCode.RouteNotAvailable) }, one.Where);
        });
    }

    [Fact]
    public void A_refusal_says_what_would_pass()
    {
        Assert.Equal(
            "There is no route by mobile money to Albania. Pay by bank account.",
            Refused(RouteNotAvailable, Funded.Decide(Ask.Verify() with { Route = AlbanianWallet })).Why);
        Assert.Equal(
            "The cash that could be planned, EUR 2000.00, is more than the EUR 1500.00 that mobile money in Iraq pays at once. Make it that or less or pay by bank account or cash desk; or leave the route open and give it with the split.",
            Refused(RefusalCode.RouteAboveMaximum, Story.Nothing.Decide(Ask.Submit(Application(Plain) with { Route = Wallet }))).Why);
    }

    private static RefusalCode RouteNotAvailable => RefusalCode.RouteNotAvailable;

    private static Story With(Story story, PayoutRoute route) => new(story.Now with { Route = route });

    private static Decision.Refused Refused(RefusalCode code, Decision decision)
    {
        var refused = Assert.IsType<Decision.Refused>(decision);
        Assert.Equal((code, refused.Why), (refused.Code, refused.Why));
        return refused;
    }
}
