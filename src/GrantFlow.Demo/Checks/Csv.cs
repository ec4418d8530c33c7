using System.Text;

namespace GrantFlow.Demo.Checks;

/// <summary>Reads RFC 4180: fields separated by commas, records by CRLF, quotes doubled inside quoted fields.</summary>
internal static class Csv
{
    /// <exception cref="FormatException">It is not RFC 4180; the message says where.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(string text)
    {
        var fields = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            fields.Add(Field(text, ref at));
            if (at >= text.Length)
            {
                throw new FormatException("The last record does not end with CRLF.");
            }

            if (text[at] == ',')
            {
                at++;
                continue;
            }

            at = text.AsSpan(at).StartsWith("\r\n") ? at + 2 : throw new FormatException($"A comma or CRLF is needed at character {at}.");
            yield return fields.ToArray();
            fields.Clear();
        }
    }

    private static string Field(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var length = text.AsSpan(at).IndexOfAny(',', '\r', '"');
            var plain = length < 0 ? text[at..] : text.Substring(at, length);
            at += plain.Length;
            return plain;
        }

        var field = new StringBuilder();
        at++;
        while (true)
        {
            var quote = text.IndexOf('"', at);
            if (quote < 0)
            {
                throw new FormatException($"The quotes opened before character {at} are never closed.");
            }

            field.Append(text, at, quote - at);
            at = quote + 1;
            if (at >= text.Length || text[at] != '"')
            {
                return field.ToString();
            }

            field.Append('"');
            at++;
        }
    }
}
