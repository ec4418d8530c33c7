using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>Payments that leave together: <c>B-</c> and 80 bits in Crockford base32.</summary>
[JsonConverter(typeof(TextJsonConverter<BatchId>))]
public readonly record struct BatchId : IText<BatchId>
{
    private const string Prefix = "B-";

    private readonly string? _value;

    private BatchId(string value) => _value = value;

    public static string Expected => "\"B-\" and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<BatchId>(_value);

    /// <summary>The same parts give the same id on every machine; part boundaries count.</summary>
    public static BatchId Derive(params ReadOnlySpan<string> parts) => new(Prefix + Code80.Derive(Prefix, parts));

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static BatchId Parse(string? text) => Text.Parse<BatchId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out BatchId value)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && Code80.IsValid(text.AsSpan(Prefix.Length));
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
