using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A family that one decision covers: <c>H-</c> and 80 bits in Crockford base32.</summary>
[JsonConverter(typeof(TextJsonConverter<HouseholdId>))]
public readonly record struct HouseholdId : IText<HouseholdId>
{
    private const string Prefix = "H-";

    private readonly string? _value;

    private HouseholdId(string value) => _value = value;

    public static string Expected => "\"H-\" and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<HouseholdId>(_value);

    /// <summary>The same parts give the same id on every machine; part boundaries count.</summary>
    public static HouseholdId Derive(params ReadOnlySpan<string> parts) => new(Prefix + Code80.Derive(Prefix, parts));

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static HouseholdId Parse(string? text) => Text.Parse<HouseholdId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out HouseholdId value)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && Code80.IsValid(text.AsSpan(Prefix.Length));
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
