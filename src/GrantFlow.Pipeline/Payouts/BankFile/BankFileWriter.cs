using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>
/// Writes a released bank batch's payment file, once, of the attempts that stand in our book. Whatever is asked twice, or was interrupted between the file and its note in the batch, ends
/// in the same file.
/// </summary>
public sealed class BankFileWriter(BatchStore batches, PaymentBook book, IPersonVault vault, IBlobs blobs, OrderingParty party, TimeProvider time) : IBankFileWriter
{
    /// <summary>How many rows are read at once: ten thousand accounts one by one would take too long.</summary>
    private const int AtOnce = 16;

    /// <summary>Writes the file unless it is written. A batch of which nothing is left to pay has none.</summary>
    /// <exception cref="KeyNotFoundException">There is no such batch.</exception>
    /// <exception cref="InvalidOperationException">A payment of the batch is not in the book yet, or not as the batch has it.</exception>
    public async Task Write(BatchId batch, CancellationToken cancellationToken)
    {
        var found = (await batches.Find(batch, cancellationToken))?.Batch ?? throw new KeyNotFoundException($"There is no batch {batch}.");
        if (found is { File: not null } or not { Kind: RouteKind.BankAccount, ReleasedAt: not null })
        {
            return;
        }

        var name = $"{batch}.xml";
        var file = await BankFileSummary.Find(blobs, name, cancellationToken) ?? await WriteFirst(found, name, cancellationToken);
        if (file is not null)
        {
            await batches.SetFile(batch, new BatchFile(name, file.Stored.Length, file.Stored.Sha256, time.GetUtcNow()) { Payments = file.Payments, ControlSum = file.ControlSum }, cancellationToken);
        }
    }

    private async Task<BankFileSummary?> WriteFirst(PaymentBatch batch, string name, CancellationToken cancellationToken)
    {
        var payments = await Payments(batch, cancellationToken);
        if (payments.Count == 0)
        {
            return null;
        }

        var head = new PaymentFileHead(
            batch.Id, batch.ReleasedAt!.Value, batch.ExecutesOn ?? DateOnly.FromDateTime(batch.ReleasedAt.Value.UtcDateTime), party, party.For(batch.FundingLine),
            payments.Count, Money.Sum(payments.Select(payment => payment.Attempt.PayAs), batch.PayCurrency),
            batch.PayCurrency == Currency.Eur && payments.TrueForAll(payment => SepaArea.Has(payment.Line.Country)));
        var stored = await blobs.Add(ContainerNames.BankFiles, name, (output, token) => Pain001.Write(output, head, Orders(payments, token), token), cancellationToken);
        return stored is null
            ? await BankFileSummary.Find(blobs, name, cancellationToken)
            : new BankFileSummary(stored, head.Payments, head.Total.ToAmountString());
    }

    /// <summary>What the file pays, in the order of payment ids: every line whose grant let it go and that was not stopped.</summary>
    private async Task<List<Entry>> Payments(PaymentBatch batch, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>();
        await foreach (var lines in batches.Lines(batch.Id, cancellationToken).Where(line => !line.State.IsOut()).Chunk(AtOnce).WithCancellation(cancellationToken))
        {
            foreach (var (line, attempt) in lines.Zip(await Task.WhenAll(lines.Select(line => book.Find(line.Payment, line.Attempt, cancellationToken)))))
            {
                if (attempt is null && line.State.IsOnItsWay())
                {
                    throw new InvalidOperationException($"Payment {line.Payment} of batch {batch.Id} is on its way into the book: the file is written after it.");
                }

                if (attempt is { IsOver: false })
                {
                    entries.Add(attempt.Batch == batch.Id && attempt.PayAs == line.PayAs
                        ? new Entry(line, attempt)
                        : throw new InvalidOperationException($"Payment {line.Payment}, attempt {line.Attempt}, stands in the book with another batch or amount than in batch {batch.Id}."));
                }
            }
        }

        return entries;
    }

    private async IAsyncEnumerable<PaymentOrder> Orders(List<Entry> entries, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in entries.Chunk(AtOnce))
        {
            foreach (var order in await Task.WhenAll(some.Select(entry => Order(entry, cancellationToken))))
            {
                yield return order;
            }
        }
    }

    private async Task<PaymentOrder> Order(Entry entry, CancellationToken cancellationToken)
    {
        var (line, attempt) = entry;
        var details = await vault.FindRoute(attempt.Person!.Value, attempt.RouteKey!, cancellationToken);
        return details is not null && book.HashOf(details.Account) == attempt.AccountHash && CreditorAccount.Of(details, line.Country) is { } account
            ? new PaymentOrder(line.Payment, line.Attempt, attempt.PayAs, account)
            : throw new InvalidOperationException($"The account of payment {line.Payment}, attempt {line.Attempt}, is not in the vault any more as it was instructed.");
    }

    private sealed record Entry(BatchLine Line, PaymentAttempt Attempt);
}
