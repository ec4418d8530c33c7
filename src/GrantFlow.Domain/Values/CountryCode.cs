using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>An officially assigned ISO 3166-1 alpha-2 code, upper case.</summary>
[JsonConverter(typeof(TextJsonConverter<CountryCode>))]
public readonly record struct CountryCode : IText<CountryCode>
{
    private readonly string? _value;

    private CountryCode(string value) => _value = value;

    public static string Expected => "an upper-case ISO 3166-1 alpha-2 country code such as \"FR\"";

    /// <summary>Every code there is, in alphabetical order.</summary>
    public static IReadOnlyList<CountryCode> All { get; } =
        [.. CountryTable.Names.Keys.Order(StringComparer.Ordinal).Select(code => new CountryCode(code))];

    public string Value => Text.OrThrow<CountryCode>(_value);

    /// <summary>The country's short English name.</summary>
    public string Name => CountryTable.Names[Value];

    public static string NameOf(CountryCode country) => country.Name;

    /// <exception cref="FormatException">The text is no assigned code; the message says what one looks like.</exception>
    public static CountryCode Parse(string? text) => Text.Parse<CountryCode>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out CountryCode value)
    {
        var valid = text is not null && CountryTable.Names.ContainsKey(text);
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
