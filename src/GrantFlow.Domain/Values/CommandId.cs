using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>
/// One command to one grant: the grant's id, a dot, and 80 bits in Crockford base32. The grant is part of the id so that
/// a command's outcome can be read from the grant's partition without an index.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<CommandId>))]
public readonly record struct CommandId : IText<CommandId>
{
    private readonly string? _value;

    private CommandId(string value) => _value = value;

    public static string Expected => "a grant id, a dot, and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<CommandId>(_value);

    public GrantId Grant => GrantId.Parse(Value[..^(Code80.Length + 1)]);

    /// <summary>The same grant and parts give the same id, so a command sent twice is recognised.</summary>
    public static CommandId Derive(GrantId grant, params ReadOnlySpan<string> parts) =>
        new($"{grant}.{Code80.Derive("C-" + grant, parts)}");

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static CommandId Parse(string? text) => Text.Parse<CommandId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out CommandId value)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var valid = dot > 0 && GrantId.TryParse(text![..dot], out _) && Code80.IsValid(text.AsSpan(dot + 1));
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
