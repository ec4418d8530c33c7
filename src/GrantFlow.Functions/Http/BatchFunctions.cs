using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Batches;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What finance does with payment batches: make them of what is due or failed, take lines out, sign, call off, say that the bank has the file.</summary>
public sealed class BatchFunctions(BatchDoor door, BatchDrafts drafts, BatchDesk desk)
{
    /// <summary>Makes a draft of what is due.</summary>
    [Function("DraftBatch")]
    public Task<IResult> Draft([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Serve<BatchBody>(request, (body, ask) => drafts.Draft(body.ToPlan(), ask, cancellationToken), cancellationToken);

    /// <summary>Takes lines out of a draft.</summary>
    [Function("ExcludeLines")]
    public Task<IResult> Exclude([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches/{id}/exclusions")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Serve<ExclusionBody>(request, (body, ask) => desk.Exclude(BatchDoor.Parse(id), ask, body.Payments, body.Reason, cancellationToken), cancellationToken);

    /// <summary>Calls a draft off.</summary>
    [Function("CancelBatch")]
    public Task<IResult> Cancel([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches/{id}/cancellation")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Serve<ReasonBody>(request, (body, ask) => desk.Cancel(BatchDoor.Parse(id), ask, body.Reason, cancellationToken), cancellationToken);

    /// <summary>Signs the release; the last signature that is needed releases.</summary>
    [Function("ReleaseBatch")]
    public Task<IResult> Release([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches/{id}/release")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Serve<NoBody>(request, (_, ask) => desk.Release(BatchDoor.Parse(id), ask, cancellationToken), cancellationToken);

    /// <summary>Says that the bank has the file.</summary>
    [Function("SendBatch")]
    public Task<IResult> Send([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches/{id}/sending")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Serve<NoBody>(request, (_, ask) => desk.HandOver(BatchDoor.Parse(id), ask, cancellationToken), cancellationToken);

    /// <summary>Makes a draft of what failed in a batch and is due again, on the same route or, where one is named, on that.</summary>
    [Function("FollowUpBatch")]
    public Task<IResult> FollowUp([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "batches/{id}/follow-up")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Serve<FollowUpBody>(request, (body, ask) => drafts.FollowUp(BatchDoor.Parse(id), body.Route, ask, cancellationToken), cancellationToken);
}
