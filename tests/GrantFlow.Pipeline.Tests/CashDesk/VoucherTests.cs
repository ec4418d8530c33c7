using System.Text.Json;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.CashDesk;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GrantFlow.Pipeline.Tests.CashDesk;

/// <summary>Vouchers: of being collected, lapsing and a new voucher exactly one comes first, and no code is written down anywhere.</summary>
public sealed class VoucherTests
{
    private static readonly TimeSpan Valid = TimeSpan.FromDays(30);
    private static readonly ActorId Issuer = People.Erbil.Id;
    private static readonly Actor Cashier = People.Erbil with { Id = ActorId.Parse("evan") };

    [Fact]
    public async Task Money_at_the_desk_is_collected_against_the_code_and_paid_once()
    {
        var (run, one) = await AtDesk();
        var issued = await Issue(run, one);
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", issued.Code);
        Assert.Equal(VoucherEnd.Well, await PayOut(run, one, issued.Code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.Equal(VoucherEnd.Well, await PayOut(run, one, issued.Code));
        Assert.Equal(VoucherEnd.NothingWaits, await PayOut(run, one, issued.Code, ActorId.Parse("else")));
        await Confirm(run, one);
        await Confirm(run, one);
        await run.Deliver();
        var line = await Line(run, one);
        Assert.Equal((CashState.Paid, Cashier.Id), (line.State, line.HandedOver!.By));
        await Agrees(run, paid: true);
    }

    [Fact]
    public async Task Without_the_grants_word_the_end_of_the_voucher_still_brings_the_payment()
    {
        var (run, one) = await AtDesk();
        Assert.Equal(VoucherEnd.Well, await PayOut(run, one, (await Issue(run, one)).Code));
        await run.Deliver();
        Assert.Equal(CashState.Paid, (await Line(run, one)).State);
        await Agrees(run, paid: true);
    }

    [Fact]
    public async Task What_nobody_collects_goes_back_on_the_day_and_can_be_released_again()
    {
        var (run, one) = await AtDesk();
        var issued = await Issue(run, one);
        var begun = (await Row(run, one))!.BegunAt;
        await run.DeliverUntil(one.Grant, grant => grant.Line(new(1)) is CashLine { State: CashState.Failed });
        Assert.InRange(run.Time.GetUtcNow() - begun, Valid, Valid + TimeSpan.FromMinutes(1));
        Assert.Equal("NARR: voucher expired", (await Line(run, one)).Failure);
        Assert.Equal(VoucherEnd.NothingWaits, await PayOut(run, one, issued.Code));
        Assert.Equal(VoucherEnd.NothingWaits, (await run.Get<Vouchers>().Issue(Payment(one), 1, Issuer, default)).End);
        await Agrees(run, paid: false);

        await run.Send(one.Reroute(1, "desk-2"));
        await run.DeliverVisible();
        await run.Send(one.Release("release again"));
        await run.DeliverVisible();
        Assert.Equal(VoucherEnd.NothingWaits, await PayOut(run, one, issued.Code));
        var (end, second) = await run.Get<Vouchers>().Issue(Payment(one), 2, Issuer, default);
        Assert.Equal(VoucherEnd.Well, end);
        Assert.Equal(VoucherEnd.WrongCode, await run.Get<Vouchers>().PayOut(Payment(one), 2, issued.Code, Cashier.Id, default));
        Assert.Equal(VoucherEnd.Well, await run.Get<Vouchers>().PayOut(Payment(one), 2, second!.Code, Cashier.Id, default));
        await run.Deliver();
        Assert.Equal((CashState.Paid, 2), ((await Line(run, one)).State, (await Line(run, one)).Attempt));
        await Agrees(run, paid: true);
    }

    [Fact]
    public async Task From_the_very_moment_on_a_voucher_is_not_paid_whether_or_not_the_pipeline_has_noticed()
    {
        var (run, one) = await AtDesk();
        var issued = await Issue(run, one);
        run.Time.AdvanceTo((await Row(run, one))!.ExpiresAt!.Value - TimeSpan.FromTicks(1));
        var (lastEnd, last) = await run.Get<Vouchers>().Issue(Payment(one), 1, Issuer, default);
        Assert.Equal(VoucherEnd.Well, lastEnd);
        run.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(VoucherEnd.Expired, await PayOut(run, one, last!.Code));
        Assert.Equal(VoucherEnd.Expired, (await run.Get<Vouchers>().Issue(Payment(one), 1, Issuer, default)).End);
        Assert.NotEqual(issued.Code, last.Code);
        await run.Deliver();
        Assert.Equal(CashState.Failed, (await Line(run, one)).State);
    }

    [Fact]
    public async Task Five_wrong_codes_lock_a_voucher_and_a_new_one_opens_the_desk_again()
    {
        var (run, one) = await AtDesk();
        Assert.Equal(VoucherEnd.NotIssued, await PayOut(run, one, "0000-0000"));
        var issued = await Issue(run, one);
        for (var tries = 0; tries < Voucher.MostTries; tries++)
        {
            Assert.Equal(VoucherEnd.WrongCode, await PayOut(run, one, Other(issued.Code)));
        }

        Assert.Equal(VoucherEnd.Locked, await PayOut(run, one, issued.Code));
        var second = await Issue(run, one);
        Assert.Equal(2, second.Attempt.Voucher!.Number);
        Assert.Equal(VoucherEnd.WrongCode, await PayOut(run, one, issued.Code));
        Assert.Equal(VoucherEnd.Well, await PayOut(run, one, second.Code));
    }

    [Fact]
    public async Task However_collecting_and_lapsing_race_the_row_decides_once_and_the_books_agree()
    {
        var ends = new HashSet<CashState>();
        for (var seed = 0; seed < 40; seed++)
        {
            var (run, one) = await AtDesk(seed);
            var issued = await Issue(run, one);
            var check = (await Line(run, one)) is var line ? MessageText.Write("late", "late", one.Grant, run.Time.GetUtcNow(), new PayoutRequest(Payment(one), 1, new(1), one.Person, line.Route, line.Amount, 1)) : "";
            // The clock of the process that pays is a moment behind.
            var behind = new Vouchers(run.Get<PaymentBook>(), run.Get<VoucherCode>(), new TestSupport.ManualTime(run.Time.GetUtcNow()));
            run.Time.AdvanceTo((await Row(run, one))!.ExpiresAt!.Value);
            var end = VoucherEnd.Locked;
            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run(
                async () => end = await behind.PayOut(Payment(one), 1, issued.Code, Cashier.Id, default),
                () => run.Process(QueueNames.Payouts, check),
                () => run.Process(QueueNames.Payouts, check));
            run.Watch.Order = null;
            await run.Deliver();
            var state = (await Line(run, one)).State;
            Assert.Equal(end == VoucherEnd.Well ? CashState.Paid : CashState.Failed, state);
            await Agrees(run, paid: state == CashState.Paid);
            ends.Add(state);
        }

        Assert.Equal([CashState.Paid, CashState.Failed], ends.Order());
    }

    [Fact]
    public async Task Of_two_at_the_desk_with_one_code_one_pays()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var (run, one) = await AtDesk(seed);
            var issued = await Issue(run, one);
            var ends = new VoucherEnd[3];
            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run(
                async () => ends[0] = await PayOut(run, one, issued.Code),
                async () => ends[1] = await PayOut(run, one, issued.Code, ActorId.Parse("else")),
                async () => ends[2] = await PayOut(run, one, Other(issued.Code)));
            run.Watch.Order = null;
            Assert.Single(ends, VoucherEnd.Well);
            Assert.NotEqual(VoucherEnd.Well, ends[2]);
        }
    }

    [Fact]
    public async Task Wrong_codes_at_once_are_all_counted()
    {
        var (run, one) = await AtDesk(7);
        var issued = await Issue(run, one);
        run.Watch.Order = new Interleaving(7);
        run.Watch.Order.Run([.. Enumerable.Range(0, 8).Select(_ => (Func<Task>)(() => PayOut(run, one, Other(issued.Code))))]);
        run.Watch.Order = null;
        Assert.Equal(Voucher.MostTries, (await Row(run, one))!.Voucher!.WrongTries);
        Assert.Equal(VoucherEnd.Locked, await PayOut(run, one, issued.Code));
    }

    [Fact]
    public async Task No_row_no_message_and_no_log_line_holds_a_code()
    {
        var (run, one) = await AtDesk();
        var first = await Issue(run, one);
        var issued = await Issue(run, one);
        await PayOut(run, one, Other(issued.Code));
        await PayOut(run, one, issued.Code);
        await Confirm(run, one);
        await run.Deliver();
        var traces = TableNames.All.SelectMany(run.Tables.Rows).Select(row => $"{row.Partition} {row.Key} {JsonSerializer.Serialize(row.Values)}").Concat(run.Log.All).Concat(run.Handled).Append(issued.ToString()).ToList();
        foreach (var code in new[] { first.Code, issued.Code, Other(issued.Code) })
        {
            Assert.All(traces, trace => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), trace.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task What_was_withdrawn_before_it_reached_the_desk_never_waits_there()
    {
        var run = Start(0);
        var one = await Released(run);
        await run.Process(QueueNames.Commands, one.Withdraw().Text);
        await run.Deliver();
        Assert.Equal(CashState.Cancelled, (await Line(run, one)).State);
        Assert.Equal(VoucherEnd.NothingWaits, (await run.Get<Vouchers>().Issue(Payment(one), 1, Issuer, default)).End);
        await Agrees(run, paid: false);
    }

    [Fact]
    public async Task A_voucher_is_void_once_its_person_withdrew_and_the_money_is_free_again()
    {
        var (run, one) = await AtDesk();
        var issued = await Issue(run, one);
        await run.Process(QueueNames.Commands, one.Withdraw().Text);
        await run.DeliverVisible();
        Assert.Equal(CashState.Cancelled, (await Line(run, one)).State);
        Assert.Equal(VoucherEnd.NothingWaits, await PayOut(run, one, issued.Code));
        Assert.Equal(VoucherEnd.NothingWaits, (await run.Get<Vouchers>().Issue(Payment(one), 1, Issuer, default)).End);
        Assert.Equal("stopped before it was paid", (await Row(run, one))!.Reason);
        Assert.Equal(GrantState.Withdrawn, (await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant.State);
        await run.Deliver();
        await Agrees(run, paid: false);
    }

    [Fact]
    public async Task A_request_to_pay_that_comes_again_stops_nothing_that_waits()
    {
        var run = Start(0);
        var one = await Released(run);
        var request = Assert.Single(await run.Bodies(QueueNames.Payouts));
        await run.DeliverVisible();
        var issued = await Issue(run, one);
        await run.Process(QueueNames.Payouts, request);
        await run.DeliverVisible();
        Assert.Equal(CashState.Instructed, (await Line(run, one)).State);
        Assert.Equal(VoucherEnd.Well, await PayOut(run, one, issued.Code));
        await run.Process(QueueNames.Payouts, request);
        await run.Deliver();
        Assert.Equal(CashState.Paid, (await Line(run, one)).State);
        await Agrees(run, paid: true);
    }

    [Fact]
    public async Task However_collecting_and_withdrawing_race_the_row_decides_once_and_the_books_agree()
    {
        var ends = new HashSet<CashState>();
        for (var seed = 0; seed < 40; seed++)
        {
            var (run, one) = await AtDesk(seed);
            var issued = await Issue(run, one);
            await run.Process(QueueNames.Commands, one.Withdraw().Text);
            var stop = Assert.Single(await run.Bodies(QueueNames.Payouts), body => body.Contains("\"stops\":true", StringComparison.Ordinal));
            var end = VoucherEnd.Locked;
            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run(
                async () => end = await PayOut(run, one, issued.Code),
                () => run.Process(QueueNames.Payouts, stop),
                () => run.Process(QueueNames.Payouts, stop));
            run.Watch.Order = null;
            await run.Deliver();
            var state = (await Line(run, one)).State;
            Assert.Equal(end == VoucherEnd.Well ? CashState.Paid : CashState.Cancelled, state);
            await Agrees(run, paid: state == CashState.Paid);
            ends.Add(state);
        }

        Assert.Equal([CashState.Paid, CashState.Cancelled], ends.Order());
    }

    [Theory]
    [InlineData("7kq2 m9xf", "7KQ2M9XF")]
    [InlineData("7KQ2-M9XF", "7KQ2M9XF")]
    [InlineData("oil0-0000", "01100000")]
    [InlineData("7KQ2M9X", null)]
    [InlineData("7KQ2M9XFF", null)]
    [InlineData("7KQ2M9X!", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_code_is_read_however_people_write_it(string? typed, string? expected) => Assert.Equal(expected, VoucherCode.Read(typed));

    [Theory]
    [InlineData(null, 30)]
    [InlineData("", 30)]
    [InlineData("1", 1)]
    [InlineData("366", 366)]
    public void The_days_are_a_setting(string? days, int expected) => Assert.Equal(TimeSpan.FromDays(expected), CashDeskTerms.Read(days).Valid);

    [Theory]
    [InlineData("0")]
    [InlineData("367")]
    [InlineData("-1")]
    [InlineData("a week")]
    public void Other_days_are_refused_by_name(string days) => Assert.Contains(CashDeskTerms.ValidDaysSetting, Assert.Throws<InvalidOperationException>(() => CashDeskTerms.Read(days)).Message, StringComparison.Ordinal);

    private static PipelineRun Start(int seed) => new(seed) { With = services => services.AddSingleton<IPayoutProvider, RoutedProvider>().AddCashDesk(new(Valid)) };

    private static async Task<Case> Released(PipelineRun run)
    {
        var one = new Case("One") { Kind = RouteKind.CashDesk, Account = "desk-1" };
        await run.Do(one.Submit(), one.Approve(500), one.Verify(), one.Split(Case.Cash(500)));
        await run.Process(QueueNames.Commands, one.Release().Text);
        return one;
    }

    /// <summary>EUR 500.00 wait at the desk.</summary>
    private static async Task<(PipelineRun Run, Case One)> AtDesk(int seed = 0)
    {
        var run = Start(seed);
        var one = await Released(run);
        await run.DeliverVisible();
        Assert.Equal(CashState.Instructed, (await Line(run, one)).State);
        return (run, one);
    }

    private static async Task<IssuedVoucher> Issue(PipelineRun run, Case one) => (await run.Get<Vouchers>().Issue(Payment(one), 1, Issuer, default)).Issued!;

    private static Task<VoucherEnd> PayOut(PipelineRun run, Case one, string code, ActorId? by = null) => run.Get<Vouchers>().PayOut(Payment(one), 1, code, by ?? Cashier.Id, default);

    private static async Task Confirm(PipelineRun run, Case one)
    {
        await run.Process(QueueNames.Commands, new Ask(new ConfirmCashDesk(one.Id("handed over"), Cashier, new(1), 1, Issuer)).Text);
        await run.DeliverVisible();
    }

    /// <summary>A code that is well-formed and another one.</summary>
    private static string Other(string code) => code[..^1] + (code[^1] == '7' ? '8' : '7');

    private static PaymentId Payment(Case one) => PaymentId.For(one.Grant, new(1));

    private static Task<PaymentAttempt?> Row(PipelineRun run, Case one) => run.Look(() => run.Get<PaymentBook>().Find(Payment(one), 1, default));

    private static async Task<CashLine> Line(PipelineRun run, Case one) => (CashLine)(await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant.Line(new(1))!;

    private static async Task Agrees(PipelineRun run, bool paid)
    {
        await run.Finish();
        var entries = run.Tables.Entries().ToList();
        Assert.Equal(paid ? 500_00 : 0, Balance(Account.SpentCash));
        Assert.Equal(0, Balance(Account.InTransit));

        long Balance(Account account) => entries.SelectMany(entry => entry.Postings).Where(posting => posting.Account == account).Sum(posting => posting.Side == Side.Debit ? posting.Amount.Minor : -posting.Amount.Minor);
    }
}
