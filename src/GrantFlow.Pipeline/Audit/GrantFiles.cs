using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Evidence;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Audit;

/// <summary>Gathers a grant's file. It is as large as one grant: nothing of it is read from lists or other grants.</summary>
public sealed class GrantFiles(GrantStore grants, GrantJournals journals, LedgerStore ledger, PaymentBook book, BatchStore batches, EvidenceUses evidence)
{
    /// <summary>The file as it stands; null where there is no such grant.</summary>
    public async Task<GrantFile?> Find(GrantId id, CancellationToken cancellationToken)
    {
        if (await grants.Find(id, cancellationToken) is not { Grant: var grant })
        {
            return null;
        }

        // What happens while it is read is in the next file: everything here is as of one version.
        var history = (await grants.History(id, cancellationToken)).Where(happened => happened.Version <= grant.Version).ToList();
        var entries = new List<TracedEntry>();
        foreach (var statement in GrantStatement.Of(await journals.Of(id, cancellationToken).Where(entry => entry.At <= grant.ChangedAt).ToListAsync(cancellationToken)))
        {
            entries.Add(new(statement.Entry, await ledger.FindPosted(statement.Entry, cancellationToken)));
        }

        return new(grant, history, await grants.Looks(id, cancellationToken), entries, await Payments(grant, cancellationToken), await evidence.Files(id, cancellationToken));
    }

    private async Task<IReadOnlyList<TracedPayment>> Payments(Grant grant, CancellationToken cancellationToken)
    {
        var payments = new List<TracedPayment>();
        foreach (var line in grant.Lines.OfType<CashLine>())
        {
            foreach (var attempt in await book.Attempts(PaymentId.For(grant.Id, line.Id), cancellationToken))
            {
                var batch = attempt.Batch is { } left ? await batches.Find(left, cancellationToken) : null;
                payments.Add(new(attempt, batch?.Batch.File));
            }
        }

        return payments;
    }
}
