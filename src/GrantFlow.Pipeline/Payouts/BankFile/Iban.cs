namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>Tells an IBAN from a national number.</summary>
public static class Iban
{
    /// <summary>Whether form and check digits are those of an IBAN in its electronic form.</summary>
    public static bool IsIban(string account)
    {
        if (account.Length is < 15 or > 34 || !char.IsAsciiLetterUpper(account[0]) || !char.IsAsciiLetterUpper(account[1]) || !account.All(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterUpper(letter)))
        {
            return false;
        }

        var remainder = 0;
        foreach (var letter in account[4..] + account[..4])
        {
            remainder = char.IsAsciiDigit(letter) ? ((remainder * 10) + (letter - '0')) % 97 : ((remainder * 100) + (letter - 'A' + 10)) % 97;
        }

        return remainder == 1;
    }
}
