using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Batches;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What finance and auditors read of payments: what is due, batches, their lines.</summary>
public sealed class BatchLists(Door door, DueList due, BatchList list, BatchStore batches, BatchFailures failures, BatchRules rules)
{
    private const int PageSize = 50;

    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>What is due, by funding line, route and country.</summary>
    [Function("ListDue")]
    public Task<IResult> Due([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "payments/due")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var query = new Query(request, "fundingLine", "route");
            var sums = await due.Sums(query.Value<FundingLineId>("fundingLine"), query.Name<RouteKind>("route"), cancellationToken);
            return Results.Json(new { Groups = sums.Select(BatchShown.Group) }, HttpJson.Options);
        });

    /// <summary>Batches, the latest first.</summary>
    [Function("ListBatches")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var query = new Query(request, "state", "fundingLine", "cursor", "limit");
            try
            {
                var page = await list.Page(query.Name<BatchState>("state"), query.Value<FundingLineId>("fundingLine"), query.Number("limit", 1, BatchList.MaxPage) ?? PageSize, query["cursor"], cancellationToken);
                return Results.Json(new { Batches = page.Batches.Select(BatchShown.InList), page.Cursor }, HttpJson.Options);
            }
            catch (FormatException bad)
            {
                throw new BadRequestException("cursor", bad.Message);
            }
        });

    /// <summary>A batch with a page of its lines, in the order of payments.</summary>
    [Function("GetBatch")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var batchId = BatchDoor.Parse(id);
            var query = new Query(request, "state", "cursor", "limit");
            var (state, after, size) = (query.Name<BatchLineState>("state"), query.Value<PaymentId>("cursor"), query.Number("limit", 1, BatchList.MaxPage) ?? PageSize);
            if ((await batches.Find(batchId, cancellationToken))?.Batch is not { } batch)
            {
                return Problems.Refusal(RefusalCode.BatchNotFound, BatchSteps.NotFound(batchId).Why);
            }

            var lines = await batches.Page(batchId, after, size, state, cancellationToken);
            return Results.Json(
                new { Batch = BatchShown.Of(batch, await batches.Tally(batchId, cancellationToken), rules), Lines = lines.Select(BatchShown.Line), Cursor = lines.Count == 0 ? (PaymentId?)null : lines[^1].Payment },
                HttpJson.Options);
        });

    /// <summary>The lines of a batch that people did not get, and what each waits for.</summary>
    [Function("ListFailures")]
    public Task<IResult> Failures([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/failures")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var batchId = BatchDoor.Parse(id);
            var query = new Query(request, "cursor", "limit");
            var (after, size) = (query.Value<PaymentId>("cursor"), query.Number("limit", 1, BatchList.MaxPage) ?? PageSize);
            if (await batches.Find(batchId, cancellationToken) is null)
            {
                return Problems.Refusal(RefusalCode.BatchNotFound, BatchSteps.NotFound(batchId).Why);
            }

            var page = await failures.Page(batchId, after, size, cancellationToken);
            return Results.Json(new { Failures = page.Failures.Select(BatchShown.Failure), page.Cursor }, HttpJson.Options);
        });
}
