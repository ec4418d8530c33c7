using System.Globalization;

namespace GrantFlow.Pipeline.Stores;

/// <summary>
/// The limits of Azure Table and Queue storage, checked before anything is sent, so that every store refuses the same writes with the same words.
/// Source: "Scalability and performance targets for Table storage" / "Queue storage" and "Understanding the Table service data model" of the Azure documentation.
/// </summary>
public static class StorageLimits
{
    /// <summary>Rows in one transaction.</summary>
    public const int RowsPerTransaction = 100;

    /// <summary>Bytes in one transaction's request: 4 MiB.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>Bytes in one row: 1 MiB.</summary>
    public const int RowBytes = 1024 * 1024;

    /// <summary>Bytes in one text (UTF-16: 32 768 characters) or binary property: 64 KiB.</summary>
    public const int PropertyBytes = 64 * 1024;

    /// <summary>Properties in one row, not counting the keys and the timestamp.</summary>
    public const int PropertiesPerRow = 252;

    /// <summary>Characters in a property's name.</summary>
    public const int PropertyNameCharacters = 255;

    /// <summary>Bytes in a partition or row key (UTF-16: 512 characters): 1 KiB.</summary>
    public const int KeyBytes = 1024;

    /// <summary>Bytes in a message as it is stored, base64: 64 KiB, which is 48 KiB of UTF-8 text.</summary>
    public const int MessageBytes = 64 * 1024;

    /// <summary>How long a message can be delayed.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromDays(7);

    /// <summary>The first moment a table can hold.</summary>
    public static readonly DateTimeOffset FirstMoment = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks a transaction, its rows and its properties.</summary>
    /// <exception cref="StorageLimitException">A limit would be broken; the message names it and what was asked.</exception>
    public static void CheckCommit(string table, IReadOnlyList<RowChange> changes)
    {
        var where = $"table '{table}'";
        if (changes.Count > RowsPerTransaction)
        {
            throw Broken($"a transaction holds at most {RowsPerTransaction} rows", $"{changes.Count} were asked for in {where}. Commit them in several transactions.");
        }

        var payload = RowSize.TransactionOverhead;
        foreach (var change in changes)
        {
            CheckRow(where, change.Row);
            payload += RowSize.Sent(table, change);
        }

        if (payload > TransactionBytes)
        {
            throw Broken(
                $"a transaction's request holds at most {Bytes(TransactionBytes)} (4 MiB)",
                $"{changes.Count} rows of about {Bytes(payload)} together were asked for in {where}. Commit them in several transactions.");
        }
    }

    /// <summary>Checks a message and its delay.</summary>
    /// <exception cref="StorageLimitException">A limit would be broken; the message names it and what was asked.</exception>
    public static void CheckMessage(string queue, string body, TimeSpan? delay)
    {
        var text = System.Text.Encoding.UTF8.GetByteCount(body);
        var encoded = (text + 2) / 3 * 4;
        if (encoded > MessageBytes)
        {
            throw Broken(
                $"a message holds at most {Bytes(MessageBytes)} (64 KiB) as base64",
                $"one of {Bytes(encoded)} ({Bytes(text)} of text) was asked for in queue '{queue}'. Send a reference to the content instead.");
        }

        if (delay is { } wait && (wait < TimeSpan.Zero || wait > Delay))
        {
            throw Broken("a message is delayed by 0 seconds to 7 days", $"{wait:c} was asked for in queue '{queue}'. Send it later, from a timer.");
        }
    }

    private static void CheckRow(string where, Row row)
    {
        CheckKey(where, "partition key", row.Partition);
        CheckKey(where, "row key", row.Key);
        where = $"row '{row.Key}' of {where}";

        if (row.Values.Count > PropertiesPerRow)
        {
            throw Broken($"a row holds at most {PropertiesPerRow} properties", $"{row.Values.Count} were asked for in {where}.");
        }

        foreach (var (name, value) in row.Values)
        {
            CheckProperty(where, name, value);
        }

        var size = RowSize.Stored(row);
        if (size > RowBytes)
        {
            throw Broken($"a row holds at most {Bytes(RowBytes)} (1 MiB)", $"{Bytes(size)} were asked for in {where}. Spread the content over several rows.");
        }
    }

    private static void CheckKey(string where, string kind, string key)
    {
        if (key.Length is 0 or > KeyBytes / sizeof(char))
        {
            throw Broken($"a {kind} has 1 to {KeyBytes / sizeof(char)} characters (1 KiB)", $"one of {key.Length} characters was asked for in {where}.");
        }

        foreach (var character in key)
        {
            if (character is '/' or '\\' or '#' or '?' || char.IsControl(character))
            {
                throw Broken($"a {kind} has none of / \\ # ? and no control character", $"one with U+{(int)character:X4} was asked for in {where}.");
            }
        }
    }

    private static void CheckProperty(string where, string name, object value)
    {
        if (name.Length > PropertyNameCharacters)
        {
            throw Broken($"a property name has at most {PropertyNameCharacters} characters", $"one of {name.Length} characters was asked for in {where}.");
        }

        var size = value switch
        {
            string text => (long)text.Length * sizeof(char),
            byte[] bytes => bytes.Length,
            _ => 0,
        };
        if (size > PropertyBytes)
        {
            throw Broken(
                $"a property holds at most {Bytes(PropertyBytes)} (64 KiB; a text takes two bytes a character)",
                $"{Bytes(size)} were asked for in '{name}' of {where}. Spread the content over several properties.");
        }

        if (value is DateTimeOffset moment && moment < FirstMoment)
        {
            throw Broken("a moment is not before 1601-01-01", $"{moment.UtcDateTime:yyyy-MM-dd} was asked for in '{name}' of {where}.");
        }
    }

    private static StorageLimitException Broken(string limit, string asked) => new($"Storage limit: {limit}, but {asked}");

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");
}
