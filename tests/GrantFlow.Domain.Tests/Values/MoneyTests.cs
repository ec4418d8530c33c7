using System.Text.Json;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Values;

public sealed class MoneyTests
{
    private static readonly Currency Dinar = Currency.Parse("IQD");
    private static readonly Currency Yen = Currency.Parse("JPY");

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.00", 0)]
    [InlineData("1250", 125_000)]
    [InlineData("1250.5", 125_050)]
    [InlineData("1250.00", 125_000)]
    [InlineData("0.01", 1)]
    [InlineData("-0.01", -1)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    [InlineData("-92233720368547758.08", long.MinValue)]
    public void Amounts_are_read_to_the_cent(string text, long minor) =>
        Assert.Equal(minor, Money.Parse(text, Currency.Eur).Minor);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("+1")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("-0")]
    [InlineData("-0.00")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1.234")]
    [InlineData("1.000")]
    [InlineData("1.2.3")]
    [InlineData("1,250.00")]
    [InlineData("1250,00")]
    [InlineData("1 250")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("00")]
    [InlineData("01.00")]
    [InlineData("NaN")]
    [InlineData("١٢")]
    [InlineData("92233720368547758.08")]
    [InlineData("-92233720368547758.09")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void What_is_no_plain_amount_is_refused(string? text)
    {
        Assert.False(Money.TryParse(text, Currency.Eur, out _));
        Assert.StartsWith("Expected an amount such as \"1250.00\"", Assert.Throws<FormatException>(() => Money.Parse(text, Currency.Eur)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decimals_follow_the_currency()
    {
        Assert.Equal(1_250_500, Money.Parse("1250.500", Dinar).Minor);
        Assert.Equal("1250.500", new Money(1_250_500, Dinar).ToAmountString());
        Assert.Equal("1250", new Money(1_250, Yen).ToAmountString());
        Assert.False(Money.TryParse("1250.0", Yen, out _));
        Assert.Equal("EUR -0.05", new Money(-5, Currency.Eur).ToString());
    }

    [Fact]
    public void Two_currencies_never_meet()
    {
        var (euro, yen) = (new Money(1, Currency.Eur), new Money(1, Yen));

        Assert.Equal("Cannot add EUR and JPY: convert one of them first.", Assert.Throws<InvalidOperationException>(() => euro + yen).Message);
        Assert.Throws<InvalidOperationException>(() => euro - yen);
        Assert.Throws<InvalidOperationException>(() => euro < yen);
        Assert.Throws<InvalidOperationException>(() => Money.Sum([euro, yen], Currency.Eur));
        Assert.Throws<InvalidOperationException>(() => Money.Sum([yen], Currency.Eur));
        Assert.NotEqual(euro, yen);
    }

    [Fact]
    public void Money_that_was_never_set_is_no_amount()
    {
        Money unset = default;

        Assert.Throws<InvalidOperationException>(() => unset.Minor);
        Assert.Throws<InvalidOperationException>(() => unset.IsZero);
        Assert.Throws<InvalidOperationException>(() => unset + Money.Zero(Currency.Eur));
        Assert.Throws<InvalidOperationException>(() => new Money(1, default));
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(unset));
    }

    [Fact]
    public void Cents_left_over_go_to_the_largest_remainders_and_then_to_the_first()
    {
        Assert.Equal(["33.34", "33.33", "33.33"], Parts("100.00", 1, 1, 1));
        Assert.Equal(["0.03", "0.07"], Parts("0.10", 1, 2));
        Assert.Equal(["16.67", "16.67", "66.66"], Parts("100.00", 1, 1, 4));
        Assert.Equal(["0.00", "0.01", "0.00"], Parts("0.01", 1, 2, 1));
        Assert.Equal(["-33.34", "-33.33", "-33.33"], Parts("-100.00", 1, 1, 1));
    }

    [Fact]
    public void An_allocation_needs_a_weight()
    {
        var money = new Money(100, Currency.Eur);

        Assert.Throws<ArgumentException>(() => money.Allocate([]));
        Assert.Throws<ArgumentException>(() => money.Allocate([0, 0]));
        Assert.Throws<ArgumentException>(() => money.Allocate([1, -1]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_percentage_is_between_0_and_100(int percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.Zero(Currency.Eur).PercentFloor(percent));

    [Fact]
    public void Overflow_throws()
    {
        var most = new Money(long.MaxValue, Currency.Eur);
        var least = new Money(long.MinValue, Currency.Eur);

        Assert.Throws<OverflowException>(() => most + most);
        Assert.Throws<OverflowException>(() => least - most);
        Assert.Throws<OverflowException>(() => -least);
    }

    [Theory]
    [InlineData("""{"amount":"1250.00","currency":"EUR"}""")]
    [InlineData("""{ "currency": "EUR", "amount": "1250" }""")]
    public void Json_money_is_two_texts_in_either_order(string json) =>
        Assert.Equal(new Money(125_000, Currency.Eur), JsonSerializer.Deserialize<Money>(json));

    [Theory]
    [InlineData("""{"amount":"1250.00"}""", "\"currency\" is missing")]
    [InlineData("""{"currency":"EUR"}""", "\"amount\" is missing")]
    [InlineData("""{}""", "\"amount\" is missing")]
    [InlineData("""{"amount":1250.00,"currency":"EUR"}""", "\"amount\" is a text")]
    [InlineData("""{"amount":"1250.00","currency":null}""", "\"currency\" is a text")]
    [InlineData("""{"amount":"1250.00","currency":"eur"}""", "ISO 4217")]
    [InlineData("""{"amount":"1250.001","currency":"EUR"}""", "at most 2 decimals")]
    [InlineData("""{"amount":"1250.00","currency":"EUR","note":"x"}""", "unknown or repeated member \"note\"")]
    [InlineData("""{"Amount":"1250.00","currency":"EUR"}""", "unknown or repeated member \"Amount\"")]
    [InlineData("""{"amount":"1.00","amount":"2.00","currency":"EUR"}""", "unknown or repeated member \"amount\"")]
    [InlineData("""["1250.00","EUR"]""", "found StartArray")]
    [InlineData("1250.00", "found Number")]
    [InlineData("null", "found Null")]
    public void Json_that_is_not_exactly_money_is_refused(string json, string why) =>
        Assert.Contains(why, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json)).Message, StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string whole, params long[] weights) =>
        Money.Parse(whole, Currency.Eur).Allocate(weights).Select(part => part.ToAmountString());
}
