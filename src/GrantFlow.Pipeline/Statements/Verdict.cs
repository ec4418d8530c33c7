using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Payouts.Book;

namespace GrantFlow.Pipeline.Statements;

/// <summary>What a row does to the attempt it is about, as our book has it. Pure: the same row and attempt give the same verdict.</summary>
/// <param name="Result">What becomes of the row; <see cref="RowResult.Sent"/> where the grant decides.</param>
/// <param name="Becomes">How the attempt stands after it; null where it stays.</param>
/// <param name="Why">In words, where it is not plain.</param>
internal sealed record Verdict(RowResult Result, PaymentOutcome? Becomes = null, string? Why = null)
{
    /// <summary>It is told to the grant, and the attempt stands as it stood: what is said was before.</summary>
    public bool Behind { get; init; }

    /// <param name="present">The attempt.</param>
    /// <param name="entry">The row.</param>
    /// <param name="earlier">The row of another place that said last how the attempt stands; null where none did.</param>
    /// <param name="most">Which share of what was released an exchange rate may take or bring before a person looks at it.</param>
    public static Verdict Of(PaymentAttempt present, StatementEntry entry, StatementRow? earlier, decimal most)
    {
        var row = entry.Row;
        var decided = entry.Decision is { Payment: not null };
        var says = entry.Decision?.Says ?? row.Says;
        if (OutcomeOf(says) is not { } outcome)
        {
            return Nothing(present, says);
        }

        if (decided)
        {
            return new(RowResult.Sent, outcome) { Behind = outcome == PaymentOutcome.Settled && IsWayOut(present, row) };
        }

        if (row.Amount is { } amount && amount != present.PayAs)
        {
            return new(RowResult.AmountDifferent, Why: $"{present.PayAs} was ordered; the bank says {amount}.");
        }

        if (row.Booked is { } booked && IsConverted(present) && booked.Currency == present.Amount.Currency && Math.Abs((decimal)booked.Minor - present.Amount.Minor) > most * present.Amount.Minor)
        {
            return new(RowResult.AmountDifferent, Why: $"{present.Amount} was released and {booked} booked. That is more than {most:P0} apart, further than the exchange rate is believed to have moved: ask the bank, then say what it was.");
        }

        // A status report names no amount that was booked, and with an exchange rate that is another one.
        if (says == StatementSays.Settled && row.Kind == StatementKind.StatusReport && IsConverted(present))
        {
            return Nothing(present, StatementSays.Accepted);
        }

        return outcome switch
        {
            PaymentOutcome.Settled => Settled(present, row, earlier),
            PaymentOutcome.Failed => Failed(present),
            _ => Returned(present, row, earlier),
        };
    }

    /// <summary>What a bank's word makes of an attempt; null where it ends nothing.</summary>
    public static PaymentOutcome? OutcomeOf(StatementSays says) => says switch
    {
        StatementSays.Settled => PaymentOutcome.Settled,
        StatementSays.Rejected => PaymentOutcome.Failed,
        StatementSays.Returned => PaymentOutcome.Returned,
        _ => null,
    };

    private static Verdict Nothing(PaymentAttempt present, StatementSays says) => says switch
    {
        StatementSays.Unclear => new(RowResult.Unmatched, Why: "The payment is known, but not what the bank says of it. Say whether it was settled, rejected or returned."),
        _ when present.Outcome == PaymentOutcome.Failed => new(RowResult.OutOfOrder, Why: "It had failed, and the bank says that it is under way."),
        _ => new(RowResult.Noted),
    };

    private static Verdict Settled(PaymentAttempt present, StatementRow row, StatementRow? earlier) => present.Outcome switch
    {
        PaymentOutcome.Settled => IsTwice(row, earlier)
            ? new(RowResult.OutOfOrder, Why: "It was booked before under another reference of the bank: the bank may have paid twice.")
            : new(RowResult.AlreadyKnown),
        // What came back before anybody said that it had left: what the way out cost is still to be booked.
        PaymentOutcome.Returned when IsWayOut(present, row) => new(RowResult.Sent, PaymentOutcome.Settled) { Behind = true },
        PaymentOutcome.Returned when row.BookedOn is { } day && earlier?.BookedOn is { } later && day <= later => new(RowResult.AlreadyKnown, Why: "It came back since; that is known."),
        PaymentOutcome.Returned => new(RowResult.OutOfOrder, Why: "It had come back, and the bank says that it was paid."),
        // Also after it had failed: the grant knows whether something else took its place.
        _ => new(RowResult.Sent, PaymentOutcome.Settled),
    };

    private static Verdict Failed(PaymentAttempt present) => present.Outcome switch
    {
        PaymentOutcome.Failed or PaymentOutcome.Returned => new(RowResult.AlreadyKnown),
        PaymentOutcome.Settled => new(RowResult.OutOfOrder, Why: "It was settled, and the bank says that it is rejected."),
        _ => new(RowResult.Sent, PaymentOutcome.Failed),
    };

    private static Verdict Returned(PaymentAttempt present, StatementRow row, StatementRow? earlier) => present.Outcome switch
    {
        PaymentOutcome.Returned => IsTwice(row, earlier)
            ? new(RowResult.OutOfOrder, Why: "It came back before under another reference of the bank: the bank may have sent it back twice.")
            : new(RowResult.AlreadyKnown),
        PaymentOutcome.Failed => new(RowResult.OutOfOrder, Why: "It had failed, and the bank says that it came back."),
        _ => new(RowResult.Sent, PaymentOutcome.Returned),
    };

    /// <summary>The booking of what came back before anybody said that it had left.</summary>
    private static bool IsWayOut(PaymentAttempt present, StatementRow row) =>
        present.Outcome == PaymentOutcome.Returned && row.Booked is not null && IsConverted(present) && present.Said?.Exists(said => said.Outcome == PaymentOutcome.Settled) != true;

    private static bool IsConverted(PaymentAttempt present) => present.PayAs.Currency != present.Amount.Currency;

    /// <summary>Two bookings of one payment, by the bank's own references. Notification and statement may each call the same booking their own way.</summary>
    private static bool IsTwice(StatementRow row, StatementRow? earlier) =>
        row is { Reference: { } reference, Kind: not StatementKind.StatusReport } && earlier is { Reference: { } before } && earlier.Kind == row.Kind && reference != before;
}
