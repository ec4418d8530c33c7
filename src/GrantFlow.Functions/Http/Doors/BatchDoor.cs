using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Intake;
using Microsoft.AspNetCore.Http;

namespace GrantFlow.Functions.Http.Doors;

/// <summary>
/// The way of every request that changes a payment batch: token, bounds, idempotency key, then the batch as it stands. What the queue still has to do with it answers <c>202</c> with a
/// Location, or is waited for with <c>Prefer: wait=N</c>.
/// </summary>
public sealed class BatchDoor(AskingDoor door, BatchStore batches, BatchRules rules, TimeProvider time)
{
    private static readonly Role[] Finance = [Role.Finance];

    internal Task<IResult> Serve<TBody>(HttpRequest request, Func<TBody, BatchRequest, Task<BatchAnswer>> ask, CancellationToken cancellationToken)
        where TBody : IChecked =>
        door.Serve<string, TBody>(request, Finance, (_, key) => key, async asked =>
        {
            var answer = await ask(asked.Body, new BatchRequest(asked.Actor, asked.Key, asked.IsKeyed, asked.Hash));
            return answer switch
            {
                BatchAnswer.KeyReused => (new GateAnswer.KeyReused(), _ => throw new InvalidOperationException("It did not pass.")),
                BatchAnswer.Refused { Why: { Lines: [] } why } => (new GateAnswer.Refused(why.Code, why.Why), _ => throw new InvalidOperationException("It did not pass.")),
                BatchAnswer.Refused refused => (new GateAnswer.Passed(), _ => Task.FromResult(Problems.Lines(refused.Why))),
                BatchAnswer.Done done => (new GateAnswer.Passed(), wait => Passed(request, done.Batch.Id, wait, cancellationToken)),
                _ => throw new InvalidOperationException("The desk answers yes or no."),
            };
        }, cancellationToken);

    /// <summary>A batch's id out of a path.</summary>
    /// <exception cref="BadRequestException">It is none.</exception>
    internal static BatchId Parse(string id) => BatchId.TryParse(id, out var batch) ? batch : throw new BadRequestException("id", $"Expected {BatchId.Expected}.");

    private async Task<IResult> Passed(HttpRequest request, BatchId id, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.Location = $"/api/batches/{id}";
        var start = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(60);
        if (wait is { } announced)
        {
            RequestHeaders.WaitApplied(headers, announced);
        }

        while (true)
        {
            var batch = (await batches.Find(id, cancellationToken))!.Batch;
            if (batch.Work is null)
            {
                return Results.Json(BatchShown.Of(batch, await batches.Tally(id, cancellationToken), rules), HttpJson.Options);
            }

            var left = (wait ?? TimeSpan.Zero) - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                headers.RetryAfter = "1";
                return Results.Json(BatchShown.Of(batch, await batches.Tally(id, cancellationToken), rules), HttpJson.Options, statusCode: StatusCodes.Status202Accepted);
            }

            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
            pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.6, 500));
        }
    }
}
