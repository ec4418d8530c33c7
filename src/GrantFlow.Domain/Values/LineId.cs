using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A benefit line within its grant: <c>L01</c> to <c>L99</c>, in the order of the split.</summary>
[JsonConverter(typeof(TextJsonConverter<LineId>))]
public readonly record struct LineId : IText<LineId>, IComparable<LineId>
{
    public const int MinNumber = 1;
    public const int MaxNumber = 99;

    private readonly int _number;

    /// <exception cref="ArgumentOutOfRangeException">The number is not between 1 and 99.</exception>
    public LineId(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, MinNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MaxNumber);
        _number = number;
    }

    public static string Expected => "a line id from \"L01\" to \"L99\"";

    public int Number => _number > 0 ? _number : throw new InvalidOperationException("This LineId was never set. Number a line before using it.");

    public string Value => string.Create(CultureInfo.InvariantCulture, $"L{Number:00}");

    /// <exception cref="FormatException">The text is no line id; the message says what one looks like.</exception>
    public static LineId Parse(string? text) => Text.Parse<LineId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out LineId value)
    {
        var valid = text is ['L', >= '0' and <= '9', >= '0' and <= '9'] and not "L00";
        value = valid ? new(((text![1] - '0') * 10) + (text[2] - '0')) : default;
        return valid;
    }

    public int CompareTo(LineId other) => Number.CompareTo(other.Number);

    public static bool operator <(LineId left, LineId right) => left.CompareTo(right) < 0;

    public static bool operator >(LineId left, LineId right) => left.CompareTo(right) > 0;

    public static bool operator <=(LineId left, LineId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LineId left, LineId right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}
