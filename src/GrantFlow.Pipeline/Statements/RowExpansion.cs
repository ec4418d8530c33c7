using System.Runtime.CompilerServices;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Statements.Reading;

namespace GrantFlow.Pipeline.Statements;

/// <summary>
/// The rows of a file as they are kept: accounts as keyed hashes; and what a bank says of a whole batch as one row for each payment in it that the file does not name. A batch does
/// not change once it is released, so a file comes to the same rows every time.
/// </summary>
public sealed class RowExpansion(PaymentBook book, BatchStore batches)
{
    internal async IAsyncEnumerable<StatementRow> Rows(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (number, named) = (0, new Dictionary<string, StatementSays>());
        await foreach (var bank in StatementReader.Read(file, new StatementHead(), cancellationToken))
        {
            var row = Hashed(bank);
            var lines = row is { OfBatch: true, Fault: null } && row.Says is StatementSays.Settled or StatementSays.Rejected ? await Lines(row, named, cancellationToken) : null;
            foreach (var one in lines ?? [row])
            {
                yield return one with { Number = ++number };
            }

            if (row.EndToEndId is { } id)
            {
                named[id] = row.Says;
            }
        }
    }

    private StatementRow Hashed(BankRow bank) => bank.Account is { } account
        ? bank.Row with { AccountHash = book.HashOf(account), AccountEnd = BankWords.EndOf(account) }
        : bank.Row;

    /// <summary>None where the file has named them all, which says it already; null where it cannot be told what is meant.</summary>
    private async Task<List<StatementRow>?> Lines(StatementRow row, Dictionary<string, StatementSays> named, CancellationToken cancellationToken)
    {
        if (BatchOf(row) is not { } batch)
        {
            return null;
        }

        var all = await batches.Lines(batch, cancellationToken).Where(line => !line.State.IsOut() && line.Attempt > 0).ToListAsync(cancellationToken);
        var lines = all.Where(line => !named.ContainsKey(line.Payment.Value)).ToList();
        // All named and one otherwise than the whole: a person has to see that.
        if (lines.Count == 0 && all.Any(line => named[line.Payment.Value] != row.Says))
        {
            return null;
        }

        // One sum for all of them says nothing of each, unless it is theirs to the cent.
        return all.Count == 0 || row.Amount is { } sum && (lines.Any(line => line.PayAs.Currency != sum.Currency) || Money.Sum(lines.Select(line => line.PayAs), sum.Currency) != sum)
            ? null
            : [.. lines.Select(line => row with
            {
                OfBatch = false,
                EndToEndId = line.Payment.Value,
                Uetr = Uetr.Of(line.Payment, line.Attempt),
                Amount = line.PayAs,
                Booked = row.Booked is null ? null : line.PayAs,
            })];
    }

    /// <summary>The batch that a row answers: our message id begins with it.</summary>
    internal static BatchId? BatchOf(StatementRow row) =>
        row.Original is { Length: >= IdLength } original && BatchId.TryParse(original[..IdLength], out var batch) ? batch : null;

    // "B-" and 16 characters.
    private const int IdLength = 18;
}
