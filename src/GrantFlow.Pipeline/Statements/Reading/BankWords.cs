using System.Text.RegularExpressions;

namespace GrantFlow.Pipeline.Statements.Reading;

/// <summary>What a bank writes, as it may be kept: within its length, on one line, and in free text without who it speaks of.</summary>
internal static partial class BankWords
{
    private const int LongestText = 200;

    /// <summary>A reference or code of at most <paramref name="max"/> characters; null where there is none.</summary>
    /// <exception cref="FormatException">It is longer, or holds what no reference does.</exception>
    public static string? Reference(string? text, int max = 35) => text switch
    {
        null or "" => null,
        _ when text.Length > max || text.Any(char.IsControl) => throw new FormatException($"A reference or code is longer than {max} characters, or no text."),
        _ => text,
    };

    /// <summary>Free text without words of three digits or more, which may be of an account, and without these names.</summary>
    public static string? Free(IEnumerable<string?> texts, IEnumerable<string?> names)
    {
        var hidden = names.OfType<string>().SelectMany(name => Words().Matches(name)).Select(match => match.Value).Where(word => word.Length > 1).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var text = Blanks().Replace(string.Join(' ', texts.Where(one => !string.IsNullOrEmpty(one))), " ").Trim();
        text = Words().Replace(text, word => hidden.Contains(word.Value) || word.Value.Count(char.IsDigit) > 2 ? "…" : word.Value);
        return text.Length == 0 ? null : text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…";
    }

    /// <summary>The last characters of an account: enough to recognise, too few to use.</summary>
    public static string EndOf(string account)
    {
        var letters = string.Concat(account.Where(char.IsLetterOrDigit));
        return letters.Length > 8 ? "…" + letters[^4..] : "…";
    }

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\w\p{M}]+")]
    private static partial Regex Words();
}
