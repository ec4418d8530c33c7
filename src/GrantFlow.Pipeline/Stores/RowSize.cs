namespace GrantFlow.Pipeline.Stores;

/// <summary>How many bytes a row takes, in storage and on the wire.</summary>
public static class RowSize
{
    /// <summary>The lines around a transaction's changes: an upper bound.</summary>
    public const long TransactionOverhead = 1024;

    // The multipart and HTTP lines of one change, without its address: an upper bound.
    private const long ChangeOverhead = 768;

    // A character outside printable ASCII, and each of "&'+<>` , goes as \uXXXX.
    private const int EscapedCharacter = 6;

    /// <summary>The size the service computes for its 1 MiB limit, from the documentation's formula.</summary>
    public static long Stored(Row row)
    {
        long size = 4 + Utf16(row.Partition) + Utf16(row.Key);
        foreach (var (name, value) in row.Values)
        {
            size += 8 + Utf16(name) + value switch
            {
                string text => 4 + Utf16(text),
                byte[] bytes => 4 + bytes.Length,
                bool => 1,
                int => 4,
                _ => 8,
            };
        }

        return size;
    }

    /// <summary>An upper bound, close for large rows, of the bytes a change adds to its transaction's request.</summary>
    public static long Sent(string table, RowChange change)
    {
        // The address names the keys once, percent-encoded (at most nine characters for one); the body names them again as JSON.
        var row = change.Row;
        var size = ChangeOverhead + table.Length + (row.Partition.Length + row.Key.Length) * (9L + EscapedCharacter);
        if (change.Action == RowAction.Delete)
        {
            return size;
        }

        foreach (var (name, value) in row.Values)
        {
            // The name stands twice where the type is annotated.
            size += 2 * Json(name) + 32 + value switch
            {
                string text => Json(text),
                byte[] bytes => (bytes.Length + 2L) / 3 * 4,
                _ => 40,
            };
        }

        return size;
    }

    private static long Utf16(string text) => (long)text.Length * sizeof(char);

    private static long Json(string text)
    {
        long size = 0;
        foreach (var character in text)
        {
            size += character switch
            {
                '\b' or '\f' or '\n' or '\r' or '\t' or '\\' => 2,
                '"' or '&' or '\'' or '+' or '<' or '>' or '`' => EscapedCharacter,
                >= ' ' and <= '~' => 1,
                _ => EscapedCharacter,
            };
        }

        return size;
    }
}
