using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>Makes the ledger again slice by slice. Doing a slice twice writes the same rows; what it did is counted once, by whoever changes the job first.</summary>
public sealed class RebuildSlices(LedgerRebuild rebuild, JobStore store, JobPace pace, TimeProvider time)
{
    internal async Task Next(RebuildJob job, Row row, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var part = await rebuild.Continue(job.Place, () => time.GetElapsedTime(start) < pace.Time, cancellationToken);
        var after = job with
        {
            State = part.Next is null ? JobState.Done : JobState.Running,
            Slices = job.Slices + 1,
            Failures = 0,
            MovedAt = time.GetUtcNow(),
            Place = part.Next,
            SealedDays = job.SealedDays + part.SealedDays,
            Restored = job.Restored + part.Restored,
            Journals = job.Journals + part.Journals,
            ProblemCount = job.ProblemCount + part.ProblemCount,
            Problems = [.. job.Problems.Concat(part.Problems).Take(RebuiltPart.MostNamed)],
        };
        await store.Change(row, after, cancellationToken);
    }
}
