using System.Text;

namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>
/// What Latin spellings of Arabic, Persian, Pashto, Amharic and Tigrinya names sound like: one capital for each sound, <c>t</c> and
/// <c>d</c> for <c>th</c> and <c>dh</c>, <c>C</c> for <c>sh</c> and <c>ch</c>, <c>X</c> for <c>kh</c>. The pairs are those in which the conventions differ:
/// BGN/PCGN and ALA-LC (kh, gh, q, ay), ICAO Doc 9303 part 3 (XK for kh, E for ʿayn left out), French (ou, ch, dj), German (sch, dsch, tsch) and
/// Italian (gh, ch) spelling habits. Capitals without accents come in; letters of other scripts stay what they are.
/// </summary>
internal static class Romanisation
{
    /// <summary>The longest that fits comes first.</summary>
    private static readonly (string Letters, string Sound)[] Groups =
    [
        ("TSCH", "C"), ("DSCH", "J"), ("CHAE", "KAE"),
        ("CHR", "KR"), ("CHM", "HM"), ("CHT", "XT"), ("SCH", "C"), ("TCH", "C"), ("TSH", "C"), ("CCH", "C"),
        ("SH", "C"), ("CH", "C"), ("XK", "X"), ("KH", "X"), ("GH", "G"), ("DJ", "J"), ("ZH", "J"), ("DH", "d"), ("TH", "t"), ("PH", "F"),
        ("CK", "K"), ("QU", "KU"), ("TS", "S"), ("TZ", "S"), ("OU", "U"), ("OO", "U"), ("EE", "I"),
        ("Q", "K"), ("C", "K"), ("Y", "I"),
    ];

    private const string Vowels = "AEIOU";

    public static bool IsVowel(char sound) => Vowels.Contains(sound, StringComparison.Ordinal);

    /// <summary>The sounds of one word, no sound twice in a row; digits stay as they are.</summary>
    public static string SoundsOf(string word)
    {
        var sounds = new StringBuilder(word.Length);
        // Dzadran and Zadran; but in Ahmadzai the d belongs to Ahmad.
        for (var at = word.StartsWith("DZ", StringComparison.Ordinal) ? 1 : 0; at < word.Length;)
        {
            var group = Array.Find(Groups, group => string.CompareOrdinal(word, at, group.Letters, 0, group.Letters.Length) == 0);
            foreach (var sound in group.Sound ?? word[at].ToString())
            {
                if (sounds.Length == 0 || sounds[^1] != sound || char.IsAsciiDigit(sound))
                {
                    sounds.Append(sound);
                }
            }

            at += group.Letters?.Length ?? 1;
        }

        // Fatimah and Fatima: the last letter is written or not, and never heard.
        return sounds is [.., var vowel, 'H'] && IsVowel(vowel) ? sounds.ToString(0, sounds.Length - 1) : sounds.ToString();
    }
}
