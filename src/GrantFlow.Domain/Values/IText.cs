using System.Diagnostics.CodeAnalysis;

namespace GrantFlow.Domain.Values;

/// <summary>A value with exactly one text: what it parses is what it prints, so that the text can be a storage key.</summary>
public interface IText<TSelf>
    where TSelf : struct, IText<TSelf>
{
    /// <summary>What a valid text looks like, in words that complete "expected …".</summary>
    static abstract string Expected { get; }

    /// <summary>The canonical text.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>: nobody ever parsed or derived it.</exception>
    string Value { get; }

    static abstract bool TryParse([NotNullWhen(true)] string? text, out TSelf value);
}

/// <summary>What every <see cref="IText{TSelf}"/> does the same way.</summary>
internal static class Text
{
    private const int LongestQuote = 64;

    public static T Parse<T>(string? text)
        where T : struct, IText<T> =>
        T.TryParse(text, out var value) ? value : throw new FormatException(Complaint<T>(text));

    public static string Complaint<T>(string? text)
        where T : struct, IText<T> =>
        $"Expected {T.Expected}, found {Quote(text)}.";

    public static string OrThrow<T>(string? value) =>
        value ?? throw new InvalidOperationException($"This {typeof(T).Name} was never set. Parse or derive one before using it.");

    /// <summary>Quotes foreign text for a message: cut to a bound, control characters replaced.</summary>
    public static string Quote(string? text)
    {
        if (text is null)
            return "nothing";
        var shown = text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
        return $"\"{string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c))}\"";
    }

    /// <summary>Groups of a-z and 0-9 joined by single hyphens.</summary>
    public static bool IsSlug(ReadOnlySpan<char> text, int longest)
    {
        if (text.Length == 0 || text.Length > longest || text[0] == '-' || text[^1] == '-')
            return false;
        var previous = ' ';
        foreach (var c in text)
        {
            if (!(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || (c == '-' && previous != '-')))
                return false;
            previous = c;
        }

        return true;
    }
}
