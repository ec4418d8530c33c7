using System.Text;

namespace GrantFlow.Functions.Tests.Documents;

/// <summary>As much of a shell's grammar as the documents use: words, both quotes, <c>$NAME</c>, and a backslash at a line's end.</summary>
internal static class ShellWords
{
    /// <summary>Whether the command goes on in the next line: a quote is open, or the line ends in a backslash.</summary>
    public static bool IsUnfinished(string text)
    {
        char? quote = null;
        foreach (var letter in text)
        {
            if (letter == quote)
                quote = null;
            else if (quote is null && letter is '\'' or '"')
                quote = letter;
        }

        return quote is not null || text.EndsWith('\\');
    }

    public static List<string> Split(string command, IReadOnlyDictionary<string, string> variables)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var at = 0; at < command.Length; at++)
        {
            switch (command[at])
            {
                case '\'':
                    var end = command.IndexOf('\'', at + 1);
                    (word ??= new()).Append(command, at + 1, end - at - 1);
                    at = end;
                    break;
                case '"':
                    end = command.IndexOf('"', at + 1);
                    (word ??= new()).Append(Expand(command[(at + 1)..end], variables));
                    at = end;
                    break;
                case '\\' when at + 1 < command.Length && command[at + 1] == '\n':
                case ' ' or '\n':
                    if (command[at] == '\\')
                        at++;
                    if (word is not null)
                        words.Add(word.ToString());
                    word = null;
                    break;
                default:
                    end = command.AsSpan(at).IndexOfAny(" \n'\"\\");
                    end = end < 0 ? command.Length : at + Math.Max(end, 1);
                    (word ??= new()).Append(Expand(command[at..end], variables));
                    at = end - 1;
                    break;
            }
        }

        if (word is not null)
            words.Add(word.ToString());
        return words;
    }

    private static string Expand(string text, IReadOnlyDictionary<string, string> variables) => System.Text.RegularExpressions.Regex.Replace(
        text, "\\$([A-Z][A-Z0-9_]*)", match => variables.TryGetValue(match.Groups[1].Value, out var value)
            ? value
            : throw new InvalidOperationException($"The document uses ${match.Groups[1].Value} before it sets it."));
}
