using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A country office, for example <c>af-kabul</c>.</summary>
[JsonConverter(typeof(TextJsonConverter<OfficeId>))]
public readonly record struct OfficeId : IText<OfficeId>
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 40;

    private readonly string? _value;

    private OfficeId(string value) => _value = value;

    public static string Expected => "an office id such as \"af-kabul\": lower-case letters, digits and single hyphens, at most 40 characters";

    public string Value => Text.OrThrow<OfficeId>(_value);

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static OfficeId Parse(string? text) => Text.Parse<OfficeId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out OfficeId value)
    {
        var valid = text is not null && Text.IsSlug(text, MaxLength);
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
