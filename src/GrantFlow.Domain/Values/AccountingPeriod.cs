using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A calendar month of the books, <c>yyyy-MM</c>; days are UTC.</summary>
[JsonConverter(typeof(TextJsonConverter<AccountingPeriod>))]
public readonly record struct AccountingPeriod : IText<AccountingPeriod>, IComparable<AccountingPeriod>
{
    private const string Format = "yyyy-MM";

    private readonly string? _value;

    private AccountingPeriod(string value) => _value = value;

    public static string Expected => "a month as yyyy-MM, such as 2026-03";

    public string Value => Text.OrThrow<AccountingPeriod>(_value);

    /// <summary>The first day of the month.</summary>
    public DateOnly From => DateOnly.ParseExact(Value + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The last day of the month.</summary>
    public DateOnly To => From.AddMonths(1).AddDays(-1);

    /// <summary>The month after this one.</summary>
    public AccountingPeriod Next => Of(From.AddMonths(1));

    /// <summary>The month of a day.</summary>
    public static AccountingPeriod Of(DateOnly day) => new(day.ToString(Format, CultureInfo.InvariantCulture));

    /// <exception cref="FormatException">The text is no month; the message says what one looks like.</exception>
    public static AccountingPeriod Parse(string? text) => Text.Parse<AccountingPeriod>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out AccountingPeriod value)
    {
        var valid = text is { Length: 7 } && DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        value = valid ? new(text!) : default;
        return valid;
    }

    public static bool operator <(AccountingPeriod one, AccountingPeriod other) => one.CompareTo(other) < 0;

    public static bool operator >(AccountingPeriod one, AccountingPeriod other) => one.CompareTo(other) > 0;

    public static bool operator <=(AccountingPeriod one, AccountingPeriod other) => one.CompareTo(other) <= 0;

    public static bool operator >=(AccountingPeriod one, AccountingPeriod other) => one.CompareTo(other) >= 0;

    public int CompareTo(AccountingPeriod other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
