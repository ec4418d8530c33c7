using System.Text;

namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>
/// The consonants that all spellings of a name share, in classes: what is left when vowels, <c>h</c> inside a word and the differences between
/// k, q, g, kh and gh, between t, th, d and dh, and between s, sh, ch and z are gone. Coarse: it only decides whom to compare.
/// </summary>
internal static class Skeleton
{
    private const int Longest = 12;

    /// <summary>Of a word's sounds. Never empty for a word that is not.</summary>
    public static string Of(string sounds)
    {
        var classes = new StringBuilder();
        for (var at = sounds.StartsWith("AL", StringComparison.Ordinal) || sounds.StartsWith("EL", StringComparison.Ordinal) ? AfterArticle(sounds) : 0; at < sounds.Length && classes.Length < Longest; at++)
        {
            if (ClassOf(sounds, at, first: classes.Length == 0) is { } sound && (classes.Length == 0 || classes[^1] != sound || char.IsAsciiDigit(sound)))
            {
                classes.Append(sound);
            }
        }

        return classes.ToString();
    }

    /// <summary>Where the name begins behind an article that is written as one word with it: a consonant follows, and not just an ending.</summary>
    internal static int AfterArticle(string sounds) => sounds.Length >= 5 && !Romanisation.IsVowel(sounds[2]) ? 2 : 0;

    private static char? ClassOf(string sounds, int at, bool first)
    {
        var next = at + 1 < sounds.Length ? sounds[at + 1] : ' ';
        return sounds[at] switch
        {
            'I' when first && Romanisation.IsVowel(next) => 'J',
            'U' or 'O' when first && Romanisation.IsVowel(next) => 'W',
            'A' or 'E' or 'I' or 'O' or 'U' => first ? 'A' : null,
            // Helen and Elen, Habtemariam and Abtemariam.
            'H' => first ? 'A' : null,
            'W' or 'V' => first ? 'W' : null,
            'G' or 'X' or 'K' => 'K',
            't' or 'T' or 'd' or 'D' => 'T',
            'C' or 'Z' or 'S' => 'S',
            'P' or 'F' or 'B' => 'B',
            var other => other,
        };
    }
}
