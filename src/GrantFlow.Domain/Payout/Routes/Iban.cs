using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.Routes;

/// <summary>International bank account numbers (ISO 13616): form by country and check digits (ISO 7064, MOD 97-10).</summary>
public static class Iban
{
    /// <summary>The longest that the standard allows.</summary>
    public const int Longest = 34;

    /// <summary>Whether accounts in a country have an IBAN; where not, they have a national number and their bank's BIC.</summary>
    public static bool IsUsedIn(CountryCode country) => IbanTable.Forms.ContainsKey(Prefix(country));

    /// <summary>The electronic form: capitals, without the spaces and hyphens of the printed one.</summary>
    public static string Normalise(string text) => Characters.Compact(text, " -\u00a0\u202f");

    /// <summary>What is wrong with an account of a country, in words that do not repeat the account; null when nothing is.</summary>
    /// <param name="iban">In its electronic form.</param>
    /// <param name="country">Where the account is.</param>
    public static string? Fault(string iban, CountryCode country)
    {
        ArgumentNullException.ThrowIfNull(iban);
        var prefix = Prefix(country);
        if (!IbanTable.Forms.TryGetValue(prefix, out var form))
        {
            return $"Accounts in {country.Name} have no IBAN. Give the national account number and the bank's BIC.";
        }

        if (!iban.AsSpan().ContainsOnly('c'))
        {
            return "An IBAN has letters and digits only. Write it as it stands on the bank card or statement.";
        }

        if (!iban.StartsWith(prefix, StringComparison.Ordinal))
        {
            return $"An IBAN of {country.Name} begins with {prefix}. Give one of that country, or the account's own country.";
        }

        if (iban.Length != form.Length)
        {
            return $"An IBAN of {country.Name} has {form.Length} characters; this one has {iban.Length}. Look for what is missing or doubled.";
        }

        if (!form.Fits(iban[4..]) || !iban.AsSpan(2, 2).ContainsOnly('n'))
        {
            return $"An IBAN of {country.Name} is {prefix}, 2 check digits, then {form}. Look for letters where digits belong, O for 0 or I for 1.";
        }

        return Remainder(iban) == 1 && int.Parse(iban.AsSpan(2, 2), System.Globalization.CultureInfo.InvariantCulture) is >= 2 and <= 98
            ? null
            : "The check digits do not fit the rest: a character is wrong, or two are swapped. Read the IBAN again from the bank card or statement.";
    }

    /// <summary>The two digits that make an account valid.</summary>
    /// <param name="prefix">The country's two letters.</param>
    /// <param name="bban">The account after the check digits.</param>
    public static string CheckDigits(string prefix, string bban) => $"{98 - Remainder($"{prefix}00{bban}"):00}";

    private static string Prefix(CountryCode country) => IbanTable.Includes.GetValueOrDefault(country.Value, country.Value);

    /// <summary>Of the number that the IBAN stands for: its first four characters moved to the end, letters as 10 to 35.</summary>
    private static int Remainder(string iban)
    {
        var remainder = 0;
        foreach (var letter in iban.AsSpan(4).ToString() + iban[..4])
        {
            remainder = char.IsAsciiDigit(letter)
                ? ((remainder * 10) + (letter - '0')) % 97
                : ((remainder * 100) + (letter - 'A' + 10)) % 97;
        }

        return remainder;
    }
}
