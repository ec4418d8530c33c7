using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Statements;

/// <summary>What a person says of a row.</summary>
/// <param name="Payment">Which payment it is about; null where it is of no concern.</param>
/// <param name="Attempt">Which attempt; null for the one that is open.</param>
/// <param name="Says">What it says of it; null for what the row says itself.</param>
/// <param name="Reason">Why.</param>
public sealed record RowWord(PaymentId? Payment, int? Attempt, StatementSays? Says, string Reason);

/// <summary>How a decision ended.</summary>
public enum RowDecided
{
    /// <summary>It goes on its way.</summary>
    Taken,

    /// <summary>There is no such row.</summary>
    NoRow,

    /// <summary>The row waits for nobody.</summary>
    NotOpen,

    /// <summary>There is no such attempt in the book.</summary>
    NoPayment,

    /// <summary>Who released a payment does not decide what a bank says of it.</summary>
    Released,

    /// <summary>It has to be said whether the payment was settled, rejected or returned.</summary>
    SayWhat,
}

/// <summary>Takes what people decide about rows that wait for them, and notes who did.</summary>
public sealed class StatementDecisions(StatementStore store, StatementSteps steps, UnfinishedStore unfinished, PaymentBook book, GrantStore grants, TimeProvider time)
{
    /// <summary>Takes a decision, or says why not.</summary>
    public async Task<RowDecided> Decide(StatementId file, int number, ActorId by, RowWord word, CancellationToken cancellationToken)
    {
        if (await store.FindRow(file, number, cancellationToken) is not { } entry)
        {
            return RowDecided.NoRow;
        }

        if (!entry.IsOpen)
        {
            return await Again(file, entry, by, word, cancellationToken);
        }

        if (word.Payment is { } payment)
        {
            var attempts = await book.Attempts(payment, cancellationToken);
            if (!attempts.Any(attempt => word.Attempt is null || attempt.Attempt == word.Attempt))
            {
                return RowDecided.NoPayment;
            }

            if (await HasReleased(by, payment, cancellationToken))
            {
                return RowDecided.Released;
            }

            if (Verdict.OutcomeOf(word.Says ?? entry.Row.Says) is null)
            {
                return RowDecided.SayWhat;
            }
        }
        else if (entry.Payment is { } meant && await HasReleased(by, meant, cancellationToken))
        {
            // To ignore what a bank says of a payment is a decision about it.
            return RowDecided.Released;
        }

        var decision = new RowDecision(by, time.GetUtcNow(), word.Payment, word.Attempt, word.Says, word.Reason);
        var taken = await store.Decide(
            file,
            number,
            present => present.IsOpen && present.Decisions == entry.Decisions
                ? present with { Result = word.Payment is null ? RowResult.Ignored : RowResult.New, Decision = decision, Decisions = present.Decisions + 1 }
                : null,
            cancellationToken);
        if (!taken)
        {
            return RowDecided.NotOpen;
        }

        await unfinished.Add(WorkKind.Statement, file.Value, cancellationToken);
        await Send(file, number, cancellationToken);
        return RowDecided.Taken;
    }

    /// <summary>The same word of the same person: the first call may have died on the way.</summary>
    private async Task<RowDecided> Again(StatementId file, StatementEntry entry, ActorId by, RowWord word, CancellationToken cancellationToken)
    {
        if (entry.Decision is not { } known || known.By != by || new RowWord(known.Payment, known.Attempt, known.Says, known.Reason) != word)
        {
            return RowDecided.NotOpen;
        }

        await Send(file, entry.Row.Number, cancellationToken);
        return RowDecided.Taken;
    }

    private Task Send(StatementId file, int number, CancellationToken cancellationToken) =>
        steps.Send(new StatementRequest(file, StatementStep.Match, StatementStore.HandfulOf(number), Check: 0), null, cancellationToken);

    private async Task<bool> HasReleased(ActorId by, PaymentId payment, CancellationToken cancellationToken) =>
        (await grants.Find(payment.Grant, cancellationToken))?.Grant.Line(payment.Line) is CashLine line && (line.Releaser == by || line.Releasers?.Contains(by) == true);
}
