using GrantFlow.Domain.Payout.Routes;

namespace GrantFlow.TestSupport;

/// <summary>Valid accounts with the ending that a test wants: the sandbox provider's script is read from it.</summary>
public static class Accounts
{
    /// <summary>Nothing special happens to it.</summary>
    public const string SettlesAtOnce = "IQ67NBIQ850123450004711";

    /// <summary>An IBAN of Iraq; its check digits stand in front, so every ending can be had.</summary>
    /// <param name="ending">Four digits.</param>
    public static string Iraqi(string ending) => Iban("IQ", "NBIQ85012345000" + ending);

    /// <summary>An IBAN of any country.</summary>
    /// <param name="prefix">The country's two letters.</param>
    /// <param name="bban">What follows the check digits.</param>
    public static string Iban(string prefix, string bban) => prefix + Domain.Payout.Routes.Iban.CheckDigits(prefix, bban) + bban;
}
