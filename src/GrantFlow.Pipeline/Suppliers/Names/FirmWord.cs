using AnyAscii;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Screening.Names;

namespace GrantFlow.Pipeline.Suppliers.Names;

/// <summary>A word of a firm's name.</summary>
/// <param name="Plain">In Latin capitals, in full and in the singular.</param>
/// <param name="Sounds">What it sounds like.</param>
/// <param name="Tells">It says which firm this is, not what it sells.</param>
internal readonly record struct FirmWord(string Plain, string Sounds, bool Tells)
{
    private const int LongestWord = 40;

    /// <summary>More words than firms have; what follows is not compared.</summary>
    private const int Most = 12;

    /// <summary>The words of a name in order, without legal forms unless there is nothing else.</summary>
    public static IReadOnlyList<FirmWord> Of(string name)
    {
        var words = Joined(IdentityText.Words(name).SelectMany(InLatin)).ToList();
        var telling = words.Where(word => !FirmVocabulary.Forms.Contains(word)).ToList();
        return [.. (telling.Count > 0 ? telling : words).Take(Most).Select(Word)];
    }

    /// <summary>Words that say which firm this is; all where none does.</summary>
    public static IReadOnlyList<FirmWord> Telling(IReadOnlyList<FirmWord> words) => words.Any(word => word.Tells) ? [.. words.Where(word => word.Tells)] : words;

    private static FirmWord Word(string word)
    {
        var plain = FirmVocabulary.Plain(word.Length > LongestWord ? word[..LongestWord] : word);
        return new(plain, Romanisation.SoundsOf(plain).ToUpperInvariant(), !FirmVocabulary.Common.Contains(plain));
    }

    private static List<string> InLatin(string word)
    {
        var latin = EthiopicLetters.InLatin(word);
        return !latin.All(char.IsAscii) && IdentityText.Words(latin.Transliterate()) is { Count: > 0 } words ? words : [latin];
    }

    /// <summary>L.L.C. is LLC.</summary>
    private static IEnumerable<string> Joined(IEnumerable<string> words)
    {
        var letters = "";
        foreach (var word in words)
        {
            if (word.Length == 1)
            {
                letters += word;
                continue;
            }

            if (letters.Length > 0)
            {
                yield return letters;
                letters = "";
            }

            yield return word;
        }

        if (letters.Length > 0)
        {
            yield return letters;
        }
    }
}
