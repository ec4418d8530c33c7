using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Payments;

public sealed class IbanTests
{
    private static readonly CountryCode Iraq = CountryCode.Parse("IQ");

    [RegistryFact]
    public void The_table_is_the_registry_row_by_row()
    {
        var columns = Registry.Columns();

        Assert.True(columns.Count > 80, "The registry was not read.");
        Assert.Equal(columns.Select(column => column.Prefix).Order(StringComparer.Ordinal), IbanTable.Forms.Keys.Order(StringComparer.Ordinal));
        Assert.All(columns, column =>
        {
            Assert.Equal((column.Prefix, column.Length), (column.Prefix, IbanTable.Forms[column.Prefix].Length));
            Assert.Equal(Registry.Runs(column.Structure), IbanTable.Forms[column.Prefix].Runs);
        });
    }

    [RegistryFact]
    public void Territories_are_those_of_the_registry() =>
        Assert.Equal(
            Registry.Columns().Where(column => column.Includes != "N/A").SelectMany(column => column.Includes.Split(',').Select(territory => (territory.Trim()[..2], column.Prefix))).Order(),
            IbanTable.Includes.Select(one => (one.Key, one.Value)).Order());

    [RegistryFact]
    public void Every_example_of_the_registry_is_accepted() =>
        Assert.All(Assigned(), column => Assert.Equal((column.Example, null), (column.Example, Iban.Fault(column.Example, CountryCode.Parse(column.Prefix)))));

    [RegistryFact]
    public void Every_example_with_one_digit_altered_is_refused() =>
        Assert.All(
            from column in Assigned()
            from at in Enumerable.Range(2, column.Example.Length - 2)
            where char.IsAsciiDigit(column.Example[at])
            select (column.Prefix, Text: column.Example[..at] + (char)('0' + ((column.Example[at] - '0' + 1) % 10)) + column.Example[(at + 1)..]),
            altered => Assert.True(Iban.Fault(altered.Text, CountryCode.Parse(altered.Prefix)) is not null, altered.Text));

    [Fact]
    public void Every_length_is_what_its_structure_adds_up_to() =>
        Assert.All(IbanTable.Forms, form => Assert.Equal((form.Key, form.Value.Length), (form.Key, 4 + form.Value.Runs.Sum(run => run.Count))));

    [Theory]
    [InlineData("IQ98 NBIQ 8501 2345 6789 012", null)]
    [InlineData("iq98-nbiq850123456789012", null)]
    [InlineData("IQ98NBIQ850123456789021", "The check digits do not fit")]
    [InlineData("IQ98NBIQ85012345678901", "An IBAN of Iraq has 23 characters; this one has 22.")]
    [InlineData("IQ98NBIQ8501234567890123", "An IBAN of Iraq has 23 characters; this one has 24.")]
    [InlineData("IQ98NBIQ85O123456789012", "An IBAN of Iraq is IQ, 2 check digits, then 4 letters, 15 digits.")]
    [InlineData("DE89370400440532013000", "An IBAN of Iraq begins with IQ.")]
    [InlineData("IQ98NBIQ85012345678901ä", "An IBAN has letters and digits only.")]
    [InlineData("IQ98NBIQ850123456٧89012", "An IBAN has letters and digits only.")]
    public void What_is_wrong_is_said_exactly(string text, string? fault)
    {
        var said = Iban.Fault(Iban.Normalise(text), Iraq);
        if (fault is null)
            Assert.Null(said);
        else
            Assert.StartsWith(fault, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_characters_swapped_are_noticed()
    {
        const string Right = "DE89370400440532013000";
        var swapped = from at in Enumerable.Range(2, Right.Length - 3)
                      where Right[at] != Right[at + 1]
                      select Right[..at] + Right[at + 1] + Right[at] + Right[(at + 2)..];
        Assert.All(swapped, text => Assert.StartsWith("The check digits do not fit", Iban.Fault(text, CountryCode.Parse("DE")), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AF")]
    [InlineData("ET")]
    [InlineData("ER")]
    [InlineData("SY")]
    [InlineData("MA")]
    [InlineData("IR")]
    public void Where_there_is_no_iban_the_national_account_is_asked_for(string country)
    {
        var place = CountryCode.Parse(country);

        Assert.False(Iban.IsUsedIn(place));
        Assert.Equal($"Accounts in {place.Name} have no IBAN. Give the national account number and the bank's BIC.", Iban.Fault("DE89370400440532013000", place));
    }

    [Fact]
    public void A_territory_has_the_iban_of_its_country() => Assert.Null(Iban.Fault("FR1420041010050500013M02606", CountryCode.Parse("MQ")));

    /// <summary>97 leaves the same remainder as 00: the standard's check digits run from 02 to 98.</summary>
    [Fact]
    public void Check_digits_out_of_their_range_are_refused_even_where_the_remainder_fits()
    {
        var bban = Enumerable.Range(0, 97).Select(number => $"{number:000000000000000}").First(number => Iban.CheckDigits("IQ", "NBIQ" + number) == "98");
        Assert.Null(Iban.Fault($"IQ98NBIQ{bban}", Iraq));
        Assert.NotNull(Iban.Fault($"IQ01NBIQ{bban}", Iraq));
    }

    private static IEnumerable<RegistryColumn> Assigned() => Registry.Columns().Where(column => CountryCode.TryParse(column.Prefix, out _));
}
