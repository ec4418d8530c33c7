using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>One person's grant: <c>G-</c> and 80 bits in Crockford base32. Also the correlation id of all that happens to it.</summary>
[JsonConverter(typeof(TextJsonConverter<GrantId>))]
public readonly record struct GrantId : IText<GrantId>
{
    private const string Prefix = "G-";

    private readonly string? _value;

    private GrantId(string value) => _value = value;

    public static string Expected => "\"G-\" and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<GrantId>(_value);

    /// <summary>The same parts give the same id on every machine; part boundaries count.</summary>
    public static GrantId Derive(params ReadOnlySpan<string> parts) => new(Prefix + Code80.Derive(Prefix, parts));

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static GrantId Parse(string? text) => Text.Parse<GrantId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out GrantId value)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && Code80.IsValid(text.AsSpan(Prefix.Length));
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
