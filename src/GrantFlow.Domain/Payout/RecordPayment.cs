using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>What a provider says of a payment. Names are stored: add, never rename.</summary>
public enum PaymentOutcome
{
    /// <summary>Taken on; the end is not known yet.</summary>
    Instructed,

    /// <summary>The person has the money.</summary>
    Settled,

    /// <summary>Not paid, and never will be in this attempt.</summary>
    Failed,

    /// <summary>The money came back.</summary>
    Returned,

    /// <summary>The provider cannot say whether it paid.</summary>
    Unknown,
}

/// <summary>A provider's answer.</summary>
/// <param name="Id">Derived from payment, attempt and outcome.</param>
/// <param name="Actor">The pipeline.</param>
/// <param name="Line">Which cash line.</param>
/// <param name="Attempt">Which attempt; an answer to an older one changes nothing, unless that one was paid after all and no other is on its way.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Reason">ISO 20022 external status reason or the provider's own words; null when it went well.</param>
public sealed record RecordPayment(CommandId Id, Actor Actor, LineId Line, int Attempt, PaymentOutcome Outcome, string? Reason) : GrantCommand(Id, Actor)
{
    /// <summary>What the bank booked, in the grant's currency; null where it does not say, or where nothing was booked.</summary>
    public Money? Booked { get; init; }

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var cash = grant.Line(Line) as CashLine;
        if (cash is not null && LateAnswer.IsDoubled(this, cash))
        {
            return Ruling.On(grant, this, context)
                .By(Role.System)
                .Unless(true, RefusalCode.PossibleDoublePayment, LateAnswer.DoubledWhy(Attempt, cash))
                .Then(_ => { });
        }

        if (cash is not null && LateAnswer.BooksTheWayOut(this, cash))
        {
            return Ruling.On(grant, this, context)
                .By(Role.System)
                .FromEvenOnHoldOrAfterTheEnd(GrantTrigger.MoveLine)
                .Unless(BookedAmount.Check(this, cash))
                .Then(outcome => PaymentPosting.BookTheWayOut(outcome, this, cash));
        }

        var steps = Steps(cash?.State);
        var ruling = Ruling.On(grant, this, context).By(Role.System);
        // Money can come back after the books were closed; everything else ends with the grant.
        return (Outcome == PaymentOutcome.Returned ? ruling.FromEvenOnHoldOrAfterTheEnd(GrantTrigger.MoveLine) : ruling.FromEvenOnHold(GrantTrigger.MoveLine))
            .Line<CashLine>(Line, line => CashMachine.At(line.State).CanFire(Steps(line.State)[0]) && !LateAnswer.IsOld(this, line))
            .Unless(cash is not null && !LateAnswer.Concerns(this, cash), RefusalCode.StaleAttempt, $"The answer is about attempt {Attempt}; line {Line} is at attempt {cash?.Attempt}.")
            .Unless(cash is null ? [] : BookedAmount.Check(this, cash))
            .Then(outcome =>
            {
                foreach (var step in steps)
                {
                    outcome.Move(step is CashTrigger.Instruct ? new CashMoved(Line, step) : Said(step, cash!) with { Entry = step is CashTrigger.Doubt ? null : outcome.NextEntry });
                }

                PaymentPosting.Post(outcome, this, cash!);
            });
    }

    private CashMoved Said(CashTrigger step, CashLine before) => new(Line, step)
    {
        Why = step is CashTrigger.Fail or CashTrigger.Return or CashTrigger.Doubt ? Reason ?? "no reason given" : null,
        Attempt = Attempt == before.Attempt ? null : Attempt,
        Booked = step is CashTrigger.Fail or CashTrigger.Doubt ? null : Booked,
        Difference = BookedAmount.Loss(this, before),
    };

    /// <summary>A provider may settle at once: then it took the payment on as well. And it may settle what it had called failed.</summary>
    private CashTrigger[] Steps(CashState? from) => (Outcome, from) switch
    {
        (PaymentOutcome.Instructed, _) => [CashTrigger.Instruct],
        (PaymentOutcome.Unknown, _) => [CashTrigger.Doubt],
        (PaymentOutcome.Settled, CashState.Released) => [CashTrigger.Instruct, CashTrigger.Settle],
        (PaymentOutcome.Settled, CashState.Failed or CashState.Due) => [CashTrigger.SettleLate],
        (PaymentOutcome.Settled, _) => [CashTrigger.Settle],
        (PaymentOutcome.Failed, _) => [CashTrigger.Fail],
        (_, CashState.Released) => [CashTrigger.Instruct, CashTrigger.Return],
        _ => [CashTrigger.Return],
    };
}
