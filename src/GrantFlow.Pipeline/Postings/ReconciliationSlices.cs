using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Postings;

/// <summary>Compares the ledger slice by slice. It writes nothing but what it found; a slice done twice counts once, for whoever changes the job first.</summary>
public sealed class ReconciliationSlices(LedgerReconciliation reconciliation, JobStore store, TimeProvider time, ILogger<ReconciliationSlices> log)
{
    internal async Task Next(ReconciliationJob job, Row row, CancellationToken cancellationToken)
    {
        var part = await reconciliation.Run(job.From, job.To, job.Place, cancellationToken);
        var after = job with
        {
            State = part.Next is null ? JobState.Done : JobState.Running,
            Slices = job.Slices + 1,
            Failures = 0,
            MovedAt = time.GetUtcNow(),
            Place = part.Next,
            Journals = job.Journals.With(part.Journals),
            Ledger = job.Ledger.With(part.Ledger),
            Late = job.Late + part.Late,
            OnTheWay = job.OnTheWay + part.OnTheWay,
            Differences = job.Differences + part.Differences,
            Named = [.. job.Named.Concat(part.Named).Take(ReconciledPart.MostNamed)],
        };
        if (await store.Change(row, after, cancellationToken) && after is { State: JobState.Done, Differences: > 0 })
        {
            log.LogError("The ledger from {From} to {To} differs from the journals in {Count} entries: GET /api/ledger/reconciliation names them.", job.From, job.To, after.Differences);
        }
    }
}
