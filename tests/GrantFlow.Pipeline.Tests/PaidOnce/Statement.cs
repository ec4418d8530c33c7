using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Payouts.Book;

namespace GrantFlow.Pipeline.Tests.PaidOnce;

/// <summary>Brings what was said outside to the grants, as an import does: first our own book, then the command.</summary>
internal static class Statement
{
    public static async Task Bring(PaymentBook book, Answers answers, Said said, CommandId id)
    {
        var order = said.Order;
        await book.Change(order.Payment, order.Attempt, present => Enter(present, said.Outcome), default);
        var command = new RecordPayment(id, Actor.System, order.Payment.Line, order.Attempt, said.Outcome, said.Outcome is PaymentOutcome.Failed or PaymentOutcome.Returned ? "TM01" : null)
        {
            Booked = said.Booked is { } booked ? new Money(booked, Currency.Eur) : null,
        };
        await answers.Send(command, "statement", default);
    }

    /// <summary>The id that an answer has whoever brings it.</summary>
    public static CommandId IdOf(Order order, PaymentOutcome outcome) => Answers.IdFor(order.Payment.Grant, "payment", order.Payment.Value, $"{order.Attempt}", $"{outcome}");

    /// <summary>Money that came back stays back, and what was paid is not failed any more.</summary>
    public static PaymentAttempt? Enter(PaymentAttempt present, PaymentOutcome outcome) => (present.Outcome, outcome) switch
    {
        (PaymentOutcome.Returned, _) => null,
        (PaymentOutcome.Settled, not PaymentOutcome.Returned) => null,
        (PaymentOutcome.Failed, not PaymentOutcome.Settled) => null,
        _ => present with { Outcome = outcome },
    };
}
