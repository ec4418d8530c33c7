using GrantFlow.Functions.Http.Doors;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>What became of an attempt to pay, how that was found out, and what proves it; no personal data.</summary>
internal sealed record ResolutionBody(int Attempt, bool Paid, string Reason, string Evidence) : IChecked
{
    public const int MaxAttempt = 9_999;

    public IEnumerable<FieldError> Check() =>
    [
        .. Attempt is >= 1 and <= MaxAttempt ? [] : new[] { new FieldError("attempt", $"1 to {MaxAttempt} is needed: the attempt that is in question.") },
        .. Doors.Check.Text("reason", Reason),
        .. Doors.Check.Text("evidence", Evidence, 100),
    ];
}
