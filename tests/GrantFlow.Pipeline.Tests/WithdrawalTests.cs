using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Withdrawing stops every payment that is not yet with the provider, however close the race, and never counts against the person.</summary>
public sealed class WithdrawalTests
{
    private const string SettlesAtOnce = "IQ67NBIQ850123450004711";

    private readonly PipelineRun _run = new();

    [Fact]
    public async Task A_released_payment_that_the_provider_never_heard_of_is_stopped_and_the_money_is_free_again()
    {
        var one = await Released(_run, SettlesAtOnce);
        await _run.Process(QueueNames.Commands, one.Withdraw().Text);
        Assert.Equal((GrantState.Disbursing, CashState.Released), await Standing(_run, one));

        await _run.Deliver();
        Assert.Equal((GrantState.Withdrawn, CashState.Cancelled), await Standing(_run, one));
        Assert.True(Book(_run) is { Outcome: PaymentOutcome.Failed, Text: null });
        Assert.Contains("stopped", (await Grant(_run, one)).Lines.OfType<CashLine>().Single().Failure ?? await Why(one), StringComparison.Ordinal);
        Assert.Equal((0, 0), await Funding(one));
        await _run.Finish();
        await Picture.Of(_run);
    }

    [Fact]
    public async Task A_payment_that_the_provider_has_goes_to_its_end()
    {
        var one = await Released(_run, "IQ05NBIQ850123450000007");
        await _run.DeliverVisible();
        await _run.Process(QueueNames.Commands, one.Withdraw().Text);
        await _run.Deliver();
        Assert.Equal((GrantState.Completed, CashState.Paid), await Standing(_run, one));
        Assert.Equal(PaymentOutcome.Settled, Book(_run)!.Outcome);
        await _run.Finish();
        await Picture.Of(_run);
    }

    [Fact]
    public async Task What_was_stopped_stays_stopped_however_often_the_request_comes_again()
    {
        var one = await Released(_run, SettlesAtOnce);
        var request = Assert.Single(await _run.Bodies(QueueNames.Payouts));
        await _run.Process(QueueNames.Commands, one.Withdraw().Text);
        await _run.Deliver();
        var version = (await Grant(_run, one)).Version;
        for (var again = 0; again < 3; again++)
        {
            await _run.Process(QueueNames.Payouts, request);
            await _run.Deliver();
        }

        Assert.Equal((version, PaymentOutcome.Failed), ((await Grant(_run, one)).Version, Book(_run)!.Outcome));
    }

    [Fact]
    public async Task Whichever_is_faster_the_books_and_the_provider_agree()
    {
        var ends = new HashSet<GrantState>();
        for (var seed = 0; seed < 60; seed++)
        {
            var run = new PipelineRun(seed);
            var one = await Released(run, SettlesAtOnce);
            var request = Assert.Single(await run.Bodies(QueueNames.Payouts));
            run.Watch.Order = new Interleaving(seed);
            // One delivery of the request is slow, and its lease ran out: a second one overtakes it.
            run.Watch.Order.Run(
                () => run.Process(QueueNames.Payouts, request),
                () => run.Process(QueueNames.Commands, one.Withdraw().Text),
                () => run.Process(QueueNames.Payouts, request));
            run.Watch.Order = null;
            await run.Deliver();

            var (state, line) = await Standing(run, one);
            var paid = Book(run)!.Outcome == PaymentOutcome.Settled;
            Assert.Equal(paid ? (GrantState.Completed, CashState.Paid) : (GrantState.Withdrawn, CashState.Cancelled), (state, line));
            ends.Add(state);
            await run.Finish();
            await Picture.Of(run);
        }

        Assert.Equal([GrantState.Completed, GrantState.Withdrawn], ends.Order());
    }

    [Fact]
    public async Task Who_withdrew_or_was_referred_may_come_again_and_nothing_counts_against_them()
    {
        var first = new Case("One");
        await _run.Do(first.Submit(), first.Approve(1_000), first.Withdraw());
        var second = new Case("Two") { Who = first.Who };
        await _run.Do(second.Submit());
        Assert.Equal((GrantState.AwaitingApproval, null), ((await Grant(_run, second)).State, (await Grant(_run, second)).Reason));
        await _run.Do(second.Refer());
        var third = new Case("Three") { Who = first.Who };
        await _run.Do(third.Submit(), third.Approve(1_000));
        Assert.Equal(GrantState.AwaitingVerification, (await Grant(_run, third)).State);
    }

    /// <summary>A grant with EUR 500.00 cash, released; the provider was not asked yet.</summary>
    private static async Task<Case> Released(PipelineRun run, string account)
    {
        var one = new Case("One") { Account = account };
        await run.Do(one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)));
        await run.Process(QueueNames.Commands, one.Release().Text);
        return one;
    }

    private static SandboxPayment? Book(PipelineRun run) => run.Tables.Rows(TableNames.Sandbox).Select(SandboxPayment.From).SingleOrDefault();

    private async Task<string> Why(Case one) =>
        (await _run.Look(() => _run.Get<GrantStore>().History(one.Grant, default))).OfType<CashMoved>().Single(moved => moved.Trigger == CashTrigger.Fail).Why!;

    private async Task<(long Held, long Persons)> Funding(Case one)
    {
        var (held, _, persons) = await _run.Look(() => _run.Get<Pipeline.Funding.FundingStore>().Balance(World.LineOf(one.Programme), Currency.Eur, default));
        return (held.Minor, persons);
    }

    private static async Task<(GrantState, CashState)> Standing(PipelineRun run, Case one)
    {
        var grant = await Grant(run, one);
        return (grant.State, ((CashLine)grant.Line(new(1))!).State);
    }

    private static async Task<Grant> Grant(PipelineRun run, Case one) => (await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant;
}
