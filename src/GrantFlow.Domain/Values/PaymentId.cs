using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>
/// The end-to-end id of a cash line's payment: grant and line, nothing else. It stays the same over every attempt, so a
/// provider that saw it before does not pay twice. 22 characters, all of them in the SEPA character set.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<PaymentId>))]
public readonly record struct PaymentId : IText<PaymentId>
{
    /// <summary>What ISO 20022 allows for an end-to-end id (Max35Text).</summary>
    public const int MaxLength = 35;

    private const int LinePart = 3;

    private readonly string? _value;

    private PaymentId(string value) => _value = value;

    public static string Expected => "a grant id, a hyphen, and a line id from \"L01\" to \"L99\"";

    public string Value => Text.OrThrow<PaymentId>(_value);

    public GrantId Grant => GrantId.Parse(Value[..^(LinePart + 1)]);

    public LineId Line => LineId.Parse(Value[^LinePart..]);

    public static PaymentId For(GrantId grant, LineId line) => new($"{grant}-{line}");

    /// <exception cref="FormatException">The text is no payment id; the message says what one looks like.</exception>
    public static PaymentId Parse(string? text) => Text.Parse<PaymentId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out PaymentId value)
    {
        var valid = text is { Length: > LinePart }
            && text[^(LinePart + 1)] == '-'
            && GrantId.TryParse(text[..^(LinePart + 1)], out _)
            && LineId.TryParse(text[^LinePart..], out _);
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
