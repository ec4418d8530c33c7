using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.CashDesk;

/// <summary>An officer of the country office has handed over the money of a voucher whose one-time code the person brought.</summary>
/// <param name="Id">Derived from payment and attempt, so that the same money is handed over once.</param>
/// <param name="Actor">Who handed it over.</param>
/// <param name="Line">Which cash line.</param>
/// <param name="Attempt">Which attempt; a voucher of an older one is void.</param>
/// <param name="Issuer">Who issued the voucher, and so has seen its code.</param>
public sealed record ConfirmCashDesk(CommandId Id, Actor Actor, LineId Line, int Attempt, ActorId Issuer) : GrantCommand(Id, Actor)
{
    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var cash = grant.Line(Line) as CashLine;
        return Ruling.On(grant, this, context)
            .By(Role.CountryOffice)
            // The money is in the person's hands: a hold cannot undo that.
            .FromEvenOnHold(GrantTrigger.MoveLine)
            .Line<CashLine>(Line, line => line.State is CashState.Released or CashState.Instructed)
            .Unless(cash is not null && cash.Attempt != Attempt, RefusalCode.StaleAttempt, $"The voucher is of attempt {Attempt}; line {Line} is at attempt {cash?.Attempt}. Ask for a new voucher.")
            .Unless(cash is not null && cash.Route.Kind != RouteKind.CashDesk, RefusalCode.NotAtCashDesk, $"Line {Line} is not paid at the cash desk. Give it that route once the present attempt has failed.")
            .Unless(cash is not null && IsInvolved(grant, cash), RefusalCode.CashierInvolved, "Who submitted, approved, verified or released a grant, or issued the voucher, does not hand over its cash. Ask a colleague of the office.")
            .Then(outcome =>
            {
                if (cash!.State == CashState.Released)
                {
                    outcome.Move(new CashMoved(Line, CashTrigger.Instruct));
                }

                outcome.Move(new CashMoved(Line, CashTrigger.Settle) { Receipt = ReceiptOf(grant.Id, Line, Attempt), Entry = outcome.NextEntry });
                PaymentPosting.Post(outcome, new RecordPayment(Id, Actor, Line, Attempt, PaymentOutcome.Settled, null), cash);
            });
    }

    /// <summary>The number on the receipt: the payment's and the attempt's.</summary>
    public static string ReceiptOf(GrantId grant, LineId line, int attempt) => $"R-{PaymentId.For(grant, line)}-{attempt:D2}";

    private bool IsInvolved(Grant grant, CashLine line) =>
        Issuer == Actor.Id
        || grant.Submitters.Contains(Actor.Id)
        || grant.Approvers.Contains(Actor.Id)
        || grant.Verifier == Actor.Id
        || line.Releaser == Actor.Id
        || line.Releasers?.Contains(Actor.Id) == true;
}

/// <summary>Cash that was handed over at a desk.</summary>
/// <param name="Receipt">Number of the receipt.</param>
/// <param name="By">Who handed it over.</param>
/// <param name="At">When (UTC).</param>
public sealed record HandedOver(string Receipt, ActorId By, DateTimeOffset At);
