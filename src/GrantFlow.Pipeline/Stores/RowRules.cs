using System.Text;

namespace GrantFlow.Pipeline.Stores;

/// <summary>What every store asks of its callers: breaking one of these is a programming error, the same in every store.</summary>
public static class RowRules
{
    private static readonly string[] Operators = ["eq", "ne", "lt", "le", "gt", "ge"];

    private static readonly string[] Reserved = ["PartitionKey", "RowKey", "Timestamp", "ETag"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks that changes make one transaction.</summary>
    /// <exception cref="ArgumentException">None at all, several partitions, a row twice, a replacement without ETag, a value no table can hold.</exception>
    public static void CheckCommit(string table, IReadOnlyList<RowChange> changes)
    {
        if (changes.Count == 0)
        {
            throw new ArgumentException($"A commit to table '{table}' needs at least one change.", nameof(changes));
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (action, row) in changes)
        {
            if (!string.Equals(row.Partition, changes[0].Row.Partition, StringComparison.Ordinal))
            {
                throw new ArgumentException($"A commit to table '{table}' changes one partition, but rows '{changes[0].Row.Key}' and '{row.Key}' are of two.", nameof(changes));
            }

            if (!keys.Add(row.Key))
            {
                throw new ArgumentException($"A commit to table '{table}' changes row '{row.Key}' twice: merge the changes.", nameof(changes));
            }

            if (action == RowAction.Replace && string.IsNullOrEmpty(row.ETag))
            {
                throw new ArgumentException($"Replacing row '{row.Key}' of table '{table}' needs the ETag that was read.", nameof(changes));
            }

            CheckText(row.Partition, "partition key", table);
            CheckText(row.Key, "row key", table);
            foreach (var (name, value) in row.Values)
            {
                CheckProperty(table, row, name, value);
            }
        }
    }

    /// <summary>Checks a query's conditions.</summary>
    /// <exception cref="ArgumentException">An unknown operator, a name that is none, a value that cannot be compared.</exception>
    public static void CheckQuery(RowQuery query)
    {
        foreach (var (property, @operator, value) in query.Where)
        {
            if (!Operators.Contains(@operator, StringComparer.Ordinal))
            {
                throw new ArgumentException($"'{@operator}' is no operator of a query: use one of {string.Join(' ', Operators)}.", nameof(query));
            }

            if (!IsName(property))
            {
                throw new ArgumentException($"'{property}' is no property name of a query: keys have their own range.", nameof(query));
            }

            if (value is not (string or int or long or bool or DateTimeOffset))
            {
                throw new ArgumentException($"The value that '{property}' is compared with is a {value?.GetType().Name ?? "null"}: use a text, number, boolean or moment.", nameof(query));
            }
        }
    }

    /// <summary>Checks a page's size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1000.</exception>
    public static void CheckPageSize(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1000);
    }

    private static void CheckProperty(string table, Row row, string name, object? value)
    {
        if (!IsName(name))
        {
            throw new ArgumentException($"'{name}' in row '{row.Key}' of table '{table}' is no property name: a letter, then letters, digits or underscores, and none of {string.Join(", ", Reserved)}.", nameof(name));
        }

        if (value is not (string or int or long or bool or DateTimeOffset or byte[]))
        {
            throw new ArgumentException(
                $"Property '{name}' in row '{row.Key}' of table '{table}' is a {value?.GetType().Name ?? "null"}: a row holds texts, 32- and 64-bit numbers, booleans, moments and bytes; leave an empty property out.", nameof(value));
        }

        if (value is string text)
        {
            CheckText(text, $"property '{name}' in row '{row.Key}'", table);
        }
    }

    // Half a surrogate pair would silently become U+FFFD on its way.
    private static void CheckText(string text, string what, string table)
    {
        try
        {
            Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException($"The {what} of table '{table}' is not valid Unicode: it holds half a surrogate pair.", nameof(text));
        }
    }

    // Narrower than the service's C# identifiers, which leaves nothing to escape in a filter.
    private static bool IsName(string name) =>
        name.Length > 0
        && char.IsAsciiLetter(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        && !Reserved.Contains(name, StringComparer.Ordinal);
}
