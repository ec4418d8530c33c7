namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>
/// How far two words' sounds are apart: an edit distance (Wagner and Fischer) in which sounds that spellings confuse cost less than others.
/// A general string similarity was looked at and left out: Jaro-Winkler and the ratios of FuzzySharp weigh every letter alike, so that Karim and Karima are nearer
/// to each other than Yusuf and Joussef.
/// </summary>
internal static class SoundDistance
{
    private const double Whole = 1;
    private const double Vowel = 0.3;
    private const double DoubleVowel = 0.15;
    private const double FirstVowel = 0.4;
    private const double LastA = 1.2;
    private const double SoftH = 0.25;

    private static readonly Dictionary<(char, char), double> Confused = Both(
    [
        ("AE", 0.1), ("EI", 0.1), ("OU", 0.1), ("EO", 0.35), ("AO", 0.4), ("EU", 0.5), ("AI", 0.6), ("IO", 0.6), ("AU", 0.7), ("IU", 0.7),
        ("Tt", 0.05), ("St", 0.2), ("Dd", 0.05), ("Zd", 0.15), ("TD", 0.25), ("Td", 0.3), ("Dt", 0.3), ("SZ", 0.25), ("CS", 0.3), ("CX", 0.3), ("CH", 0.3), ("CK", 0.4), ("CJ", 0.4), ("JZ", 0.3),
        ("XH", 0.2), ("XK", 0.25), ("GX", 0.3), ("GK", 0.25), ("GJ", 0.25), ("JI", 0.4), ("PB", 0.3), ("PF", 0.3), ("VW", 0.1), ("VB", 0.4), ("VF", 0.4),
        ("WU", 0.1), ("WO", 0.15), ("VU", 0.3), ("MN", 0.6),
    ]);

    /// <summary>1 for the same sounds, 0 for nothing in common.</summary>
    public static double Similarity(string one, string other)
    {
        var (bare, otherBare) = (WithoutArticle(one), WithoutArticle(other));
        return bare.Length == one.Length && otherBare.Length == other.Length ? Compare(one, other) : Math.Max(Compare(one, other), Compare(bare, otherBare));
    }

    private static double Compare(string one, string other)
    {
        if (one == other)
        {
            return 1;
        }

        var above = new double[other.Length + 1];
        for (var column = 1; column <= other.Length; column++)
        {
            above[column] = above[column - 1] + Alone(other, column - 1);
        }

        for (var row = 1; row <= one.Length; row++)
        {
            var line = new double[other.Length + 1];
            line[0] = above[0] + Alone(one, row - 1);
            for (var column = 1; column <= other.Length; column++)
            {
                line[column] = Math.Min(
                    above[column - 1] + Between(one[row - 1], other[column - 1]),
                    Math.Min(above[column] + Alone(one, row - 1), line[column - 1] + Alone(other, column - 1)));
            }

            above = line;
        }

        return Math.Max(0, 1 - (above[^1] * 2 / (one.Length + other.Length)));
    }

    private static double Between(char one, char other) => one == other ? 0 : Confused.GetValueOrDefault((one, other), Whole);

    /// <summary>What a sound costs that only one of the two words has.</summary>
    private static double Alone(string word, int at)
    {
        var sound = word[at];
        if (sound == 'H')
        {
            return SoftH;
        }

        if (!Romanisation.IsVowel(sound))
        {
            return sound == 'W' ? Vowel : Whole;
        }

        var beside = (at > 0 && Romanisation.IsVowel(word[at - 1])) || (at + 1 < word.Length && Romanisation.IsVowel(word[at + 1]));
        // Karim and Karima are brother and sister.
        return at == 0 ? FirstVowel : beside ? DoubleVowel : at == word.Length - 1 && sound == 'A' ? LastA : Vowel;
    }

    private static string WithoutArticle(string sounds) => sounds is ['A' or 'E', 'L', ..] ? sounds[Skeleton.AfterArticle(sounds)..] : sounds;

    private static Dictionary<(char, char), double> Both((string Pair, double Cost)[] pairs) =>
        pairs.SelectMany(one => new[] { ((one.Pair[0], one.Pair[1]), one.Cost), ((one.Pair[1], one.Pair[0]), one.Cost) }).ToDictionary(one => one.Item1, one => one.Cost);
}
