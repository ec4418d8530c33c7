using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.MobileMoney.Callbacks;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Tests.MobileMoney;

/// <summary>Nobody knows whether a wallet was paid, and two of finance find out: that counts, and the provider is still listened to.</summary>
public sealed class WalletResolutionTests(Simulator simulator) : IClassFixture<Simulator>
{
    [Fact]
    public async Task What_never_arrived_is_paid_in_a_second_attempt_once_two_have_found_out()
    {
        var run = Start();
        var one = await Unknown(run, "NotThere", "03");
        Assert.Equal((RepairKind.Unknown, World.Eur(500)), await Repairs(run) is [{ Repairs: [var open] }] ? (open.Kind, open.Amount) : default);

        await Say(run, one, paid: false);
        Assert.Equal((CashState.Failed, PaymentOutcome.Failed), ((await run.Line(one)).State, (await run.Row(one))!.Outcome));
        Assert.Empty(await Repairs(run));

        await Again(run, one);
        await run.Rest(one, CashState.Paid);
        Assert.Equal((CashState.Paid, 2), ((await run.Line(one)).State, (await run.Line(one)).Attempt));
        await run.AssertAgrees(simulator.Process, one);
        Assert.Empty(await Repairs(run));
    }

    [Fact]
    public async Task What_arrived_although_two_had_found_otherwise_is_noticed_booked_once_and_listed()
    {
        var run = Start();
        var one = await Unknown(run, "There", "04");
        await Say(run, one, paid: false);

        await run.DeliverUntil(one.Grant, grant => grant.Line(new(1)) is CashLine { State: CashState.Paid });
        Assert.Equal((CashState.Paid, 1), ((await run.Line(one)).State, (await run.Line(one)).Attempt));
        await run.AssertAgrees(simulator.Process, one);
        Assert.Equal(RepairKind.PaidAfterAll, await Repairs(run) is [{ Repairs: [var after] }] ? after.Kind : default);
    }

    [Fact]
    public async Task What_arrived_after_a_second_attempt_was_made_is_listed_as_a_possible_double_payment_until_two_say_that_it_is_back()
    {
        var run = Start();
        var one = await Unknown(run, "Twice", "04");
        await Say(run, one, paid: false);
        await Again(run, one);
        await run.Rest(one, CashState.Paid);
        await run.Finish();

        Assert.Equal((CashState.Paid, 2), ((await run.Line(one)).State, (await run.Line(one)).PaidBy));
        Assert.Equal((1, RepairKind.PossibleDoublePayment), await Repairs(run) is [{ Repairs: [var doubled] }] ? (doubled.Attempt, doubled.Kind) : default);
        Assert.Equal(PaymentOutcome.Settled, (await run.Row(one))!.Outcome);

        foreach (var ask in one.BothSay(1, 1, paid: false))
        {
            await run.Do(new Ask(ask.Command with { Id = one.Id($"back {ask.Command.Actor.Id}") }));
        }

        Assert.Empty(await Repairs(run));
        Assert.Equal((CashState.Paid, 2, PaymentOutcome.Failed), ((await run.Line(one)).State, (await run.Line(one)).PaidBy, (await run.Row(one))!.Outcome));
        await run.Finish();
        Assert.Empty(await Repairs(run));
    }

    [Fact]
    public async Task What_two_have_found_to_be_paid_is_paid_and_never_sent_again()
    {
        var run = Start();
        var one = await Unknown(run, "Found", "04");
        await Say(run, one, paid: true);
        await run.Get<CallbackInbox>().Hear(PaymentId.For(one.Grant, new(1)), 1, default);

        Assert.Equal((CashState.Paid, PaymentOutcome.Settled), ((await run.Line(one)).State, (await run.Row(one))!.Outcome));
        await run.AssertAgrees(simulator.Process, one);
        Assert.Empty(await Repairs(run));
        Assert.Empty(run.Failures);
    }

    /// <summary>With the patience that no request is given up before a busy machine has taken it on: what gets lost here are answers.</summary>
    private PipelineRun Start() => WalletRun.Start(simulator.Process.Address, patience: WalletRun.Patience with { Try = TimeSpan.FromSeconds(20) });

    private static async Task<Case> Unknown(PipelineRun run, string name, string ending)
    {
        var one = await run.Released(name, ending);
        await run.DeliverVisible();
        Assert.Equal(CashState.Unknown, (await run.Line(one)).State);
        return one;
    }

    private static async Task Say(PipelineRun run, Case one, bool paid)
    {
        foreach (var ask in one.BothSay(1, 1, paid))
        {
            await run.Send(ask);
            await run.DeliverVisible();
        }

        await run.DeliverVisible();
    }

    private static async Task Again(PipelineRun run, Case one)
    {
        await run.Send(one.Reroute(1, WalletRun.NumberOf("99")));
        await run.DeliverVisible();
        await run.Send(one.Release("release again"));
        await run.DeliverVisible();
    }

    private static async Task<IReadOnlyList<GrantSummary>> Repairs(PipelineRun run) =>
        (await run.Look(() => run.Get<GrantList>().Page(new(null, null, null, null, Repairs: true), GrantList.MaxPage, null, default))).Grants;
}
