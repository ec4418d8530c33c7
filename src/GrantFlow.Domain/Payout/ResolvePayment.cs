using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>
/// Somebody in finance says what became of a payment that nobody can tell about, or that is said to be otherwise than the books have it. It counts once a colleague, who looked for
/// themselves, says the same.
/// </summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">Somebody in finance without another part in the grant or its release.</param>
/// <param name="Line">Which cash line.</param>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Paid">Whether the person has the money of this attempt.</param>
/// <param name="Reason">How it was found out, in plain words; no personal data.</param>
/// <param name="Evidence">What proves it: reference of the provider's letter or the like, 1 to 100 characters; no personal data.</param>
public sealed record ResolvePayment(CommandId Id, Actor Actor, LineId Line, int Attempt, bool Paid, string Reason, string Evidence) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var cash = grant.Line(Line) as CashLine;
        var open = cash is not null && Resolution.IsOpen(cash);
        var said = cash?.Proposed is { } proposed && proposed.Attempt == Attempt && proposed.Paid == Paid ? proposed : null;
        return Ruling.On(grant, this, context)
            .By(Role.Finance)
            .FromEvenOnHoldOrAfterTheEnd(GrantTrigger.MoveLine)
            .Line<CashLine>(Line, Resolution.IsOpen)
            .Unless(open && !Resolution.Concerns(cash!, Attempt), RefusalCode.StaleAttempt, $"What became of attempt {Attempt} of line {Line} is not in question. Name the attempt that is: {(open ? Resolution.InQuestion(cash!) : "")}.")
            .Unless(open && Paid && Resolution.IsPaidTwice(cash!, Attempt), RefusalCode.PossibleDoublePayment, cash is null ? "" : LateAnswer.DoubledWhy(Attempt, cash) + " Once it is back, say that it was not paid.")
            .Unless(FourPeople.Involved(grant, Actor.Id), RefusalCode.ReleaserInvolved, "Who submitted, approved, verified or handled a grant does not say whether it was paid. Ask a colleague in finance.")
            .Unless(cash is not null && HasReleased(cash), RefusalCode.ReleaserInvolved, "Who released a payment does not say whether it was paid. Ask a colleague in finance.")
            .Unless(said?.By == Actor.Id, RefusalCode.ResolverIsFirst, "You said so yourself. Have a colleague in finance find out too, and say the same.")
            .Then(outcome =>
            {
                if (said is null)
                {
                    outcome.Note(new ResolutionProposed(Line, Attempt, Paid, Reason, Evidence));
                }
                else
                {
                    Resolve(outcome, cash!, said.Reason);
                }
            });
    }

    private void Resolve(Outcome outcome, CashLine before, string firstReason)
    {
        var isDoubt = Resolution.IsUnknown(before, Attempt);
        outcome.Note(new PaymentResolved(Line, Attempt, Paid, Reason, Evidence));
        if (Resolution.Answer(before, Attempt, Paid) is { } answer)
        {
            outcome.Move(new CashMoved(Line, Step(answer, before.State))
            {
                Why = answer == PaymentOutcome.Settled ? null : $"not paid, as finance found out: {firstReason}",
                Attempt = Attempt == before.Attempt ? null : Attempt,
                Entry = outcome.NextEntry,
            });
            PaymentPosting.Post(outcome, new RecordPayment(Id, Actor, Line, Attempt, answer, null), before);
        }

        var grant = outcome.Grant;
        if (grant is { Withdrawing: true } && grant.Line(Line) is { CanCancel: true } owed)
        {
            // The person withdrew while this was in question: there is nothing to pay again.
            outcome.Move(new CashMoved(Line, CashTrigger.Cancel));
            outcome.ReleaseCommitment(Account.PayableCash, owed.Amount, ends: outcome.Grant.State == GrantState.Withdrawn, Line);
        }

        outcome.Ask(new EndAttempt(
            PaymentId.For(grant.Id, Line), Attempt, grant.Id, Line, grant.Application.Person, before.Route, before.Amount, Resolution.InBook(before, Attempt, Paid), OverAnswer: !isDoubt));
    }

    private static CashTrigger Step(PaymentOutcome answer, CashState from) => answer switch
    {
        PaymentOutcome.Settled => from == CashState.Unknown ? CashTrigger.Settle : CashTrigger.SettleLate,
        PaymentOutcome.Failed => CashTrigger.Fail,
        _ => CashTrigger.Return,
    };

    private bool HasReleased(CashLine cash) => cash.Releaser == Actor.Id || cash.Releasers?.Contains(Actor.Id) == true;
}

/// <summary>One of finance says what became of a payment; a colleague has to say the same.</summary>
public sealed record ResolutionProposed(LineId Line, int Attempt, bool Paid, string Reason, string Evidence) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) =>
        grant.WithLine((CashLine)grant.Line(Line)! with { Proposed = new(Attempt, Paid, By.Id, At, Reason, Evidence) });
}

/// <summary>Two of finance say the same of a payment: that is what counts, until the provider says otherwise.</summary>
public sealed record PaymentResolved(LineId Line, int Attempt, bool Paid, string Reason, string Evidence) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant)
    {
        var line = (CashLine)grant.Line(Line)!;
        var contradictions = line.Contradictions?.RemoveAll(one => one.Attempt == Attempt);
        return grant.WithLine(line with
        {
            Proposed = null,
            Contradictions = contradictions is { Count: > 0 } ? contradictions : null,
            Resolved = (line.Resolved ?? []).RemoveAll(one => one.Attempt == Attempt).Add(new(Attempt, Paid)),
        });
    }
}
