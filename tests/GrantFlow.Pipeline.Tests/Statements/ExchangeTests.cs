using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Simulator.Bank;

namespace GrantFlow.Pipeline.Tests.Statements;

/// <summary>Payments in another currency: what the bank booked is what the ledger says.</summary>
public sealed class ExchangeTests
{
    private static readonly Currency Dinar = Currency.Parse("IQD");

    [Fact]
    public async Task A_status_report_settles_nothing_that_was_converted_and_the_booking_posts_the_difference()
    {
        var desk = new Desk();
        var one = new Case("One");
        var release = new Ask(new ReleasePayouts(one.Id("release"), People.Finance) { Rate = new ExchangeRate(Currency.Eur, Dinar, 1_500m, "InforEuro", new(2026, 1, 1)) });
        await desk.Run.Do(one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)), release);
        var order = Desk.Order(one) with { Amount = 750_000m, Currency = "IQD" };

        var report = Desk.Changed(Desk.Report("R-1", order), "<TxSts>ACSP</TxSts>", "<TxSts>ACSC</TxSts>");
        Assert.Equal(RowResult.Noted, Assert.Single(await desk.Import(report)).Result);
        Assert.Equal(CashState.Instructed, (await desk.Line(one)).State);

        // EUR 500.00 were released; the bank's rate takes EUR 510.00.
        var terms = Desk.Terms("D-1") with { Rate = _ => 0.00068m };
        var row = Assert.Single(await desk.Import(Desk.Written(stream => Bookings.WriteDebits(Desk.File(order), terms, stream))));
        Assert.Equal((RowResult.Applied, World.Eur(510), new Money(750_000_000, Dinar), 0.00068m), (row.Result, row.Row.Booked, row.Row.Amount, row.Row.Rate));
        Assert.Equal(CashState.Paid, (await desk.Line(one)).State);
        Assert.Equal((50_000, 1_000), (desk.Balance(Account.SpentCash), desk.Balance(Account.ExchangeDifference)));
        await desk.Consistent();
    }
}
