using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Payouts.MobileMoney;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.MobileMoney;

/// <summary>Wallets when everything comes at once, twice, or in between: deliveries, crashes, a provider that is away.</summary>
public sealed class WalletRaceTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task In_any_order_doubled_and_at_once_each_payment_is_paid_once_or_provably_not()
    {
        var ends = new HashSet<CashState>();
        for (var seed = 1; seed <= 6; seed++)
        {
            await using var provider = await SimulatorProcess.Start("--seed", $"{seed}");
            var run = WalletRun.Start(provider.Address, seed, atOnce: 1 + (seed % 3));
            var cases = Enumerable.Range(0, 8).Select(n => WalletRun.Wallet($"Many{seed}x{n}", "99")).ToArray();
            foreach (var one in cases)
            {
                await run.Do(one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)));
            }

            foreach (var one in cases)
            {
                await run.Process(QueueNames.Commands, one.Release().Text);
            }

            // Every request comes twice more than the queue brings it, now and later.
            var requests = await run.Bodies(QueueNames.Payouts);
            await Again(run, requests);
            await run.DeliverVisible();
            await Again(run, requests);
            await run.Deliver();
            await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System);
            foreach (var one in cases)
            {
                await run.Get<Pipeline.Payouts.MobileMoney.Callbacks.CallbackInbox>().Hear(Domain.Values.PaymentId.For(one.Grant, new(1)), 1, default);
            }

            await run.Deliver();
            foreach (var one in cases)
            {
                var line = await run.Line(one);
                Assert.True(line.State is CashState.Paid or CashState.Failed or CashState.Returned, $"seed {seed}: {one.Name} is {line.State}");
                ends.Add(line.State);
            }

            await run.AssertAgrees(provider, cases);
        }

        Assert.Equal([CashState.Paid, CashState.Failed, CashState.Returned], ends.Order());
    }

    private static async Task Again(PipelineRun run, IReadOnlyList<string> requests)
    {
        foreach (var request in requests)
        {
            await run.Process(QueueNames.Payouts, request);
        }
    }

    [Theory]
    [InlineData("04")]
    [InlineData("02")]
    public async Task A_process_that_dies_at_any_call_pays_nobody_twice(string ending)
    {
        for (var n = 1; n <= 10; n++)
        {
            foreach (var mishap in new[] { Mishap.DiesBefore, Mishap.DiesAfter })
            {
                var run = WalletRun.Start(simulator.Process.Address);
                var one = await run.Released($"Dies{ending}x{n}x{mishap}", ending);
                await run.Process(QueueNames.Commands, one.Release().Text);
                var before = run.Watch.Calls.Count;
                run.Watch.Plan(before + n, mishap);
                await run.Deliver();
                run.Watch.Plan(null);
                Assert.Equal((ending == "02" ? CashState.Failed : CashState.Paid, 1), ((await run.Line(one)).State, (await run.Line(one)).Attempt));
                await run.AssertAgrees(simulator.Process, one);
            }
        }
    }

    [Fact]
    public async Task A_provider_that_is_not_there_costs_nothing_but_time()
    {
        var gone = await SimulatorProcess.Start();
        var address = gone.Address;
        await gone.Kill();
        await gone.DisposeAsync();

        var run = WalletRun.Start(address);
        var one = await run.Released("Gone", "99");
        for (var round = 0; round < 8; round++)
        {
            await run.DeliverVisible();
            run.Time.AdvanceTo(run.Queues.NextVisible()!.Value);
        }

        Assert.Equal((CashState.Released, 1), ((await run.Line(one)).State, (await run.Line(one)).Attempt));
        Assert.Empty(run.Failures);
        Assert.Equal(0, await run.Queues.Count(QueueNames.Poison(QueueNames.Payouts), default));
        Assert.False(run.Get<Spells>().Of(Dependency.MobileMoney)!.WorksAgain);

        await using var back = await SimulatorProcess.Start("--port", $"{address.Port}");
        await run.Deliver();
        Assert.Equal(CashState.Paid, (await run.Line(one)).State);
        Assert.True(run.Get<Spells>().Of(Dependency.MobileMoney) is null or { WorksAgain: true });
        await run.AssertAgrees(back, one);
    }

    [Fact]
    public async Task A_provider_that_fails_too_often_is_left_in_peace_and_the_message_waits()
    {
        var patience = WalletRun.Patience with { BreaksFrom = 2, Break = TimeSpan.FromSeconds(2) };
        var run = WalletRun.Start(simulator.Process.Address, patience: patience);
        var one = await run.Released("Broken", "11");
        await WalletTests.Eventually(async () =>
        {
            await run.DeliverVisible();
            if (run.Log.All.Any(line => line.Contains("left in peace", StringComparison.Ordinal)))
            {
                return true;
            }

            run.Time.AdvanceTo(run.Queues.NextVisible()!.Value);
            return false;
        });
        Assert.Equal(CashState.Unknown, (await run.Line(one)).State);
        Assert.Equal(1, await run.Queues.Count(QueueNames.Payouts, default));
        Assert.Empty(run.Failures);

        // Away for longer than the break: it is tried again, and the payment is made.
        for (var round = 0; round < 60 && (await run.Line(one)).State != CashState.Paid; round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            run.Time.AdvanceTo(run.Queues.NextVisible() ?? run.Time.GetUtcNow());
            await run.DeliverVisible();
        }

        await run.Deliver();
        Assert.Equal(CashState.Paid, (await run.Line(one)).State);
        await run.AssertAgrees(simulator.Process, one);
    }

    [Fact]
    public async Task A_provider_that_does_not_know_our_key_fails_no_payment()
    {
        var run = WalletRun.Start(simulator.Process.Address, key: "another");
        var one = await run.Released("Key", "99");
        await run.DeliverVisible();
        Assert.Equal((CashState.Released, PaymentOutcome.Instructed), ((await run.Line(one)).State, (await run.Row(one))!.Outcome));
        Assert.Equal(new MobileMoneyPatience().Locked, run.Queues.NextVisible() - run.Time.GetUtcNow());
        Assert.Empty(run.Failures);
    }

    [Fact]
    public async Task Whichever_is_faster_a_withdrawal_or_the_wallet_the_books_agree()
    {
        var ends = new HashSet<CashState>();
        for (var seed = 0; seed < 25; seed++)
        {
            var run = WalletRun.Start(simulator.Process.Address, seed);
            var one = await run.Released($"Race{seed}", "99");
            await run.Process(QueueNames.Commands, one.Release().Text);
            var request = Assert.Single(await run.Bodies(QueueNames.Payouts));
            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run(
                () => run.Process(QueueNames.Payouts, request),
                () => run.Process(QueueNames.Commands, one.Withdraw().Text),
                () => run.Process(QueueNames.Payouts, request));
            run.Watch.Order = null;
            await run.Deliver();
            ends.Add((await run.Line(one)).State);
            await run.AssertAgrees(simulator.Process, one);
        }

        Assert.Equal([CashState.Paid, CashState.Cancelled], ends.Order());
    }
}
