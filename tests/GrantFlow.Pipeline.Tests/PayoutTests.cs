using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Cash: asked of the provider once per attempt, asked after until it ends, never paid twice.</summary>
public sealed class PayoutTests
{
    private const string SettlesAtOnce = "IQ67NBIQ850123450004711";

    private readonly PipelineRun _run = new();

    [Fact]
    public async Task A_payment_that_settles_at_once_is_paid()
    {
        var one = await Released(SettlesAtOnce);
        await _run.Deliver();
        Assert.Equal((CashState.Paid, 1), await Line(one));
        Assert.Equal(PaymentOutcome.Settled, Assert.Single(Book()).Outcome);
        await Consistent();
    }

    [Fact]
    public async Task A_slow_payment_is_instructed_and_settled_when_it_is_asked_after()
    {
        var one = await Released("IQ05NBIQ850123450000007");
        await _run.DeliverVisible();
        Assert.Equal((CashState.Instructed, 1), await Line(one));
        await _run.Deliver();
        Assert.Equal((CashState.Paid, 1), await Line(one));
        await Consistent();
    }

    [Theory]
    [InlineData("IQ70NBIQ850123450000001", "AC01")]
    [InlineData("IQ86NBIQ850123450000004", "AC04")]
    [InlineData("IQ48NBIQ850123450000009", "AM04")]
    public async Task A_failed_payment_is_repaired_under_the_same_payment_id(string account, string reason)
    {
        var one = await Released(account);
        await _run.Deliver();
        Assert.Equal((CashState.Failed, 1), await Line(one));
        Assert.Equal(reason, ((CashLine)(await Grant(one)).Line(new(1))!).Failure);

        await _run.Do(one.Reroute(1, SettlesAtOnce), one.Release("release again"));
        Assert.Equal((CashState.Paid, 2), await Line(one));
        Assert.Equal(new SandboxPayment(2, World.Eur(500), PaymentOutcome.Settled, PaymentOutcome.Settled, null, $"Payment {one.Grant}-L01"), Assert.Single(Book()));
        Assert.Equal(PaymentId.For(one.Grant, new(1)).Value, Assert.Single(_run.Tables.Rows(TableNames.Sandbox)).Partition);
        await Consistent();
    }

    [Fact]
    public async Task Money_that_comes_back_is_returned_and_the_grant_is_complete()
    {
        var one = await Released("IQ75NBIQ850123450000008");
        await _run.Deliver();
        Assert.Equal((CashState.Returned, 1), await Line(one));
        Assert.Equal(GrantState.Completed, (await Grant(one)).State);
        await Consistent();
    }

    [Fact]
    public async Task A_provider_that_is_down_leaves_the_payment_released_and_the_request_in_the_poison_queue()
    {
        var one = await Released("IQ80NBIQ850123450000500");
        await _run.Deliver();
        Assert.Equal((CashState.Released, 1), await Line(one));
        Assert.Equal(5, _run.Failures.Count);
        Assert.Equal(1, await _run.Queues.Count(QueueNames.Poison(QueueNames.Payouts), default));
        Assert.Empty(Book());
        Assert.DoesNotContain("0500", string.Concat(_run.Failures.Select(failure => failure.Why.ToString())), StringComparison.Ordinal);

        Assert.Equal(1, await _run.Redrive());
        await _run.Deliver();
        Assert.Equal((CashState.Released, 1), await Line(one));
    }

    [Fact]
    public async Task A_late_instruction_never_pays_again_and_hears_only_of_its_own_attempt()
    {
        var one = await Released("IQ70NBIQ850123450000001");
        await _run.Process(QueueNames.Commands, one.Release().Text);
        var first = (await _run.Bodies(QueueNames.Payouts))[0];
        await _run.Deliver();
        await _run.Do(one.Reroute(1, "IQ05NBIQ850123450000007"));
        await _run.Send(one.Release("release again"));
        await _run.DeliverVisible();
        Assert.Equal((CashState.Instructed, 2), await Line(one));

        await _run.Process(QueueNames.Payouts, first);
        await _run.DeliverVisible();
        Assert.Equal((CashState.Instructed, 2), await Line(one));
        await _run.Deliver();
        Assert.Equal((CashState.Paid, 2), await Line(one));

        var commands = Commands();
        await _run.Process(QueueNames.Payouts, first);
        await _run.Deliver();
        Assert.Equal(commands, Commands());
        Assert.Equal(2, Assert.Single(Book()).Attempt);
        await Consistent();
    }

    [Fact]
    public async Task An_account_that_was_erased_before_the_payment_fails_with_AC01()
    {
        var one = await Released(SettlesAtOnce);
        await _run.Vault.Erase(one.Person, default);
        await _run.Deliver();
        Assert.Equal((CashState.Failed, 1), await Line(one));
        Assert.StartsWith("AC01", ((CashLine)(await Grant(one)).Line(new(1))!).Failure, StringComparison.Ordinal);
        Assert.Empty(Book());
        await Consistent();
    }

    [Theory]
    [InlineData(SettlesAtOnce)]
    [InlineData("IQ05NBIQ850123450000007")]
    public async Task An_account_that_was_erased_after_the_payment_and_before_its_answer_is_paid(string account)
    {
        var one = await Released(account);
        _run.Watch.Plan((_, call) => call is { Operation: "send", Name: QueueNames.Commands } && Book().Any() ? Mishap.DiesBefore : null);
        await _run.DeliverVisible();
        _run.Watch.Plan(null);
        Assert.Equal((CashState.Released, 1), await Line(one));
        Assert.Single(Book());

        await _run.Vault.Erase(one.Person, default);
        await _run.Deliver();
        Assert.Equal((CashState.Paid, 1), await Line(one));
        await Consistent();
    }

    [Fact]
    public async Task A_payment_under_way_is_asked_after_ever_more_rarely_for_as_long_as_it_takes()
    {
        var one = await Released(SettlesAtOnce);
        await _run.Process(QueueNames.Commands, one.Release().Text);
        var next = Assert.Single(await _run.Bodies(QueueNames.Payouts));
        var processor = new PayoutProcessor(new NeverEnding(), _run.Get<GrantStore>(), _run.Vault, _run.Get<PeoplesWord>(), _run.Get<Answers>(), _run.Queues, _run.Time, NullLogger<PayoutProcessor>.Instance);
        await Take();
        var waits = new List<TimeSpan>();
        for (var check = 0; check < 14; check++)
        {
            var before = _run.Time.GetUtcNow();
            await processor.Process(next, default);
            _run.Time.AdvanceTo(_run.Queues.NextVisible()!.Value);
            waits.Add(_run.Time.GetUtcNow() - before);
            next = await Take();
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900], waits.Select(wait => (int)wait.TotalSeconds));
        // Instructed is said once, not at every question.
        Assert.Single(await _run.Bodies(QueueNames.Commands), body => body.Contains("record-payment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Asking_after_a_payment_nobody_knows_stops_with_a_clear_text()
    {
        var one = await Released(SettlesAtOnce);
        var request = new PayoutRequest(PaymentId.For(one.Grant, new(1)), 1, new(1), one.Person, new(RouteKind.BankAccount, World.Iraq, "…4711", "route-submit"), World.Eur(500), Check: 3);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _run.Process(QueueNames.Payouts, MessageText.Write("x", "x", one.Grant, _run.Time.GetUtcNow(), request)));
        Assert.Equal($"The provider does not know payment {one.Grant}-L01 any more.", failure.Message);
    }

    [Fact]
    public async Task The_sandbox_pays_each_payment_once_when_two_hosts_ask_at_once()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var run = new PipelineRun(seed);
            var one = new Case("One");
            var pay = new PaymentInstruction(
                new(PaymentId.For(one.Grant, new(1)), 1, new(1), one.Person, new(RouteKind.BankAccount, World.Iraq, "…4711", "route-submit"), World.Eur(500), Check: 0),
                new(seed % 2 == 0 ? SettlesAtOnce : "IQ05NBIQ850123450000007", "x", null),
                "Payment");
            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run(
                () => run.Get<IPayoutProvider>().Pay(pay, default),
                () => run.Get<IPayoutProvider>().Pay(pay, default),
                () => run.Get<IPayoutProvider>().Find(pay.Request, default));
            Assert.Equal(1, SandboxPayment.From(Assert.Single(run.Tables.Rows(TableNames.Sandbox))).Attempt);
        }
    }

    /// <summary>A grant with EUR 500.00 cash, released, and the release not yet decided.</summary>
    private async Task<Case> Released(string account)
    {
        var one = new Case("One") { Account = account };
        await _run.Do(one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)));
        await _run.Send(one.Release());
        return one;
    }

    private async Task Consistent()
    {
        await _run.Finish();
        await Picture.Of(_run);
    }

    private async Task<string> Take()
    {
        var message = Assert.Single(await _run.Queues.Receive(QueueNames.Payouts, 1, TimeSpan.FromSeconds(30), default));
        Assert.True(await _run.Queues.Delete(QueueNames.Payouts, message.Id, message.PopReceipt, default));
        return message.Body;
    }

    private IEnumerable<SandboxPayment> Book() => _run.Tables.Rows(TableNames.Sandbox).Select(SandboxPayment.From);

    private int Commands() => _run.Tables.Rows(TableNames.Grants).Count(row => row.Key.StartsWith("cmd-", StringComparison.Ordinal));

    private async Task<(CashState State, int Attempt)> Line(Case one)
    {
        var line = (CashLine)(await Grant(one)).Line(new(1))!;
        return (line.State, line.Attempt);
    }

    private async Task<Grant> Grant(Case one) => (await _run.Look(() => _run.Get<GrantStore>().Find(one.Grant, default)))!.Grant;

    private sealed class NeverEnding : IPayoutProvider
    {
        public Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken) => Task.FromResult(new ProviderAnswer(PaymentOutcome.Instructed, null));

        public Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken) => Task.FromResult(new ProviderAnswer(PaymentOutcome.Instructed, null));

        public Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken) => Task.FromResult<ProviderAnswer?>(new(PaymentOutcome.Instructed, null));
    }
}
