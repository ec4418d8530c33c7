using System.Text.RegularExpressions;

namespace GrantFlow.Demo.Scenario;

/// <summary>Names made of syllables, so that nobody real is among them.</summary>
internal static partial class Names
{
    private static readonly string[] Syllables =
        ["ba", "do", "fe", "gi", "ka", "lo", "me", "nu", "pa", "ri", "sa", "te", "vo", "wi", "ya", "ze", "cha", "dri", "kle", "mor", "shu", "tol", "ven", "xan"];

    public static string Family(Dice dice) => Make(dice, dice.Between(2, 3));

    public static string Given(Dice dice) => Make(dice, 2);

    /// <summary>The same name as another office would write it in Latin letters: <c>Shukadri</c>, <c>Schouqadrih</c>.</summary>
    public static string Respelled(string name)
    {
        var written = Differing().Replace(name.ToLowerInvariant(), letters => letters.Value switch { "sh" => "sch", "ch" => "tch", "k" => "q", "u" => "ou", _ => "i" });
        written = char.ToUpperInvariant(written[0]) + written[1..];
        return "aeio".Contains(written[^1], StringComparison.Ordinal) ? written + "h" : written == name ? written + written[^1] : written;
    }

    private static string Make(Dice dice, int syllables)
    {
        var name = string.Concat(Enumerable.Range(0, syllables).Select(_ => dice.Of(Syllables)));
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>Letters in which the habits of Latin spelling differ.</summary>
    [GeneratedRegex("sh|ch|k|u|y", RegexOptions.CultureInvariant)]
    private static partial Regex Differing();
}
