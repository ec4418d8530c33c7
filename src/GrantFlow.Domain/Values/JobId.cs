using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>Work that takes longer than a request may: <c>J-</c> and 80 bits in Crockford base32.</summary>
[JsonConverter(typeof(TextJsonConverter<JobId>))]
public readonly record struct JobId : IText<JobId>
{
    private const string Prefix = "J-";

    private readonly string? _value;

    private JobId(string value) => _value = value;

    public static string Expected => "\"J-\" and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<JobId>(_value);

    /// <summary>The same parts give the same id on every machine; part boundaries count.</summary>
    public static JobId Derive(params ReadOnlySpan<string> parts) => new(Prefix + Code80.Derive(Prefix, parts));

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static JobId Parse(string? text) => Text.Parse<JobId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out JobId value)
    {
        var valid = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && Code80.IsValid(text.AsSpan(Prefix.Length));
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
