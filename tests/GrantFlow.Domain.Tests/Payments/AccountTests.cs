using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Payments;

public sealed class AccountTests
{
    [Theory]
    [InlineData("AIBAAFKA", "AF", null)]
    [InlineData("aiba af ka", "AF", null)]
    [InlineData("AIBAAFKAXXX", "AF", null)]
    [InlineData("A1B2AFKA", "AF", null)]
    [InlineData("AIBAAFK", "AF", "A BIC has 8 or 11 characters")]
    [InlineData("AIBAAFKAXX", "AF", "A BIC has 8 or 11 characters")]
    [InlineData("AIBA4FKA", "AF", "A BIC has 8 or 11 characters")]
    [InlineData("AIBAAFK-", "AF", "A BIC has 8 or 11 characters")]
    [InlineData("AIBAAFKA", "ET", "This BIC is of a bank in AF, and the account is said to be in ET (Ethiopia).")]
    [InlineData("BNPAFRPP", "MQ", null)]
    [InlineData("BNPAMQPP", "MQ", null)]
    public void A_bic_names_its_bank_and_country(string text, string country, string? fault) => Same(fault, Bic.Fault(Bic.Normalise(text), CountryCode.Parse(country)));

    [Theory]
    [InlineData("00123-456/789.0", null)]
    [InlineData("  1000 2000 3000 ", null)]
    [InlineData("abc 4711", null)]
    [InlineData("1234567890123456789012345678901234", null)]
    [InlineData("12345678901234567890123456789012345", "A national account number has 4 to 34 characters")]
    [InlineData("123", "A national account number has 4 to 34 characters")]
    [InlineData("12-.", "A national account number has 4 to 34 characters")]
    [InlineData("1234_5", "A national account number has 4 to 34 characters")]
    [InlineData("١٢٣٤٥", "A national account number has 4 to 34 characters")]
    public void A_national_account_is_bounded(string text, string? fault) => Same(fault, NationalAccount.Fault(NationalAccount.Normalise(text)));

    [Fact]
    public void One_account_has_one_spelling()
    {
        Assert.Equal("ABC4711", NationalAccount.Normalise(" abc\u00a04711"));
        Assert.Equal("IQ98NBIQ850123456789012", Iban.Normalise("iq98 nbiq-8501 2345 6789 012"));
    }

    private static void Same(string? expected, string? said)
    {
        if (expected is null)
            Assert.Null(said);
        else
            Assert.StartsWith(expected, said, StringComparison.Ordinal);
    }
}
