using System.Globalization;
using System.Text.Json;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.MobileMoney;
using GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.MobileMoney;

/// <summary>Wallets: whatever goes wrong between us and the provider, each payment is booked there once at the most, and both books say the same.</summary>
public sealed class WalletTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Theory]
    [InlineData("99", CashState.Paid, null)]
    [InlineData("01", CashState.Failed, "AC01")]
    [InlineData("02", CashState.Failed, "AM02")]
    [InlineData("03", CashState.Paid, null)]
    [InlineData("04", CashState.Paid, null)]
    [InlineData("05", CashState.Paid, null)]
    [InlineData("06", CashState.Paid, null)]
    [InlineData("07", CashState.Paid, null)]
    [InlineData("08", CashState.Returned, "NARR: sent back by the provider")]
    [InlineData("09", CashState.Paid, null)]
    [InlineData("10", CashState.Paid, null)]
    [InlineData("11", CashState.Paid, null)]
    [InlineData("12", CashState.Paid, null)]
    [InlineData("13", CashState.Paid, null)]
    [InlineData("14", CashState.Paid, null)]
    [InlineData("15", CashState.Paid, null)]
    [InlineData("17", CashState.Failed, "AM04")]
    [InlineData("19", CashState.Failed, "AC06")]
    public async Task Every_kind_of_trouble_ends_as_it_should(string ending, CashState end, string? why)
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var one = await run.Released($"Ending{ending}", ending);
        await run.Rest(one, end);
        var line = await run.Line(one);
        Assert.Equal((end, why, 1), (line.State, line.Failure, line.Attempt));
        Assert.Empty(run.Failures);
        await run.AssertAgrees(simulator.Process, one);
    }

    [Fact]
    public async Task Money_that_comes_back_without_a_word_is_found_by_looking_again()
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var one = await run.Released("Silent", "18");
        await run.DeliverUntil(one.Grant, grant => grant.Line(new(1)) is CashLine { State: CashState.Paid });
        var paidAt = run.Time.GetUtcNow();
        await Eventually(async () => (await simulator.Process.Statement()).Any(line => line.Kind == "reversal" && line.RequestingOrganisationTransactionReference == $"{one.Grant}-L01"));
        await run.Deliver();
        Assert.Equal(CashState.Returned, (await run.Line(one)).State);
        Assert.InRange(run.Time.GetUtcNow() - paidAt, TimeSpan.FromHours(23), TimeSpan.FromDays(2));
        await run.AssertAgrees(simulator.Process, one);
    }

    [Fact]
    public async Task A_payment_without_end_stays_on_its_way_and_is_not_paid_again()
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var one = await run.Released("Endless", "20");
        for (var round = 0; round < 12; round++)
        {
            await run.DeliverVisible();
            run.Time.AdvanceTo(run.Queues.NextVisible()!.Value);
        }

        Assert.Equal(CashState.Instructed, (await run.Line(one)).State);
        Assert.DoesNotContain(await simulator.Process.Statement(), line => line.RequestingOrganisationTransactionReference == $"{one.Grant}-L01");
        Assert.Empty(run.Failures);
    }

    [Fact]
    public async Task Another_amount_than_ours_is_booked_by_nobody_and_waits_for_a_person()
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var one = await run.Released("Amount", "16");
        await run.Deliver();
        Assert.Equal(CashState.Instructed, (await run.Line(one)).State);
        Assert.Equal(1, await run.Queues.Count(QueueNames.Poison(QueueNames.Payouts), default));
        Assert.All(run.Failures, failure => Assert.Contains("another amount", failure.Why.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_wallet_is_repaired_and_paid_once_as_the_same_payment()
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var one = await run.Released("Repaired", "02");
        await run.Deliver();
        Assert.Equal(CashState.Failed, (await run.Line(one)).State);
        await run.Do(one.Reroute(1, WalletRun.NumberOf("04")), one.Release("release again"));
        Assert.Equal((CashState.Paid, 2), ((await run.Line(one)).State, (await run.Line(one)).Attempt));
        Assert.Equal(Uetr.Of(PaymentId.For(one.Grant, new(1)), 2), Assert.Single(await simulator.Process.Statement(), line => line.RequestingOrganisationTransactionReference == $"{one.Grant}-L01").CorrelationId);
        await run.AssertAgrees(simulator.Process, one);
    }

    [Fact]
    public async Task What_was_sent_carries_the_amount_the_payment_and_nothing_about_the_person()
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var one = await run.Released("Plain", "99");
        await run.Deliver();
        var line = Assert.Single(await simulator.Process.Statement(), line => line.RequestingOrganisationTransactionReference == $"{one.Grant}-L01");
        Assert.Equal((Uetr.Of(PaymentId.For(one.Grant, new(1)), 1), "500.00", "EUR"), (line.CorrelationId, line.Amount, line.Currency));

        var traces = TableNames.All.SelectMany(run.Tables.Rows).Select(row => $"{row.Partition} {row.Key} {JsonSerializer.Serialize(row.Values)}").Concat(run.Log.All).Concat(run.Handled);
        Assert.All(traces, trace => Assert.DoesNotContain("7701234", trace, StringComparison.Ordinal));
        Assert.Contains(run.Log.All, text => text.Contains("disbursement", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Log.All, text => text.Contains("try-out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_withdrawal_stops_what_never_left_and_waits_for_what_may_have()
    {
        var stopped = WalletRun.Start(simulator.Process.Address);
        var one = await stopped.Released("Stopped", "99");
        await stopped.Process(QueueNames.Commands, one.Release().Text);
        await stopped.Process(QueueNames.Commands, one.Withdraw().Text);
        await stopped.Deliver();
        Assert.Equal(CashState.Cancelled, (await stopped.Line(one)).State);
        await stopped.AssertAgrees(simulator.Process, one);

        var late = WalletRun.Start(simulator.Process.Address);
        var two = await late.Released("Unclear", "06");
        await late.DeliverVisible();
        Assert.Equal((CashState.Unknown, PaymentOutcome.Instructed), ((await late.Line(two)).State, (await late.Row(two))!.Outcome));
        await late.Send(two.Withdraw());
        await late.Deliver();
        Assert.Equal(CashState.Paid, (await late.Line(two)).State);
        await late.AssertAgrees(simulator.Process, two);

        var lost = WalletRun.Start(simulator.Process.Address);
        var three = await lost.Released("Never", "03");
        await lost.DeliverVisible();
        await lost.Send(three.Withdraw());
        await lost.Deliver();
        Assert.Equal(CashState.Cancelled, (await lost.Line(three)).State);
        Assert.Equal("NARR: it never reached the provider", (await lost.Row(three))!.Reason);
        Assert.True(lost.Time.GetUtcNow() - (await lost.Row(three))!.SentAt > MobileMoneyProvider.LongestWay);
        await lost.AssertAgrees(simulator.Process, three);
    }

    [Fact]
    public async Task A_callback_makes_the_pipeline_ask_now_and_is_not_believed()
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var one = await run.Released("Called", "99");
        var payment = PaymentId.For(one.Grant, new(1));
        var inbox = run.Get<CallbackInbox>();
        await inbox.Hear(payment, 1, default);
        Assert.Empty(await run.Bodies(QueueNames.Payouts));

        await run.DeliverVisible();
        Assert.Equal(CashState.Instructed, (await run.Line(one)).State);
        for (var again = 0; again < 3; again++)
        {
            await inbox.Hear(payment, 1, default);
            await inbox.Hear(payment, 2, default);
        }

        Assert.Equal(3, (await run.Bodies(QueueNames.Payouts)).Count);
        await run.DeliverVisible();
        Assert.Equal(CashState.Paid, (await run.Line(one)).State);

        // Of the four questions only the pipeline's own leads to another.
        Assert.Equal(1, await run.Queues.Count(QueueNames.Payouts, default));
        await run.AssertAgrees(simulator.Process, one);
    }

    [Fact]
    public async Task A_reversal_that_the_provider_tells_is_booked_at_once()
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var one = await run.Released("Told", "08");
        await run.DeliverUntil(one.Grant, grant => grant.Line(new(1)) is CashLine { State: CashState.Paid });
        await Eventually(async () => (await simulator.Process.Statement()).Any(line => line.Kind == "reversal" && line.RequestingOrganisationTransactionReference == $"{one.Grant}-L01"));
        await run.Get<CallbackInbox>().Hear(PaymentId.For(one.Grant, new(1)), 1, default);
        await run.DeliverVisible();
        Assert.Equal(CashState.Returned, (await run.Line(one)).State);
        await run.AssertAgrees(simulator.Process, one);
    }

    [Fact]
    public void A_token_fits_its_own_attempt_only()
    {
        var run = WalletRun.Start(simulator.Process.Address);
        var token = run.Get<CallbackToken>();
        var payment = PaymentId.For(new Case("One").Grant, new(1));
        var row = Pipeline.Payouts.Book.PaymentAttempt.Of(new(payment, 1, new(1), new Case("One").Person, new(RouteKind.MobileMoney, World.Iraq, "…", "route"), World.Eur(5), 0), PaymentOutcome.Instructed, null, run.Time.GetUtcNow());
        var address = new Uri(new Uri("https://grants.example/"), token.PathFor(row));
        var written = address.Segments[^1];
        Assert.Equal($"https://grants.example/api/payments/callbacks/{payment}/1/{written}", address.AbsoluteUri);
        Assert.Equal(64, written.Length);
        Assert.True(token.Fits(payment, 1, written));
        Assert.False(token.Fits(payment, 2, written));
        Assert.False(token.Fits(PaymentId.For(new Case("Two").Grant, new(1)), 1, written));
        Assert.False(token.Fits(payment, 1, written[..^1]));
        Assert.False(token.Fits(payment, 1, ""));
    }

    internal static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        Assert.Fail("It did not happen in ten seconds.");
    }
}
