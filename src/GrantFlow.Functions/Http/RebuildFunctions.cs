using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Postings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>Has the ledger made again from the grants' own journals.</summary>
public sealed class RebuildFunctions(JobDoor jobs, TimeProvider time, ILogger<RebuildFunctions> log)
{
    private const string Path = "ledger/rebuild";

    private static readonly Role[] Finance = [Role.Finance];
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>Asks for it. A ledger that is whole stays as it is; what was altered or lost is healed, what does not fit is named.</summary>
    [Function("RebuildLedger")]
    public Task<IResult> Ask([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Path)] HttpRequest request, CancellationToken cancellationToken) =>
        jobs.Ask<ReasonBody, RebuildJob>(request, Finance, RebuildJob.KindName, Path, (asked, now) =>
        {
            log.LogWarning("{Actor} asks for a rebuild of the ledger: {Job}.", asked.Actor.Id, asked.Of);
            return new() { Id = asked.Of, By = asked.Actor.Id, AskedAt = now, MovedAt = now, RequestHash = asked.Hash, Reason = asked.Body.Reason };
        }, Shown, cancellationToken);

    /// <summary>How far it is, what it restored, and what it could not.</summary>
    [Function("GetRebuild")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Path + "/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        jobs.Look<RebuildJob>(request, Books, id, Path, Shown, cancellationToken);

    private Task<object> Shown(RebuildJob job)
    {
        var now = time.GetUtcNow();
        return Task.FromResult<object>(new
        {
            job.Id,
            Href = $"/api/{Path}/{job.Id}",
            State = HttpJson.Name(job.StateAt(now)),
            Why = job.WhyAt(now),
            job.AskedAt,
            job.By,
            job.Reason,
            Progress = new { job.SealedDays, job.Restored, job.Journals },
            Problems = new { Count = job.ProblemCount, Named = job.Problems },
        });
    }
}
