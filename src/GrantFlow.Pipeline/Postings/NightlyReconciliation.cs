using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Jobs;

namespace GrantFlow.Pipeline.Postings;

/// <summary>Has the last weeks of the ledger compared with the journals every night, whether anybody asks or not. A night's job is one, however often it is begun.</summary>
public sealed class NightlyReconciliation(JobStore store, TimeProvider time)
{
    /// <summary>More than a month: what came late is compared again.</summary>
    public const int Days = 35;

    /// <summary>Begins the job of the last day that is over.</summary>
    public Task Tick(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var last = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        return store.Begin(
            new ReconciliationJob
            {
                Id = JobId.Derive(ReconciliationJob.KindName, Actor.System.Id.Value, last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                By = Actor.System.Id,
                AskedAt = now,
                MovedAt = now,
                RequestHash = "nightly",
                From = last.AddDays(1 - Days),
                To = last,
            },
            cancellationToken);
    }
}
