using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout;

/// <summary>What a provider's answer does to the books and to the funding line.</summary>
internal static class PaymentPosting
{
    /// <param name="outcome">After the line moved.</param>
    /// <param name="answer">What the provider said.</param>
    /// <param name="before">The line before it moved.</param>
    public static void Post(Outcome outcome, RecordPayment answer, CashLine before)
    {
        var grant = outcome.Grant;
        // Of an attempt before the last only the amount that was booked is known, and that is in the difference.
        var paidAs = answer.Attempt == before.Attempt ? PaidAs.Of(before.Conversion, answer.Booked) : null;
        switch (answer.Outcome)
        {
            case PaymentOutcome.Settled:
                // What had failed was owed again, which is what this takes back.
                var late = before.State is CashState.Failed or CashState.Due;
                outcome.Post(EntryKind.CashPayout, Account.SpentCash, late ? Account.PayableCash : Account.InTransit, before.Amount, before.Id, late ? before.Posted : null, paidAs);
                outcome.Ask(new SettleFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, before.Amount));
                break;
            case PaymentOutcome.Returned:
                Return(outcome, before, paidAs);
                break;
            case PaymentOutcome.Failed:
                outcome.Post(EntryKind.PayoutFailure, Account.PayableCash, Account.InTransit, before.Amount, before.Id, before.Posted, paidAs);
                if (grant.Withdrawing && grant.Line(before.Id) is { CanCancel: true })
                {
                    // The person withdrew while this was on its way: there is nothing to repair.
                    outcome.Move(new CashMoved(before.Id, CashTrigger.Cancel));
                    outcome.ReleaseCommitment(Account.PayableCash, before.Amount, ends: outcome.Grant.State == GrantState.Withdrawn, before.Id);
                }

                break;
            default:
                break;
        }

        if (BookedAmount.Loss(answer, before) is { } loss)
        {
            PostDifference(outcome, loss, before.Id, paidAs);
        }
    }

    /// <summary>What the way out of a payment cost that had come back before.</summary>
    public static void BookTheWayOut(Outcome outcome, RecordPayment answer, CashLine before)
    {
        var loss = BookedAmount.Loss(answer, before);
        outcome.Note(new WayOutBooked(before.Id, answer.Attempt, answer.Booked!.Value) { Difference = loss });
        if (loss is { } difference)
        {
            PostDifference(outcome, difference, before.Id, answer.Attempt == before.Attempt ? PaidAs.Of(before.Conversion, answer.Booked) : null);
        }
    }

    private static void Return(Outcome outcome, CashLine before, PaidAs? paidAs)
    {
        var (grant, amount) = (outcome.Grant, before.Amount);
        outcome.Post(EntryKind.PayoutReturn, Account.Returned, before.State == CashState.Paid ? Account.SpentCash : Account.InTransit, amount, before.Id, before.Posted, paidAs);
        if (before.State != CashState.Paid)
        {
            // What came back is not free to be granted again: for the funding line it is spent, as if it had been paid first.
            outcome.Ask(new SettleFunds(grant.Id, grant.FundingLine, grant.Reservation, outcome.EventId, amount));
        }

        if (grant.State == GrantState.Withdrawn)
        {
            // Nothing is left to give back, but the person got nothing: the place in the quota is free again.
            outcome.Ask(new ReleaseFunds(grant.Id, grant.FundingLine, grant.Reservation, $"{outcome.EventId}-{before.Id}", Money.Zero(amount.Currency), Ends: true));
        }
    }

    /// <summary>A loss takes from what is free on the funding line, a gain adds to it. It is a fact: where nothing is free, the line shows that it is overdrawn.</summary>
    private static void PostDifference(Outcome outcome, Money loss, LineId line, PaidAs? paidAs)
    {
        if (loss.IsPositive)
        {
            outcome.Post(EntryKind.ExchangeDifference, Account.ExchangeDifference, Account.Available, loss, line, paidAs: paidAs);
        }
        else
        {
            outcome.Post(EntryKind.ExchangeDifference, Account.Available, Account.ExchangeDifference, -loss, line, paidAs: paidAs);
        }

        var grant = outcome.Grant;
        outcome.Ask(new AdjustFunds(grant.Id, grant.FundingLine, grant.Reservation, $"{outcome.EventId}-difference", loss));
    }
}
