using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A BCP 47 primary language subtag: the two-letter ISO 639-1 code where there is one, else one of the three-letter codes known here.</summary>
[JsonConverter(typeof(TextJsonConverter<LanguageCode>))]
public readonly record struct LanguageCode : IText<LanguageCode>
{
    private readonly string? _value;

    private LanguageCode(string value) => _value = value;

    public static string Expected => "a lower-case language code such as \"fa\" or \"ckb\" (ISO 639-1, or a known three-letter code)";

    public string Value => Text.OrThrow<LanguageCode>(_value);

    /// <summary>The language's English name.</summary>
    public string Name => LanguageTable.Names[Value];

    /// <exception cref="FormatException">The text is no known code; the message says what one looks like.</exception>
    public static LanguageCode Parse(string? text) => Text.Parse<LanguageCode>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out LanguageCode value)
    {
        var valid = text is not null && LanguageTable.Names.ContainsKey(text);
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
