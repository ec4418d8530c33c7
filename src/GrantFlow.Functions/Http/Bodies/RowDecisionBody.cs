using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Statements;

namespace GrantFlow.Functions.Http.Bodies;

/// <summary>What a person says of a row of a bank's file: which payment it is about, or that it is of no concern.</summary>
internal sealed record RowDecisionBody(string Reason, bool Ignore = false, PaymentId? Payment = null, int? Attempt = null, StatementSays? Says = null) : IChecked
{
    private const int MostAttempts = 1_000;

    public IEnumerable<FieldError> Check()
    {
        foreach (var error in Doors.Check.Text("reason", Reason))
        {
            yield return error;
        }

        if (Ignore == Payment is not null)
        {
            yield return new FieldError("ignore", "Either give the payment that the row is about, or say ignore true.");
        }

        if (Ignore && (Attempt is not null || Says is not null))
        {
            yield return new FieldError("ignore", "Who ignores a row says nothing of a payment: leave attempt and says out.");
        }

        if (Attempt is < 1 or > MostAttempts)
        {
            yield return new FieldError("attempt", $"Expected a whole number from 1 to {MostAttempts}.");
        }

        if (Says is not (null or StatementSays.Settled or StatementSays.Rejected or StatementSays.Returned))
        {
            yield return new FieldError("says", "Expected one of settled, rejected, returned.");
        }
    }

    public RowWord Word() => new(Payment, Attempt, Says, Reason);
}
