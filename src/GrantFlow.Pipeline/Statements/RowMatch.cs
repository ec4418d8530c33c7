using System.Globalization;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Payouts.Book;

namespace GrantFlow.Pipeline.Statements;

/// <summary>What a row is about.</summary>
/// <param name="Attempt">The attempt; null where none is sure.</param>
/// <param name="Candidates">What it may be about instead.</param>
/// <param name="Why">Why none is sure.</param>
internal sealed record Match(PaymentAttempt? Attempt, IReadOnlyList<PaymentAttempt> Candidates, string? Why);

/// <summary>
/// Finds the attempt that a row is about: by end-to-end id, then by the attempt's own reference. An account and an amount alone are never enough: they give candidates, and a
/// person decides.
/// </summary>
public sealed class RowMatch(PaymentBook book)
{
    /// <summary>Candidates that are shown.</summary>
    private const int Most = 10;

    internal async Task<Match> Find(StatementEntry entry, CancellationToken cancellationToken)
    {
        var row = entry.Row;
        if (entry.Decision is { Payment: { } decided } decision)
        {
            var attempts = await book.Attempts(decided, cancellationToken);
            return Of((decision.Attempt is { } attempt ? attempts.FirstOrDefault(one => one.Attempt == attempt) : null) ?? (decision.Attempt is null ? Meant(attempts, row) : null), $"No such attempt of payment {decided} is in the book.");
        }

        if (row.Fault is { } fault)
        {
            return Of(null, $"The row cannot be read as a whole: {fault}");
        }

        var byReference = row.Uetr is { } uetr ? await book.ByUetr(uetr, cancellationToken) : null;
        if (PaymentId.TryParse(row.EndToEndId, out var payment))
        {
            var attempts = await book.Attempts(payment, cancellationToken);
            return byReference is not null && byReference.Payment != payment
                ? new Match(null, [.. attempts.TakeLast(1), byReference], "End-to-end id and UETR are of two payments.")
                : attempts.Count == 0
                    ? await ByAccount(row, $"No attempt of payment {payment} was handed to a bank.", cancellationToken)
                    : Of(byReference ?? Meant(attempts, row));
        }

        return byReference is not null ? Of(byReference) : await ByAccount(row, "It has no end-to-end id or UETR of ours.", cancellationToken);
    }

    /// <summary>The attempt that the instruction id or the batch names; else the one that is open, which is the last.</summary>
    private static PaymentAttempt? Meant(IReadOnlyList<PaymentAttempt> attempts, StatementRow row) =>
        attempts.FirstOrDefault(attempt => attempt.Uetr == row.Uetr)
        ?? attempts.FirstOrDefault(attempt => row.InstructionId is { } id && IsOf(id, attempt))
        ?? attempts.LastOrDefault(attempt => attempt.Batch is { } batch && RowExpansion.BatchOf(row) == batch)
        ?? (attempts is [.., var last] ? last : null);

    private static bool IsOf(string instructionId, PaymentAttempt attempt) =>
        instructionId.StartsWith(attempt.Payment.Value, StringComparison.Ordinal)
        && int.TryParse(instructionId[attempt.Payment.Value.Length..].TrimStart('-', '.', '/'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number == attempt.Attempt;

    private async Task<Match> ByAccount(StatementRow row, string why, CancellationToken cancellationToken) =>
        row is { AccountHash: { } account, Amount: { } amount } && await book.ByAccountHash(account, amount, cancellationToken) is { Count: > 0 } found
            ? new Match(null, [.. found.Take(Most)], $"{why} Account and amount are those of {found.Count} attempts.")
            : Of(null, why);

    private static Match Of(PaymentAttempt? attempt, string? why = null) => new(attempt, [], attempt is null ? why : null);
}
