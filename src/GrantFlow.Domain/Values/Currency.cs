using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A circulating ISO 4217 currency, upper case. Funds codes, metals and test codes are no currencies here.</summary>
[JsonConverter(typeof(TextJsonConverter<Currency>))]
public readonly record struct Currency : IText<Currency>
{
    private readonly string? _value;

    private Currency(string value) => _value = value;

    public static string Expected => "an upper-case ISO 4217 currency code such as \"EUR\"";

    public static Currency Eur { get; } = new("EUR");

    /// <summary>Every currency there is, in alphabetical order.</summary>
    public static IReadOnlyList<Currency> All { get; } =
        [.. CurrencyTable.MinorUnitDigits.Keys.Order(StringComparer.Ordinal).Select(code => new Currency(code))];

    public string Value => Text.OrThrow<Currency>(_value);

    /// <summary>Decimal places of the minor unit: 2 for the euro, 0 for the yen, 3 for the Iraqi dinar.</summary>
    public int MinorUnitDigits => CurrencyTable.MinorUnitDigits[Value];

    /// <exception cref="FormatException">The text is no such code; the message says what one looks like.</exception>
    public static Currency Parse(string? text) => Text.Parse<Currency>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out Currency value)
    {
        var valid = text is not null && CurrencyTable.MinorUnitDigits.ContainsKey(text);
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
