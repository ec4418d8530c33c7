using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Payouts.Book;

namespace GrantFlow.Pipeline.Statements;

/// <summary>
/// Brings one row to the payment it is about: the book changes, and the grant is told. The book remembers which row changed it, so that a second delivery finds its own work and
/// goes on from there, and another row that says the same finds that it was said.
/// </summary>
public sealed class StatementMatcher(PaymentBook book, RowMatch match, StatementStore store, Answers answers, BatchRules rules)
{
    /// <summary>What becomes of a row that nobody looked at yet, or that a person decided.</summary>
    internal async Task<StatementEntry> Bring(StatementFile file, StatementEntry entry, CancellationToken cancellationToken)
    {
        var (attempt, candidates, why) = await match.Find(entry, cancellationToken);
        if (attempt is null)
        {
            return entry with
            {
                Result = RowResult.Unmatched,
                Why = why,
                Candidates = candidates.Count == 0 ? null : [.. candidates.Select(one => new RowCandidate(one.Payment, one.Attempt, one.Outcome))],
            };
        }

        var (verdict, after) = await Change(file, entry, attempt, cancellationToken);
        var matched = entry with { Result = verdict.Result, Why = verdict.Why, Payment = attempt.Payment, Attempt = attempt.Attempt, Candidates = null, Code = null, Command = null };
        return verdict is { Result: RowResult.Sent, Becomes: { } outcome } ? await Tell(file, matched, after, outcome, cancellationToken) : matched;
    }

    private async Task<(Verdict Verdict, PaymentAttempt After)> Change(StatementFile file, StatementEntry entry, PaymentAttempt attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The row that spoke before is read first; should another one speak meanwhile, this is looked at again.
            var last = attempt.Said?.LastOrDefault(said => said.Outcome == attempt.Outcome && !IsFrom(said, file, entry));
            var earlier = last is null ? null : (await store.FindRow(StatementId.Parse(last.File), last.Row, cancellationToken))?.Row;
            Verdict? verdict = null;
            var after = await book.Change(attempt.Payment, attempt.Attempt, present =>
            {
                if (present.Outcome != attempt.Outcome || present.Said?.Count != attempt.Said?.Count)
                {
                    return null;
                }

                verdict = present.Said?.Find(said => IsFrom(said, file, entry) && said.Outcome == Verdict.OutcomeOf(entry.Decision?.Says ?? entry.Row.Says)) is { } own
                    ? new Verdict(RowResult.Sent, own.Outcome)
                    : Verdict.Of(present, entry, earlier, rules.MostExchangeDifference);
                return verdict is { Result: RowResult.Sent, Becomes: { } outcome } && !IsOwn(present, file, entry, outcome) ? Changed(present, file, entry, outcome, verdict.Behind) : null;
            }, cancellationToken);
            if (verdict is not null)
            {
                return (verdict, after);
            }

            attempt = after;
        }
    }

    private static PaymentAttempt Changed(PaymentAttempt present, StatementFile file, StatementEntry entry, PaymentOutcome outcome, bool behind) => present with
    {
        Outcome = behind ? present.Outcome : outcome,
        Reason = behind ? present.Reason : outcome == PaymentOutcome.Settled ? null : entry.Row.Reason,
        Reference = behind ? present.Reference : entry.Row.Reference ?? present.Reference,
        Said = (present.Said ?? []).Add(new PaymentSource(outcome, file.Id.Value, entry.Row.Number)),
    };

    private async Task<StatementEntry> Tell(StatementFile file, StatementEntry entry, PaymentAttempt attempt, PaymentOutcome outcome, CancellationToken cancellationToken)
    {
        var grant = attempt.Payment.Grant;
        // Two files that say the same are one command. A person's word is one of its own: the first may have been refused.
        string[] parts = ["payment", attempt.Payment.Value, $"{attempt.Attempt}", $"{outcome}"];
        var id = entry.Decision is null ? Answers.IdFor(grant, parts) : Answers.IdFor(grant, [.. parts, file.Id.Value, $"{entry.Row.Number}", $"{entry.Decisions}"]);
        var command = new RecordPayment(id, Actor.System, attempt.Payment.Line, attempt.Attempt, outcome, outcome == PaymentOutcome.Settled ? null : entry.Row.Reason)
        {
            Booked = outcome == PaymentOutcome.Failed ? null : Booked(entry.Row, attempt),
        };
        await answers.Send(command, file.Id.Value, cancellationToken);
        return entry with { Command = id };
    }

    /// <summary>What was booked, where the grant can make something of it: only an exchange rate makes it another amount. Any other difference a person has accepted by then.</summary>
    private static Money? Booked(StatementRow row, PaymentAttempt attempt) =>
        row.Booked is { } booked && booked.Currency == attempt.Amount.Currency && (attempt.PayAs.Currency != attempt.Amount.Currency || booked == attempt.Amount) ? booked : null;

    private static bool IsOwn(PaymentAttempt present, StatementFile file, StatementEntry entry, PaymentOutcome outcome) =>
        present.Said?.Exists(said => said.Outcome == outcome && IsFrom(said, file, entry)) == true;

    private static bool IsFrom(PaymentSource said, StatementFile file, StatementEntry entry) => said.File == file.Id.Value && said.Row == entry.Row.Number;
}
