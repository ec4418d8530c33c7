using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>Which failed messages are sent again, and why.</summary>
/// <param name="Reason">In the words of who decides.</param>
/// <param name="Messages">Their ids; the first that wait when left out.</param>
internal sealed record DecideFailuresBody(string Reason, IReadOnlyList<string>? Messages = null) : IChecked
{
    /// <summary>At once.</summary>
    public const int Most = 100;

    public IEnumerable<FieldError> Check() => Messages is { Count: 0 or > Most } || Messages?.Any(id => !IsId(id)) == true
        ? Doors.Check.Text("reason", Reason).Append(new FieldError("messages", $"1 to {Most} ids of 32 lower-case hex digits are needed, or leave it out."))
        : Doors.Check.Text("reason", Reason);

    internal static bool IsId(string? id) => id is { Length: 32 } && id.All(char.IsAsciiHexDigitLower);
}
