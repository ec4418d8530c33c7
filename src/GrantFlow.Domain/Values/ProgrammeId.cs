using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A programme of the catalogue, for example <c>calais-avr</c>; also the name of its file.</summary>
[JsonConverter(typeof(TextJsonConverter<ProgrammeId>))]
public readonly record struct ProgrammeId : IText<ProgrammeId>
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 40;

    private readonly string? _value;

    private ProgrammeId(string value) => _value = value;

    public static string Expected => "a programme id such as \"calais-avr\": lower-case letters, digits and single hyphens, at most 40 characters";

    public string Value => Text.OrThrow<ProgrammeId>(_value);

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static ProgrammeId Parse(string? text) => Text.Parse<ProgrammeId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out ProgrammeId value)
    {
        var valid = text is not null && Text.IsSlug(text, MaxLength);
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
