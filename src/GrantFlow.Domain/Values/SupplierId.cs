using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A supplier of the register: <c>S-</c> and 80 bits in Crockford base32.</summary>
[JsonConverter(typeof(TextJsonConverter<SupplierId>))]
public readonly record struct SupplierId : IText<SupplierId>
{
    private const string Prefix = "S-";

    private readonly string? _value;

    private SupplierId(string value) => _value = value;

    public static string Expected => "\"S-\" and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<SupplierId>(_value);

    /// <summary>The same parts give the same id on every machine; part boundaries count.</summary>
    public static SupplierId Derive(params ReadOnlySpan<string> parts) => new(Prefix + Code80.Derive(Prefix, parts));

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static SupplierId Parse(string? text) => Text.Parse<SupplierId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out SupplierId value)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && Code80.IsValid(text.AsSpan(Prefix.Length));
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
