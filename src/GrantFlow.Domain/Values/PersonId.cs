using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A person across grants: <c>P-</c> and 80 bits in Crockford base32. It says nothing about who the person is.</summary>
[JsonConverter(typeof(TextJsonConverter<PersonId>))]
public readonly record struct PersonId : IText<PersonId>
{
    private const string Prefix = "P-";

    private readonly string? _value;

    private PersonId(string value) => _value = value;

    public static string Expected => "\"P-\" and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<PersonId>(_value);

    /// <summary>The same parts give the same id on every machine; part boundaries count.</summary>
    public static PersonId Derive(params ReadOnlySpan<string> parts) => new(Prefix + Code80.Derive(Prefix, parts));

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static PersonId Parse(string? text) => Text.Parse<PersonId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId value)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && Code80.IsValid(text.AsSpan(Prefix.Length));
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
