using System.Globalization;

namespace GrantFlow.Demo.Scenario;

/// <summary>Accounts and numbers that could exist and end as wanted. The banks are made up: DEMO is nobody's BIC.</summary>
internal static class Accounts
{
    /// <summary>What precedes the last seven digits of a mobile number.</summary>
    private static readonly Dictionary<string, string> Mobile = new()
    {
        ["AF"] = "+9370", ["BD"] = "+880171", ["ET"] = "+25191", ["IQ"] = "+964770", ["MA"] = "+21261", ["NG"] = "+234803",
        ["PK"] = "+92300", ["SD"] = "+24991", ["SO"] = "+25261", ["SY"] = "+96393", ["VN"] = "+8490",
    };

    /// <summary>How an IBAN goes on after its check digits, and how many digits there are before the last four.</summary>
    private static readonly Dictionary<string, (string Bank, int Digits)> Ibans = new()
    {
        ["AL"] = ("", 20), ["IQ"] = ("DEMO", 11), ["PK"] = ("DEMO", 12), ["SD"] = ("", 10), ["SO"] = ("", 15), ["UA"] = ("", 21),
    };

    public static string Phone(Dice dice, string country, string ending) => Mobile[country] + dice.Digits(3) + ending;

    public static string Iban(Dice dice, string country, string ending)
    {
        var (bank, digits) = Ibans[country];
        var bban = bank + dice.Digits(digits) + ending;
        return string.Create(CultureInfo.InvariantCulture, $"{country}{98 - Remainder($"{bban}{country}00"):00}{bban}");
    }

    public static string National(Dice dice, string ending) => dice.Digits(8) + ending;

    public static string Bic(string country) => $"DEMO{country}XX";

    /// <summary>ISO 7064, MOD 97-10: letters count as 10 to 35.</summary>
    private static int Remainder(string text) =>
        text.Aggregate(0, (remainder, letter) => char.IsAsciiDigit(letter) ? ((remainder * 10) + (letter - '0')) % 97 : ((remainder * 100) + (letter - 'A' + 10)) % 97);
}
