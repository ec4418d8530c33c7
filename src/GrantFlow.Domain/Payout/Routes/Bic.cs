using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.Routes;

/// <summary>Business identifier codes (ISO 9362): four characters of the party, its country, its place, and perhaps a branch.</summary>
public static class Bic
{
    /// <summary>With the branch.</summary>
    public const int Longest = 11;

    /// <summary>Capitals without spaces.</summary>
    public static string Normalise(string text) => Characters.Compact(text, " \u00a0\u202f");

    /// <summary>What is wrong with the BIC of an account in a country; null when nothing is.</summary>
    /// <param name="bic">As <see cref="Normalise"/> gives it.</param>
    /// <param name="country">Where the account is.</param>
    public static string? Fault(string bic, CountryCode country)
    {
        ArgumentNullException.ThrowIfNull(bic);
        // Letters alone would fit the standard's old form; ISO 9362:2022 takes digits in the party's prefix too.
        if (bic.Length is not (8 or Longest) || !bic.AsSpan().ContainsOnly('c') || !bic.AsSpan(4, 2).ContainsOnly('a'))
        {
            return "A BIC has 8 or 11 characters: 4 of the bank, 2 letters of its country, 2 of its place, and 3 of the branch if there are 11.";
        }

        var place = bic.Substring(4, 2);
        return place == country.Value || place == IbanTable.Includes.GetValueOrDefault(country.Value)
            ? null
            : $"This BIC is of a bank in {place}, and the account is said to be in {country.Value} ({country.Name}). Correct the one that is wrong.";
    }
}
