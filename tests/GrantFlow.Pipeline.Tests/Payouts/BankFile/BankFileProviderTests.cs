using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Tests.Payouts.BankFile;

public sealed class BankFileProviderTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task To_pay_is_to_write_the_attempt_into_the_book_once()
    {
        var request = await _bench.Add(1, 50_000, Bench.Details(Bench.German), instruct: false);
        Assert.Equal(new ProviderAnswer(PaymentOutcome.Instructed, null) { AskIn = Timeout.InfiniteTimeSpan }, await _bench.Pay(request, Bench.Details(Bench.German)));
        var written = await _bench.Book.Find(request.Payment, 1, default);
        Assert.Equal((Bench.Batch, _bench.Book.HashOf(Bench.German), "route-1"), (written!.Batch!.Value, written.AccountHash, written.RouteKey));

        _bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(PaymentOutcome.Instructed, (await _bench.Pay(request, Bench.Details(Bench.German))).Outcome);
        Assert.Equal(written, await _bench.Book.Find(request.Payment, 1, default));
        Assert.Equal(PaymentOutcome.Instructed, (await _bench.Provider.Find(request, default))!.Outcome);
    }

    [Fact]
    public async Task What_was_stopped_first_is_never_paid()
    {
        var request = await _bench.Add(1, 50_000, Bench.Details(Bench.German), instruct: false);
        var stopped = new ProviderAnswer(PaymentOutcome.Failed, "stopped before it went into a file") { AskIn = Timeout.InfiniteTimeSpan };
        Assert.Null(await _bench.Provider.Find(request, default));
        Assert.Equal(stopped, await _bench.Provider.Stop(request, default));
        Assert.Equal(stopped, await _bench.Pay(request, Bench.Details(Bench.German)));
    }

    [Fact]
    public async Task What_is_in_the_book_first_is_not_stopped()
    {
        var request = await _bench.Add(1, 50_000, Bench.Details(Bench.German));
        Assert.Equal(PaymentOutcome.Instructed, (await _bench.Provider.Stop(request, default)).Outcome);
    }

    [Fact]
    public async Task A_second_attempt_fails_and_is_not_written_down_while_the_first_is_not_over()
    {
        var first = await _bench.Add(1, 50_000, Bench.Details(Bench.German));
        var second = first with { Attempt = 2 };
        Assert.Equal(
            new ProviderAnswer(PaymentOutcome.Failed, "attempt 1 is not over: nothing is paid beside it") { AskIn = Timeout.InfiniteTimeSpan },
            await _bench.Pay(second, Bench.Details(Bench.German)));
        Assert.Single(await _bench.Book.Attempts(first.Payment, default));

        await _bench.Book.Change(first.Payment, 1, attempt => attempt with { Outcome = PaymentOutcome.Failed, Reason = "AC04" }, default);
        Assert.Null(await _bench.Provider.Find(second, default));
        await _bench.Pay(second, Bench.Details(Bench.German));
        Assert.Equal(2, (await _bench.Book.Attempts(first.Payment, default)).Count);
        Assert.Equal(new ProviderAnswer(PaymentOutcome.Failed, "a later attempt took its place") { AskIn = Timeout.InfiniteTimeSpan }, await _bench.Provider.Find(first, default));
    }

    [Theory]
    [InlineData("AF", "0123456789", "Anna", "Kabul", null, null, "RC01: the bank's BIC is missing, and accounts in Afghanistan have no IBAN")]
    [InlineData("AF", "12#34", "Anna", "Kabul", "AFIBAFKA", null, "AC01: ")]
    [InlineData("DE", "DE74512108001245126199", "Anna", "Berlin", null, null, "AC01: The check digits do not fit the rest: a character is wrong, or two are swapped. Read the IBAN again from the bank card or statement.")]
    [InlineData("DE", Bench.German, "أحمد", "Berlin", null, null, "CH16: the holder does not fit a bank file. Character 1 cannot be written in the Latin letters that banks read. Give this in Latin letters, as the bank has it.")]
    [InlineData("DE", Bench.German, "Anna", null, null, null, "RR03: the holder's town is missing; banks refuse an address without it")]
    [InlineData("DE", Bench.German, "Anna", "برلين", null, null, "CH16: the town does not fit a bank file. Character 1 cannot be written in the Latin letters that banks read. Give this in Latin letters, as the bank has it.")]
    [InlineData("DE", Bench.German, "Anna", "Berlin", null, "#", "CH16: the street does not fit a bank file. Character 1 cannot be written in the Latin letters that banks read. Give this in Latin letters, as the bank has it.")]
    public async Task What_no_bank_would_take_fails_before_it_is_in_a_file(string country, string account, string holder, string? town, string? bic, string? street, string reason)
    {
        var details = new RouteDetails(account, holder, bic) { Town = town, Street = street };
        var request = await _bench.Add(1, 50_000, details, country, instruct: false);
        var answer = await _bench.Pay(request, details);
        Assert.Equal(PaymentOutcome.Failed, answer.Outcome);
        Assert.StartsWith(reason, answer.Reason, StringComparison.Ordinal);
        Assert.Equal(answer, await _bench.Provider.Find(request, default));
        Assert.All([account, holder, town ?? "-"], secret => Assert.DoesNotContain($" {secret}", answer.Reason!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(70, "DE", true)]
    [InlineData(71, "DE", false)]
    [InlineData(140, "IQ", true)]
    [InlineData(141, "IQ", false)]
    public async Task A_name_is_as_long_as_the_scheme_allows(int length, string country, bool taken)
    {
        var details = Bench.Details(country == "DE" ? Bench.German : Bench.Iraqi, new string('x', length));
        var request = await _bench.Add(1, 50_000, details, country, instruct: false);
        Assert.Equal(taken ? PaymentOutcome.Instructed : PaymentOutcome.Failed, (await _bench.Pay(request, details)).Outcome);
    }

    [Fact]
    public async Task A_payment_in_no_batch_would_be_in_no_file_and_fails()
    {
        var request = await _bench.Add(1, 50_000, Bench.Details(Bench.German), instruct: false) with { Batch = null };
        Assert.Equal((PaymentOutcome.Failed, "NARR: banks are paid in batches, and this payment is in none; release it in one"), Short(await _bench.Pay(request, Bench.Details(Bench.German))));

        static (PaymentOutcome, string?) Short(ProviderAnswer answer) => (answer.Outcome, answer.Reason);
    }
}
