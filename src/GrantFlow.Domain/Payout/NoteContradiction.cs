using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>A provider's answer was refused because it says otherwise than the books: it is written down, and waits for finance (<see cref="ResolvePayment"/>).</summary>
/// <param name="Id">Derived from the answer.</param>
/// <param name="Actor">The pipeline.</param>
/// <param name="Line">Which cash line.</param>
/// <param name="Attempt">About which attempt.</param>
/// <param name="Outcome">What was said.</param>
public sealed record NoteContradiction(CommandId Id, Actor Actor, LineId Line, int Attempt, PaymentOutcome Outcome) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var cash = grant.Line(Line) as CashLine;
        return Ruling.On(grant, this, context)
            .By(Role.System)
            .FromEvenOnHoldOrAfterTheEnd(GrantTrigger.MoveLine)
            .Line<CashLine>(Line, line => !IsKnown(line) && line.Contradictions?.Contains(new(Attempt, Outcome)) != true)
            .Unless(cash is not null && (Attempt < 1 || Attempt > cash.Attempt), RefusalCode.StaleAttempt, $"Line {Line} has {cash?.Attempt} attempts; attempt {Attempt} is none of them.")
            .Then(outcome => outcome.Note(new PaymentContradicted(Line, Attempt, Outcome)));
    }

    /// <summary>What was refused agrees with the books by now, or its answer is still awaited.</summary>
    private bool IsKnown(CashLine line) => (Outcome, line.State) switch
    {
        (PaymentOutcome.Settled, CashState.Released or CashState.Instructed or CashState.Unknown) => Attempt == line.Attempt,
        (PaymentOutcome.Settled, CashState.Paid) => (line.PaidBy ?? line.Attempt) == Attempt,
        (PaymentOutcome.Settled, _) => line.CameBack(Attempt),
        (_, CashState.Paid) => (line.PaidBy ?? line.Attempt) != Attempt,
        _ => true,
    };

    /// <summary>Whether a refused answer is one that somebody has to look into; null where it is not.</summary>
    /// <param name="grant">As it stood when it refused.</param>
    /// <param name="answer">What was said.</param>
    /// <param name="code">Why it was refused.</param>
    public static NoteContradiction? Of(Grant? grant, RecordPayment answer, RefusalCode code)
    {
        var said = code == RefusalCode.PossibleDoublePayment
            // The provider may fail what finance had found to be paid.
            || (answer.Outcome == PaymentOutcome.Failed && grant?.Line(answer.Line) is CashLine { State: CashState.Paid, Resolved: { } resolved } && resolved.Contains(new(answer.Attempt, true)));
        return said ? new NoteContradiction(CommandId.Derive(answer.Id.Grant, $"contradiction|{answer.Id}"), Actor.System, answer.Line, answer.Attempt, answer.Outcome) : null;
    }
}

/// <summary>A provider says of a payment what the books do not follow.</summary>
public sealed record PaymentContradicted(LineId Line, int Attempt, PaymentOutcome Outcome) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant)
    {
        var line = (CashLine)grant.Line(Line)!;
        return grant.WithLine(line with { Contradictions = (line.Contradictions ?? []).RemoveAll(one => one.Attempt == Attempt).Add(new(Attempt, Outcome)) });
    }
}
