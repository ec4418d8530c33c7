using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>What a provider says of a payment.</summary>
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
}

/// <summary>A provider's answer.</summary>
/// <param name="Id">Derived from payment, attempt and outcome.</param>
/// <param name="Actor">The pipeline.</param>
/// <param name="Line">Which cash line.</param>
/// <param name="Attempt">Which attempt; an answer to an older one changes nothing.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Reason">ISO 20022 external status reason or the provider's own words; null when it went well.</param>
public sealed record RecordPayment(CommandId Id, Actor Actor, LineId Line, int Attempt, PaymentOutcome Outcome, string? Reason) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var cash = grant.Line(Line) as CashLine;
        var steps = Steps(cash?.State);
        return Ruling.On(grant, this, context)
            .By(Role.System)
            .FromEvenOnHold(GrantTrigger.MoveLine)
            .Line<CashLine>(Line, line => CashMachine.At(line.State).CanFire(steps[0]))
            .Unless(cash is not null && cash.Attempt != Attempt, RefusalCode.StaleAttempt, $"The answer is about attempt {Attempt}; line {Line} is at attempt {cash?.Attempt}.")
            .Then(outcome =>
            {
                foreach (var step in steps)
                {
                    outcome.Move(new CashMoved(Line, step) { Why = step is CashTrigger.Fail or CashTrigger.Return ? Reason ?? "no reason given" : null });
                }

                PostEnd(outcome, cash!);
            });
    }

    /// <summary>A provider may settle at once: then it took the payment on as well.</summary>
    private CashTrigger[] Steps(CashState? from) => (Outcome, from) switch
    {
        (PaymentOutcome.Instructed, _) => [CashTrigger.Instruct],
        (PaymentOutcome.Settled, CashState.Released) => [CashTrigger.Instruct, CashTrigger.Settle],
        (PaymentOutcome.Settled, _) => [CashTrigger.Settle],
        (PaymentOutcome.Failed, _) => [CashTrigger.Fail],
        (_, CashState.Released) => [CashTrigger.Instruct, CashTrigger.Return],
        _ => [CashTrigger.Return],
    };

    private void PostEnd(Outcome outcome, CashLine before)
    {
        var amount = before.Amount;
        var grant = outcome.Grant;
        switch (Outcome)
        {
            case PaymentOutcome.Settled:
                outcome.Post(EntryKind.CashPayout, Account.SpentCash, Account.InTransit, amount, Line);
                outcome.Ask(new SettleFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, amount));
                break;
            case PaymentOutcome.Returned:
                outcome.Post(EntryKind.PayoutReturn, Account.Returned, before.State == CashState.Paid ? Account.SpentCash : Account.InTransit, amount, Line);
                if (before.State != CashState.Paid)
                {
                    // What came back is not free to be granted again: for the funding line it is spent, as if it had been paid first.
                    outcome.Ask(new SettleFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, amount));
                }

                if (grant.State == GrantState.Withdrawn)
                {
                    // Nothing is left to give back, but the person got nothing: the place in the quota is free again.
                    outcome.Ask(new ReleaseFunds(grant.Id, grant.FundingLine, grant.Reservation, $"{outcome.EventId}-{Line}", Money.Zero(amount.Currency), Ends: true));
                }

                break;
            case PaymentOutcome.Failed:
                outcome.Post(EntryKind.PayoutFailure, Account.PayableCash, Account.InTransit, amount, Line);
                if (grant.Withdrawing)
                {
                    // The person withdrew while this was on its way: there is nothing to repair.
                    outcome.Move(new CashMoved(Line, CashTrigger.Cancel));
                    outcome.ReleaseCommitment(Account.PayableCash, amount, ends: outcome.Grant.State == GrantState.Withdrawn, Line);
                }

                break;
            default:
                break;
        }
    }
}
