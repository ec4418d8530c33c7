using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Export;
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

        using var output = new MemoryStream();
        await desk.Run.Get<LedgerExport>().WriteCsv(new(new(2026, 1, 1), new(2026, 1, 31), null), output, default);
        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split("\r\n");
        Assert.Equal(2, lines.Count(line => line.Contains(",PayoutRelease,", StringComparison.Ordinal) && line.Contains(",EUR,,IQD,750000.000,1500,InforEuro,2026-01-01,,G-", StringComparison.Ordinal)));
        Assert.All(new[] { "CashPayout", "ExchangeDifference" }, kind => Assert.Equal(2, lines.Count(line =>
            line.Contains($",{kind},", StringComparison.Ordinal) && line.Contains(",EUR,,IQD,750000.000,1500,InforEuro,2026-01-01,510.00,G-", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_booking_that_is_further_off_than_rates_move_waits_for_a_person_and_is_booked_once_they_have_said_so()
    {
        var (desk, order) = await Ordered();
        // EUR 500.00 were released; the bank's rate takes EUR 562.50.
        var row = Assert.Single(await desk.Import(Desk.Written(stream => Bookings.WriteDebits(Desk.File(order), Desk.Terms("D-1") with { Rate = _ => 0.00075m }, stream))));
        Assert.Equal((RowResult.AmountDifferent, World.Eur(562, 50)), (row.Result, row.Row.Booked));
        Assert.Contains("EUR 500.00 was released and EUR 562.50 booked", row.Why!, StringComparison.Ordinal);
        Assert.Equal(0, desk.Balance(Account.ExchangeDifference));

        var open = Assert.Single(await desk.Open());
        Assert.Equal(RowDecided.Taken, await desk.Decide(open, new(row.Payment, row.Attempt, StatementSays.Settled, "The bank took the rate of that day.")));
        Assert.Equal((50_000, 6_250), (desk.Balance(Account.SpentCash), desk.Balance(Account.ExchangeDifference)));
        await desk.Consistent();
    }

    [Fact]
    public async Task What_came_back_before_its_booking_was_read_costs_its_way_out_as_soon_as_it_is()
    {
        var (desk, order) = await Ordered();
        var terms = Desk.Terms("D-1") with { Rate = _ => 0.00068m };
        var debits = Desk.Written(stream => Bookings.WriteDebits(Desk.File(order), terms, stream));
        Assert.Equal(RowResult.Applied, Assert.Single(await desk.Import(Desk.Written(stream => Bookings.WriteReturns(Desk.File(order), Desk.Terms("R-1", day: 9) with { Rate = _ => 0.00066m }, stream)))).Result);
        Assert.Equal((50_000, 500), (desk.Balance(Account.Returned), desk.Balance(Account.ExchangeDifference)));

        Assert.Equal(RowResult.Applied, Assert.Single(await desk.Import(debits)).Result);
        Assert.Equal((0, 50_000, 1_500), (desk.Balance(Account.SpentCash), desk.Balance(Account.Returned), desk.Balance(Account.ExchangeDifference)));
        Assert.Equal((CashState.Returned, PaymentOutcome.Returned), ((await desk.Line(_one)).State, (await desk.Attempt(_one)).Outcome));
        // The same from another file is known by then.
        Assert.Equal(RowResult.AlreadyKnown, Assert.Single(await desk.Import(Desk.Changed(debits, "D-1", "D-2"))).Result);
        Assert.Equal(1_500, desk.Balance(Account.ExchangeDifference));
        await desk.Consistent();
    }

    [Fact]
    public async Task What_came_back_before_its_booking_was_read_stays_so_also_where_a_person_had_to_look_at_the_booking()
    {
        var (desk, order) = await Ordered();
        await desk.Import(Desk.Written(stream => Bookings.WriteReturns(Desk.File(order), Desk.Terms("R-1", day: 9) with { Rate = _ => 0.00066m }, stream)));
        // EUR 500.00 were released; the bank's rate took EUR 562.50.
        Assert.Equal(RowResult.AmountDifferent, Assert.Single(await desk.Import(Desk.Written(stream => Bookings.WriteDebits(Desk.File(order), Desk.Terms("D-1") with { Rate = _ => 0.00075m }, stream)))).Result);

        var open = Assert.Single(await desk.Open());
        Assert.Equal(RowDecided.Taken, await desk.Decide(open, new(open.Entry.Payment, open.Entry.Attempt, StatementSays.Settled, "The bank took the rate of that day.")));
        Assert.Equal((0, 50_000, 6_750), (desk.Balance(Account.SpentCash), desk.Balance(Account.Returned), desk.Balance(Account.ExchangeDifference)));
        Assert.Equal((CashState.Returned, PaymentOutcome.Returned), ((await desk.Line(_one)).State, (await desk.Attempt(_one)).Outcome));
        await desk.Consistent();
    }

    private readonly Case _one = new("One") { Account = "IQ14NBIQ850123450000008" };

    private async Task<(Desk Desk, BankOrder Order)> Ordered()
    {
        var desk = new Desk();
        var release = new Ask(new ReleasePayouts(_one.Id("release"), People.Finance) { Rate = new ExchangeRate(Currency.Eur, Dinar, 1_500m, "InforEuro", new(2026, 1, 1)) });
        await desk.Run.Do(_one.Submit(), _one.Approve(500), _one.Verify(), _one.Split(Case.Cash(500)), release);
        return (desk, Desk.Order(_one) with { Amount = 750_000m, Currency = "IQD" });
    }
}
