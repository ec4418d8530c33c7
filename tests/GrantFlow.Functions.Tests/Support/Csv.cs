namespace GrantFlow.Functions.Tests.Support;

/// <summary>Reads comma-separated values as RFC 4180 has them, and nothing more lenient: a test must not be helped by its reader.</summary>
public static class Csv
{
    public static List<List<string>> Read(string text)
    {
        var records = new List<List<string>>();
        var at = 0;
        while (at < text.Length)
        {
            var record = new List<string>();
            do
            {
                record.Add(Field(text, ref at));
            }
            while (Comma(text, ref at));
            Assert.True(at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n', $"A record ends with CRLF; at {at} it does not.");
            at += 2;
            records.Add(record);
        }

        return records;
    }

    private static bool Comma(string text, ref int at)
    {
        if (at >= text.Length || text[at] != ',')
            return false;

        at++;
        return true;
    }

    private static string Field(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var end = text.AsSpan(at).IndexOfAny(",\r\n\"");
            var plain = text[at..(end < 0 ? text.Length : at + end)];
            at += plain.Length;
            return plain;
        }

        var quoted = new System.Text.StringBuilder();
        while (true)
        {
            var end = text.IndexOf('"', at + 1);
            Assert.True(end >= 0, "A quote is never closed.");
            quoted.Append(text, at + 1, end - at - 1);
            at = end + 1;
            if (at >= text.Length || text[at] != '"')
                return quoted.ToString();

            quoted.Append('"');
        }
    }
}
