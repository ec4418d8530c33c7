using System.Globalization;

namespace GrantFlow.Domain.Payout.Routes;

/// <summary>Account numbers where there is no IBAN. Their forms differ from bank to bank, so they are bounded, not understood.</summary>
public static class NationalAccount
{
    /// <summary>The most that fits a bank file's account (ISO 20022, <c>Max34Text</c>).</summary>
    public const int Longest = 34;

    private const int Shortest = 4;

    /// <summary>Hyphens, slashes and dots stay: at some banks they tell the branch.</summary>
    private const string Marks = "-/.";

    /// <summary>Capitals without spaces.</summary>
    public static string Normalise(string text) => Characters.Compact(text, " \u00a0\u202f");

    /// <summary>What is wrong with it; null when nothing is.</summary>
    /// <param name="account">As <see cref="Normalise"/> gives it.</param>
    public static string? Fault(string account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var plain = string.Concat(account.Where(letter => !Marks.Contains(letter, StringComparison.Ordinal)));
        return account.Length <= Longest && plain.Length >= Shortest && plain.AsSpan().ContainsOnly('c')
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"A national account number has {Shortest} to {Longest} characters: letters A to Z, digits, and - / . between them.");
    }
}
