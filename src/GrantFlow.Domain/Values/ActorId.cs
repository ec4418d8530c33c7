using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>A member of staff or a service, as the token names them: 1 to 128 visible ASCII characters. Upper and lower case differ.</summary>
[JsonConverter(typeof(TextJsonConverter<ActorId>))]
public readonly record struct ActorId : IText<ActorId>
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 128;

    private readonly string? _value;

    private ActorId(string value) => _value = value;

    public static string Expected => "1 to 128 visible ASCII characters without spaces";

    public string Value => Text.OrThrow<ActorId>(_value);

    /// <exception cref="FormatException">The text is no actor id; the message says what one looks like.</exception>
    public static ActorId Parse(string? text) => Text.Parse<ActorId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out ActorId value)
    {
        var valid = text is { Length: >= 1 and <= MaxLength } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
