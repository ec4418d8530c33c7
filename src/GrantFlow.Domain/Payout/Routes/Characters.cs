namespace GrantFlow.Domain.Payout.Routes;

/// <summary>Which characters accounts are made of.</summary>
internal static class Characters
{
    /// <summary>Whether all are ASCII: <c>n</c> digits, <c>a</c> capital letters, <c>c</c> either.</summary>
    public static bool ContainsOnly(this ReadOnlySpan<char> text, char kind)
    {
        foreach (var letter in text)
        {
            if (!((kind != 'a' && char.IsAsciiDigit(letter)) || (kind != 'n' && char.IsAsciiLetterUpper(letter))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>In capitals and without what only helps the eye.</summary>
    public static string Compact(string text, string without) =>
        string.Concat(text.Where(letter => !without.Contains(letter, StringComparison.Ordinal))).ToUpperInvariant();
}
