using System.Text.RegularExpressions;

namespace GrantFlow.Pipeline.Screening.Names;

/// <summary>One part of a name.</summary>
/// <param name="Sounds">What it sounds like.</param>
/// <param name="Skeleton">Its consonants.</param>
internal sealed record NamePart(string Sounds, string Skeleton);

/// <summary>A name in its parts: articles left out, halves of one name put together, letters as sounds.</summary>
internal static partial class NameParts
{
    /// <summary>More parts than any name on a travel document; what follows is not compared.</summary>
    private const int Most = 8;

    private const int LongestPart = 40;

    /// <summary>The parts of one field, in order.</summary>
    public static IReadOnlyList<NamePart> Of(string field)
    {
        var words = IdentityText.Words(field).ConvertAll(EthiopicLetters.InLatin);
        var parts = new List<string>();
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            var isLast = at == words.Count - 1;
            if (!isLast && (Compounds.Articles.Contains(word) || Compounds.Filiations.Contains(word)))
            {
                continue;
            }

            if (!isLast && Compounds.Servants.Contains(word))
            {
                at = AfterArticles(words, at + 1);
                parts.Add("ABD" + words[at]);
            }
            else if (!isLast && Compounds.Parents.Contains(word))
            {
                at = AfterArticles(words, at + 1);
                parts.Add(word + words[at]);
            }
            else if (parts.Count > 0 && (Compounds.Endings.Contains(word) || AreHalves(words[at - 1], word)))
            {
                parts[^1] += word;
            }
            else
            {
                parts.Add(ServantWithArticle().Replace(word, "ABD"));
            }
        }

        return [.. parts.Where(part => parts.Count <= 2 || !Compounds.Titles.Contains(part)).Take(Most).Select(Part)];
    }

    private static NamePart Part(string word)
    {
        var sounds = Romanisation.SoundsOf(word.Length > LongestPart ? word[..LongestPart] : word);
        return new NamePart(sounds, Skeleton.Of(sounds));
    }

    private static int AfterArticles(List<string> words, int at)
    {
        while (at < words.Count - 1 && Compounds.Articles.Contains(words[at]))
        {
            at++;
        }

        return at;
    }

    private static bool AreHalves(string first, string second) =>
        Compounds.FirstHalves.Contains(Part(first).Skeleton) && Compounds.SecondHalves.Contains(Part(second).Skeleton);

    /// <summary>Abdulaziz, Abdelaziz and Abd al-Aziz, but not Abdullah.</summary>
    [GeneratedRegex("^ABD(?:OU|[AEIOU])L(?!L)(?=[A-Z]{4})", RegexOptions.CultureInvariant)]
    private static partial Regex ServantWithArticle();
}
