using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Jobs;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>
/// The way of every request for work that takes longer than a request may: token, bounds, idempotency key, then <c>202</c> with a Location where the work is watched, or, with
/// <c>Prefer: wait=N</c>, what came of it.
/// </summary>
public sealed class JobDoor(AskingDoor asking, Door door, JobStore store, TimeProvider time)
{
    /// <summary>Stores what is asked for, once, and answers how it stands.</summary>
    internal Task<IResult> Ask<TBody, TJob>(HttpRequest request, Role[] roles, string kind, string path, Func<Asked<JobId, TBody>, DateTimeOffset, TJob> make, Func<TJob, Task<object>> show, CancellationToken cancellationToken)
        where TBody : IChecked
        where TJob : LedgerJob =>
        asking.Serve<JobId, TBody>(request, roles, (actor, key) => JobId.Derive(kind, actor.Id.Value, key), async asked =>
        {
            var job = await store.Begin(make(asked, time.GetUtcNow()), cancellationToken);
            return job is not TJob || job.RequestHash != asked.Hash
                ? (new GateAnswer.KeyReused(), _ => throw new InvalidOperationException("It did not pass."))
                : (new GateAnswer.Passed(), wait => Wait(request, job.Id, path, wait, show, cancellationToken));
        }, cancellationToken);

    /// <summary>Answers how a job stands.</summary>
    internal Task<IResult> Look<TJob>(HttpRequest request, Role[] roles, string id, string path, Func<TJob, Task<object>> show, CancellationToken cancellationToken)
        where TJob : LedgerJob =>
        door.Enter(request, roles, async _ =>
        {
            Query.None(request);
            return await store.Find(Parse(id), cancellationToken) is TJob job
                ? Results.Json(await show(job), HttpJson.Options)
                : Problems.NotFound($"There is no job {id} here. Check the id, and that it was answered by POST /api/{path}.");
        });

    /// <summary>A job's id out of a path.</summary>
    /// <exception cref="BadRequestException">It is none.</exception>
    internal static JobId Parse(string id) => JobId.TryParse(id, out var job) ? job : throw new BadRequestException("id", $"Expected {JobId.Expected}.");

    private async Task<IResult> Wait<TJob>(HttpRequest request, JobId id, string path, TimeSpan? wait, Func<TJob, Task<object>> show, CancellationToken cancellationToken)
        where TJob : LedgerJob
    {
        var headers = request.HttpContext.Response.Headers;
        headers.Location = $"/api/{path}/{id}";
        var start = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(60);
        if (wait is { } announced)
        {
            RequestHeaders.WaitApplied(headers, announced);
        }

        while (true)
        {
            var job = (TJob)(await store.Find(id, cancellationToken))!;
            var left = (wait ?? TimeSpan.Zero) - time.GetElapsedTime(start);
            if (job.IsOver || left <= TimeSpan.Zero)
            {
                if (!job.IsOver)
                {
                    headers.RetryAfter = "5";
                }

                return Results.Json(await show(job), HttpJson.Options, statusCode: job.IsOver ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
            }

            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
            pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.6, 500));
        }
    }
}
