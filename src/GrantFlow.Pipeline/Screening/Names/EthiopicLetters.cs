using System.Text;

namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>
/// Amharic and Tigrinya names as Latin letters, so that ተክለ and Tekle are one. The script is a table: Unicode has eight signs for a consonant, from U+1200 on, one for each
/// vowel. Consonants and vowels as in BGN/PCGN 1967 for Amharic and 2007 for Tigrinya, without their accents.
/// </summary>
internal static class EthiopicLetters
{
    private const char First = '\u1200';

    /// <summary>By rows of eight. A W at the end belongs to the row, as in qwa; an empty one is the glottal stop or ʿayn, which only carries its vowel.</summary>
    private static readonly string[] Consonants =
    [
        "H", "L", "H", "M", "S", "R", "S", "SH", "K", "KW", "K", "KW", "B", "V", "T", "CH", "H", "HW", "N", "NY", "", "K",
        "KW", "K", "KW", "W", "", "Z", "ZH", "Y", "D", "D", "J", "G", "GW", "G", "T", "CH", "P", "TS", "TS", "F", "P",
    ];

    /// <summary>In the order of the signs. The sixth is a vowel so short that most spellings leave it out.</summary>
    private static readonly string[] Vowels = ["E", "U", "I", "A", "E", "", "O", "WA"];

    /// <summary>The word in Latin letters; letters of other scripts stay what they are.</summary>
    public static string InLatin(string word)
    {
        if (!word.Any(IsSign))
        {
            return word;
        }

        var latin = new StringBuilder();
        foreach (var sign in word)
        {
            if (!IsSign(sign))
            {
                latin.Append(sign);
                continue;
            }

            var (consonant, vowel) = (Consonants[(sign - First) / Vowels.Length], (sign - First) % Vowels.Length);
            latin.Append(consonant).Append(consonant.Length > 0 ? Vowels[vowel] : vowel switch { 0 => "A", 5 => "E", _ => Vowels[vowel] });
        }

        return latin.ToString();
    }

    private static bool IsSign(char sign) => sign >= First && sign < First + (Consonants.Length * Vowels.Length);
}
