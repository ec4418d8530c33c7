using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;

namespace GrantFlow.Functions.Tests;

/// <summary>How much one person releases alone: read as it is written, and a file that does not fit stops the start with its name and place.</summary>
public sealed class BatchRulesFileTests
{
    [Fact]
    public void As_shipped_one_releases_up_to_ten_thousand_euro()
    {
        var rules = BatchRulesFile.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "payments", BatchRulesFile.Name)));
        Assert.Equal((1, 2), (Needed(rules, 10_000_00), Needed(rules, 10_000_01)));
        Assert.Equal(2, rules.Releasers(new Money(1, Currency.Parse("USD"))));
        Assert.Equal(0.05m, rules.MostExchangeDifference);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData(", \"mostExchangeDifferencePercent\": 0", 0)]
    [InlineData(", \"mostExchangeDifferencePercent\": 100", 100)]
    [InlineData(", \"mostExchangeDifferencePercent\": 5.0", 5)]
    public void How_far_a_bank_may_book_beside_what_was_released_is_chosen_or_usual(string chosen, int percent) =>
        Assert.Equal(percent / 100m, BatchRulesFile.Read($$"""{ "comment": "x", "oneReleaserUpTo": []{{chosen}} }""").MostExchangeDifference);

    [Theory]
    [InlineData("", 2, 2)]
    [InlineData("""{ "amount": "0.00", "currency": "EUR" }""", 1, 2)]
    [InlineData("""{ "amount": "0.01", "currency": "EUR" }""", 1, 1)]
    [InlineData("""{ "amount": "500.00", "currency": "USD" }""", 2, 2)]
    [InlineData("""{ "amount": "500.00", "currency": "USD" }, { "amount": "0.01", "currency": "EUR" }""", 1, 1)]
    public void An_amount_counts_in_its_own_currency_and_includes_itself(string amounts, int nothing, int cent)
    {
        var rules = BatchRulesFile.Read(Text(amounts));
        Assert.Equal((nothing, cent, 2), (Needed(rules, 0), Needed(rules, 1), Needed(rules, 2)));
    }

    [Theory]
    [InlineData("""{ "amount": "-0.01", "currency": "EUR" }""", "give one amount of zero or more for EUR")]
    [InlineData("""{ "amount": "1.00", "currency": "EUR" }, { "amount": "2.00", "currency": "EUR" }""", "give one amount of zero or more for EUR")]
    [InlineData("""{ "amount": "1.00", "currency": "EUR" }, { "amount": "1.00", "currency": "USD" }, { "amount": "2.00", "currency": "USD" }""", "for USD")]
    [InlineData("""{ "amount": "1.001", "currency": "EUR" }""", "$.oneReleaserUpTo[0]")]
    [InlineData("""{ "amount": 1.00, "currency": "EUR" }""", "$.oneReleaserUpTo[0]")]
    [InlineData("""{ "amount": "1.00" }""", "$.oneReleaserUpTo[0]")]
    [InlineData("""{ "amount": "1.00", "currency": "EURO" }""", "$.oneReleaserUpTo[0]")]
    [InlineData("""{ "amount": "1.00", "currency": "EUR", "route": "iban" }""", "$.oneReleaserUpTo[0]")]
    [InlineData("null", "$.oneReleaserUpTo[0]")]
    [InlineData("\"1.00\"", "$.oneReleaserUpTo[0]")]
    public void An_amount_that_does_not_fit_is_named(string amounts, string where) => Refused(Text(amounts), where);

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "null")]
    [InlineData("[]", "$")]
    [InlineData("{}", "$")]
    [InlineData("""{ "comment": "x" }""", "oneReleaserUpTo")]
    [InlineData("""{ "comment": "x", "oneReleaserUpTo": null }""", "oneReleaserUpTo")]
    [InlineData("""{ "$schema": "other.json", "comment": "x", "oneReleaserUpTo": [] }""", "$schema")]
    [InlineData("""{ "comment": "", "oneReleaserUpTo": [] }""", "comment")]
    [InlineData("""{ "comment": " x", "oneReleaserUpTo": [] }""", "comment")]
    [InlineData("""{ "comment": "x\ny", "oneReleaserUpTo": [] }""", "comment")]
    [InlineData("""{ "comment": "x", "oneReleaserUpTo": [], "twoReleasersUpTo": [] }""", "twoReleasersUpTo")]
    [InlineData("""{ "comment": "x", "oneReleaserUpTo": [], "oneReleaserUpTo": [] }""", "oneReleaserUpTo")]
    [InlineData("""{ "comment": "x", "oneReleaserUpTo": [], "mostExchangeDifferencePercent": -1 }""", "mostExchangeDifferencePercent")]
    [InlineData("""{ "comment": "x", "oneReleaserUpTo": [], "mostExchangeDifferencePercent": 101 }""", "mostExchangeDifferencePercent")]
    [InlineData("""{ "comment": "x", "oneReleaserUpTo": [], "mostExchangeDifferencePercent": null }""", "mostExchangeDifferencePercent")]
    [InlineData("""{ "comment": "x", "oneReleaserUpTo": [], "mostExchangeDifferencePercent": 2.5 }""", "mostExchangeDifferencePercent")]
    [InlineData("""{ "comment": "x", "oneReleaserUpTo": [] """, "$")]
    public void A_file_that_does_not_fit_is_named(string text, string where) => Refused(text, where);

    private static int Needed(BatchRules rules, long cents) => rules.Releasers(new Money(cents, Currency.Eur));

    private static string Text(string amounts) => $$"""{ "comment": "Up to here.", "oneReleaserUpTo": [{{amounts}}] }""";

    private static void Refused(string text, string where)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => BatchRulesFile.Read(text));
        Assert.StartsWith(BatchRulesFile.Name, refused.Message, StringComparison.Ordinal);
        Assert.Contains(where, refused.Message, StringComparison.Ordinal);
    }
}
