using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>An amendment of a funder's agreement: <c>A-</c> and 80 bits in Crockford base32.</summary>
[JsonConverter(typeof(TextJsonConverter<AmendmentId>))]
public readonly record struct AmendmentId : IText<AmendmentId>
{
    private const string Prefix = "A-";

    private readonly string? _value;

    private AmendmentId(string value) => _value = value;

    public static string Expected => "\"A-\" and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<AmendmentId>(_value);

    /// <summary>The same parts give the same id on every machine; part boundaries count.</summary>
    public static AmendmentId Derive(params ReadOnlySpan<string> parts) => new(Prefix + Code80.Derive(Prefix, parts));

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static AmendmentId Parse(string? text) => Text.Parse<AmendmentId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out AmendmentId value)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && Code80.IsValid(text.AsSpan(Prefix.Length));
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
