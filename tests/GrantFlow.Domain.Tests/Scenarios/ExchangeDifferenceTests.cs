using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Tests.Books;
using GrantFlow.Domain.Tests.Support;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Support.World;

namespace GrantFlow.Domain.Tests.Scenarios;

/// <summary>The bank books another amount than was released because the rate moved: the difference has its own account, and the funding line follows.</summary>
public sealed class ExchangeDifferenceTests
{
    private static readonly Story Plain = Stories.Disbursing.Do(Ask.Release());
    private static readonly Story Converted = Stories.Disbursing.Do(Ask.Release() with { Rate = Dinars });

    [Fact]
    public void A_release_in_another_currency_keeps_the_rate_and_what_it_came_to_on_the_line_and_on_the_payment()
    {
        var line = Cash(Converted);

        Assert.Equal((Eur(500), Money.Parse("715625", Currency.Parse("IQD")), Dinars), (line.Conversion!.From, line.Conversion.To, line.Conversion.Rate));
        Assert.Equal(line.Conversion, Assert.Single(Converted.Effects.OfType<InstructPayment>()).Conversion);
    }

    [Theory]
    [InlineData(503_17)]
    [InlineData(496_83)]
    [InlineData(500_00)]
    public void What_the_bank_books_is_what_the_books_show_to_the_cent(long booked)
    {
        var paid = Converted.Do(Ask.Payment(3, 1, PaymentOutcome.Settled) with { Booked = Cents(booked) });

        var books = Balances.Posted(paid.Entries);
        Assert.Equal((500_00, booked - 500_00), (books[Account.SpentCash], books[Account.ExchangeDifference]));
        Assert.Equal(Balances.Expected(paid.Now), books);
        Assert.Equal(Cents(booked), Cash(paid).Booked);
        Assert.Equal(booked, OnTheFundingLine(paid));
    }

    [Fact]
    public void What_comes_back_at_another_rate_costs_the_way_there_and_back()
    {
        var returned = Converted.Do(
            Ask.Payment(3, 1, PaymentOutcome.Settled) with { Booked = Cents(503_00) },
            Ask.Payment(3, 1, PaymentOutcome.Returned) with { Booked = Cents(498_00) });

        var books = Balances.Posted(returned.Entries);
        Assert.Equal((0, 500_00, 5_00), (books[Account.SpentCash], books[Account.Returned], books[Account.ExchangeDifference]));
        Assert.Equal(Cents(5_00), Cash(returned).Difference);
        Assert.Equal(505_00, OnTheFundingLine(returned));
        Assert.Equal(5_00, OnTheFundingLine(returned.Do(Ask.GiveBack(3))));
    }

    [Fact]
    public void What_comes_back_before_it_was_said_to_be_paid_costs_the_way_there_as_soon_as_that_is_said()
    {
        var settled = Ask.Payment(3, 1, PaymentOutcome.Settled) with { Booked = Cents(503_00) };
        var returned = Converted.Do(Ask.Payment(3, 1, PaymentOutcome.Returned) with { Booked = Cents(498_00) });
        Assert.Equal(2_00, Balances.Posted(returned.Entries)[Account.ExchangeDifference]);

        foreach (var after in new[] { returned, returned.Do(Ask.GiveBack(3)), returned.Do(Ask.Reroute(3), Ask.Release()) })
        {
            var said = after.Do(settled);

            Assert.Equal(Cash(after).State, Cash(said).State);
            Assert.Equal(5_00, Balances.Posted(said.Entries)[Account.ExchangeDifference]);
            Assert.Equal(Balances.Expected(said.Now), Balances.Posted(said.Entries));
            Assert.Equal(OnTheFundingLine(after) + 3_00, OnTheFundingLine(said));
            Assert.NotNull(said.Refusal(settled));
        }

        // Where the way out cost nothing more there is nothing to post, and nothing is said twice.
        Assert.Equal(2_00, Balances.Posted(returned.Do(settled with { Booked = Cents(500_00) }).Entries)[Account.ExchangeDifference]);
        Assert.Equal(RefusalCode.WrongCurrency, returned.Refusal(settled with { Booked = new(500_00, Currency.Parse("USD")) }));
        Assert.Equal(RefusalCode.WrongLineState, returned.Refusal(settled with { Booked = null }));
    }

    [Fact]
    public void What_is_paid_late_and_at_another_rate_is_booked_as_well()
    {
        var paid = Converted.Do(Ask.TimedOut(3, 1), Ask.Payment(3, 1, PaymentOutcome.Settled) with { Booked = Cents(501_00) });

        Assert.Equal(Balances.Expected(paid.Now), Balances.Posted(paid.Entries));
        Assert.Equal(501_00, OnTheFundingLine(paid));
    }

    [Fact]
    public void Whether_an_earlier_attempt_was_converted_is_remembered_when_the_next_one_is_not()
    {
        var again = Converted.Do(Ask.TimedOut(3, 1), Ask.Retry(3), Ask.Release(), Ask.TimedOut(3, 2));

        Assert.Null(again.Refusal(Ask.Payment(3, 1, PaymentOutcome.Settled) with { Booked = Cents(501_00) }));
        Assert.Equal(RefusalCode.AmountDifferent, again.Refusal(Ask.Payment(3, 2, PaymentOutcome.Settled) with { Booked = Cents(501_00) }));
    }

    [Fact]
    public void Where_nothing_was_converted_another_amount_is_no_exchange_difference()
    {
        var settled = Ask.Payment(3, 1, PaymentOutcome.Settled);

        Assert.Equal(RefusalCode.AmountDifferent, Plain.Refusal(settled with { Booked = Cents(499_99) }));
        Assert.Equal(RefusalCode.AmountDifferent, Plain.Refusal(settled with { Booked = Cents(500_01) }));
        Assert.Null(Plain.Refusal(settled with { Booked = Cents(500_00) }));
        Assert.Equal(RefusalCode.WrongCurrency, Converted.Refusal(settled with { Booked = new(500_00, Currency.Parse("USD")) }));
        Assert.Equal(RefusalCode.AmountNotPositive, Converted.Refusal(settled with { Booked = Cents(0) }));
        Assert.Equal(RefusalCode.AmountNotPositive, Converted.Refusal(settled with { Booked = Cents(-1) }));
    }

    private static CashLine Cash(Story story) => (CashLine)story.Now.Line(new(3))!;

    private static Money Cents(long minor) => new(minor, Currency.Eur);

    private static long OnTheFundingLine(Story story) => story.Effects.Sum(effect => effect switch
    {
        SettleFunds settle => settle.Amount.Minor,
        ReopenFunds reopen => -reopen.Amount.Minor,
        AdjustFunds adjust => adjust.Amount.Minor,
        _ => 0,
    });
}
