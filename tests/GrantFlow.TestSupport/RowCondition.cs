using GrantFlow.Pipeline.Stores;

namespace GrantFlow.TestSupport;

/// <summary>A query's condition as storage evaluates it: a row without the property, or with one of another kind, never matches.</summary>
internal static class RowCondition
{
    public static bool Holds(Condition condition, Row row)
    {
        if (!row.Values.TryGetValue(condition.Property, out var stored) || Compare(stored, condition.Value) is not { } order)
        {
            return false;
        }

        return condition.Operator switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "lt" => order < 0,
            "le" => order <= 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            _ => throw new ArgumentException($"'{condition.Operator}' is no operator.", nameof(condition)),
        };
    }

    private static int? Compare(object stored, object asked) => (stored, asked) switch
    {
        (string left, string right) => string.CompareOrdinal(left, right),
        (bool left, bool right) => left.CompareTo(right),
        (DateTimeOffset left, DateTimeOffset right) => left.CompareTo(right),
        (int or long, int or long) => Wide(stored).CompareTo(Wide(asked)),
        _ => null,
    };

    private static long Wide(object number) => number is int narrow ? narrow : (long)number;
}
