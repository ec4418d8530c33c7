namespace GrantFlow.Demo.Scenario;

/// <summary>Names made of syllables, so that nobody real is among them.</summary>
internal static class Names
{
    private static readonly string[] Syllables =
        ["ba", "do", "fe", "gi", "ka", "lo", "me", "nu", "pa", "ri", "sa", "te", "vo", "wi", "ya", "ze", "cha", "dri", "kle", "mor", "shu", "tol", "ven", "xan"];

    public static string Family(Dice dice) => Make(dice, dice.Between(2, 3));

    public static string Given(Dice dice) => Make(dice, 2);

    private static string Make(Dice dice, int syllables)
    {
        var name = string.Concat(Enumerable.Range(0, syllables).Select(_ => dice.Of(Syllables)));
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}
