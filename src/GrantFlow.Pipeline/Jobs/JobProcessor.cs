using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Jobs;

/// <summary>
/// Does jobs slice by slice. What a slice did is stored in one transaction with where the next one begins, and only by whoever changes the job as it was read: of two deliveries at once one counts,
/// the other's work is thrown away. A message whose slice is done sends the next one where nobody noted that it was sent, because whoever did the slice may have died before; one that is older leads nowhere.
/// </summary>
public sealed class JobProcessor(JobStore store, ExportSlices exports, RebuildSlices rebuilds, ReconciliationSlices reconciliations, TimeProvider time, ILogger<JobProcessor> log)
{
    /// <summary>How often a slice is tried: as often as the host delivers a message.</summary>
    private const int Tries = 5;

    /// <summary>Handles one delivery.</summary>
    /// <exception cref="UnreadableMessageException">The message is not one of this queue.</exception>
    public async Task Process(string text, CancellationToken cancellationToken)
    {
        var message = MessageText.Read<JobMessage>(text).Body;
        if (await store.Row(message.Job, cancellationToken) is not { } row)
        {
            // There is none: only somebody's hand put this message there.
            return;
        }

        var job = GrantRows.Read<LedgerJob>(row);
        if (job.IsOver || job.Slices > message.Slice + 1)
        {
            return;
        }

        if (job.IsLost(time.GetUtcNow()))
        {
            // People were told that it is given up, and may have asked again.
            await store.Change(row, job with { State = JobState.Failed, Why = job.WhyAt(time.GetUtcNow()) }, cancellationToken);
            return;
        }

        if (job.Slices == message.Slice)
        {
            await Slice(job, row, cancellationToken);
            job = await store.Find(job.Id, cancellationToken);
        }

        if (job is { IsOver: false } && job.Slices == message.Slice + 1)
        {
            await store.GoOn(job, cancellationToken);
        }
    }

    private async Task Slice(LedgerJob job, Row row, CancellationToken cancellationToken)
    {
        try
        {
            await (job switch
            {
                ExportJob export => exports.Next(export, row, cancellationToken),
                RebuildJob rebuild => rebuilds.Next(rebuild, row, cancellationToken),
                ReconciliationJob reconciliation => reconciliations.Next(reconciliation, row, cancellationToken),
                _ => throw new InvalidOperationException("No step takes this job."),
            });
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && DependencyException.In(failure) is null)
        {
            log.LogError(failure, "Slice {Slice} of job {Job} failed.", job.Slices, job.Id);
            await Note(job, cancellationToken);
            throw;
        }
    }

    /// <summary>Counts the failure with the job, and gives the job up at the last. Where that fails as well, the job's age tells.</summary>
    private async Task Note(LedgerJob job, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.Row(job.Id, cancellationToken) is { } row && GrantRows.Read<LedgerJob>(row) is { IsOver: false } present && present.Slices == job.Slices)
            {
                var failed = present with { Failures = present.Failures + 1, MovedAt = time.GetUtcNow() };
                await store.Change(row, failed.Failures < Tries ? failed : failed with { State = JobState.Failed, Why = Sentence(failed) }, cancellationToken);
            }
        }
        catch (Exception second) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(second, "That slice {Slice} of job {Job} failed could not be noted.", job.Slices, job.Id);
        }
    }

    private static string Sentence(LedgerJob job) =>
        $"Its part {job.Slices + 1} failed {Tries} times, and it is given up. Ask again under another Idempotency-Key; if that fails as well, report the job's id: the log says what went wrong.";
}
