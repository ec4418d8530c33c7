using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Statements;

/// <summary>A bank's file: the SHA-256 of what is in it, so that the same file is the same however often it comes.</summary>
[JsonConverter(typeof(TextJsonConverter<StatementId>))]
public readonly record struct StatementId : IText<StatementId>
{
    private const int Length = 64;

    private readonly string? _value;

    private StatementId(string value) => _value = value;

    /// <inheritdoc/>
    public static string Expected => "a statement id: 64 lower-case hex digits";

    /// <inheritdoc/>
    public string Value => _value ?? throw new InvalidOperationException("This StatementId was never set. Parse one before using it.");

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static StatementId Parse(string? text) => TryParse(text, out var value) ? value : throw new FormatException($"Expected {Expected}.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out StatementId value)
    {
        var valid = text is { Length: Length } && text.All(digit => char.IsAsciiDigit(digit) || digit is >= 'a' and <= 'f');
        value = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
