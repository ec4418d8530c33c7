using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>
/// One thing asked of a whole family: the household's id, a dot, and 80 bits in Crockford base32. The commands to the
/// members' grants have ids that follow from it.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<HouseholdCommandId>))]
public readonly record struct HouseholdCommandId : IText<HouseholdCommandId>
{
    private readonly string? _value;

    private HouseholdCommandId(string value) => _value = value;

    public static string Expected => "a household id, a dot, and 16 upper-case Crockford base32 characters";

    public string Value => Text.OrThrow<HouseholdCommandId>(_value);

    public HouseholdId Household => HouseholdId.Parse(Value[..^(Code80.Length + 1)]);

    /// <summary>The same household and parts give the same id, so a command sent twice is recognised.</summary>
    public static HouseholdCommandId Derive(HouseholdId household, params ReadOnlySpan<string> parts) =>
        new($"{household}.{Code80.Derive("C-" + household, parts)}");

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static HouseholdCommandId Parse(string? text) => Text.Parse<HouseholdCommandId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out HouseholdCommandId value)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        var valid = dot > 0 && HouseholdId.TryParse(text![..dot], out _) && Code80.IsValid(text.AsSpan(dot + 1));
        value = valid ? new(text!) : default;
        return valid;
    }

    /// <summary>The command to one member's grant: the same for every delivery.</summary>
    public CommandId To(GrantId grant) => CommandId.Derive(grant, Value);

    public override string ToString() => Value;
}
