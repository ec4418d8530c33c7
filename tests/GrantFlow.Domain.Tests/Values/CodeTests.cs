using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Values;

public sealed class CodeTests
{
    [Fact]
    public void All_249_assigned_countries_are_known()
    {
        Assert.Equal(249, CountryCode.All.Count);
        Assert.All(CountryCode.All, country => Assert.False(string.IsNullOrWhiteSpace(country.Name)));
        Assert.Equal("Viet Nam", CountryCode.Parse("VN").Name);
        Assert.Equal("United Kingdom", CountryCode.NameOf(CountryCode.Parse("GB")));
    }

    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("GBP", 2)]
    [InlineData("AFN", 2)]
    [InlineData("UAH", 2)]
    [InlineData("MGA", 2)]
    [InlineData("XCG", 2)]
    [InlineData("JPY", 0)]
    [InlineData("VND", 0)]
    [InlineData("XOF", 0)]
    [InlineData("IQD", 3)]
    [InlineData("TND", 3)]
    public void Currencies_have_their_published_decimals(string code, int digits) =>
        Assert.Equal(digits, Currency.Parse(code).MinorUnitDigits);

    [Fact]
    public void Every_currency_has_0_2_or_3_decimals()
    {
        Assert.Equal(156, Currency.All.Count);
        Assert.All(Currency.All, currency => Assert.Contains(currency.MinorUnitDigits, new[] { 0, 2, 3 }));
    }

    [Theory]
    [InlineData("am", "Amharic")]
    [InlineData("ar", "Arabic")]
    [InlineData("en", "English")]
    [InlineData("fa", "Farsi")]
    [InlineData("fr", "French")]
    [InlineData("hi", "Hindi")]
    [InlineData("ps", "Pashto")]
    [InlineData("so", "Somali")]
    [InlineData("ckb", "Sorani (Kurdish)")]
    [InlineData("ti", "Tigrinya")]
    [InlineData("ur", "Urdu")]
    public void The_eleven_languages_of_calais_are_known(string code, string name) =>
        Assert.Equal(name, LanguageCode.Parse(code).Name);
}
