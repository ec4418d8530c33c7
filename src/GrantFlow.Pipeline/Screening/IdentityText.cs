using System.Globalization;
using System.Text;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Screening;

/// <summary>Identities in the one spelling that is hashed: what differs only in case, accents, spaces or punctuation is the same.</summary>
internal static class IdentityText
{
    /// <summary>The document, or null when the person has none.</summary>
    public static string? OfDocument(PersonalData person) =>
        person.DocumentNumber is { } number && Plain(number) is { Length: > 0 } plain ? $"document|{person.DocumentCountry}|{plain}" : null;

    /// <summary>Name and birth date; names in any order, since forms disagree on which comes first.</summary>
    public static string OfName(PersonalData person)
    {
        var names = $"{person.FamilyName} {person.GivenNames}".Split([' ', '-', '\''], StringSplitOptions.RemoveEmptyEntries).Select(Plain).Order(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"name|{string.Join(' ', names)}|{person.BirthDate:yyyy-MM-dd}");
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(Rune.IsLetterOrDigit))
        {
            plain.Append(Rune.ToUpperInvariant(rune).ToString());
        }

        return plain.ToString();
    }
}
