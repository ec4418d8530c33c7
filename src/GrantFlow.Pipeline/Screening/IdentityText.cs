using System.Globalization;
using System.Text;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Screening;

/// <summary>Identities in the one spelling that is hashed: what differs only in case, accents or punctuation is the same.</summary>
internal static class IdentityText
{
    /// <summary>The document, or null when the person has none.</summary>
    public static string? OfDocument(PersonalData person) =>
        person.DocumentNumber is { } number && string.Concat(Words(number)) is { Length: > 0 } plain ? $"document|{person.DocumentCountry}|{plain}" : null;

    /// <summary>Name and birth date; names in any order, since forms disagree on which comes first.</summary>
    public static string OfName(PersonalData person) => string.Create(
        CultureInfo.InvariantCulture,
        $"name|{string.Join(' ', Words($"{person.FamilyName} {person.GivenNames}").Order(StringComparer.Ordinal))}|{person.BirthDate:yyyy-MM-dd}");

    /// <summary>Two people of whom only one can hold the claim to the document, or to the name and birth date.</summary>
    public static bool OneClaims(PersonalData one, PersonalData other) => OfName(one) == OfName(other) || (OfDocument(one) is { } document && document == OfDocument(other));

    /// <summary>The words of a text as compared, without accents and punctuation.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (BaseLetters.Of(rune) is { Length: > 0 } letter)
            {
                word.Append(letter);
            }
            else if (!BaseLetters.IsMark(rune))
            {
                End();
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }
}
