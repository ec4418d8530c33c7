using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GrantFlow.Domain.Values;

/// <summary>
/// One funder's component of one programme, for example <c>calais-avr/reintegration</c>. Two components never share money,
/// so every amount in the ledger names one. The slash is not allowed in an Azure table key: build keys from the two parts.
/// </summary>
[JsonConverter(typeof(TextJsonConverter<FundingLineId>))]
public readonly record struct FundingLineId : IText<FundingLineId>
{
    /// <summary>Of the part after the slash, in characters.</summary>
    public const int MaxComponentLength = 40;

    private readonly string? _value;

    private FundingLineId(string value) => _value = value;

    public static string Expected =>
        "a funding line id such as \"calais-avr/reintegration\": the programme's id, one slash, and a component of lower-case letters, digits and single hyphens";

    public string Value => Text.OrThrow<FundingLineId>(_value);

    public ProgrammeId Programme => ProgrammeId.Parse(Value[..Value.IndexOf('/', StringComparison.Ordinal)]);

    public string Component => Value[(Value.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <exception cref="FormatException">The component is no slug.</exception>
    public static FundingLineId For(ProgrammeId programme, string component) => Parse($"{programme}/{component}");

    /// <exception cref="FormatException">The text is no such id; the message says what one looks like.</exception>
    public static FundingLineId Parse(string? text) => Text.Parse<FundingLineId>(text);

    public static bool TryParse([NotNullWhen(true)] string? text, out FundingLineId value)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var valid = slash > 0
            && Text.IsSlug(text.AsSpan(0, slash), ProgrammeId.MaxLength)
            && Text.IsSlug(text.AsSpan(slash + 1), MaxComponentLength);
        value = valid ? new(text!) : default;
        return valid;
    }

    public override string ToString() => Value;
}
