using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Functions.Http.Exports;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace GrantFlow.Functions.Http;

/// <summary>Exports of the ledger that take longer than a request may: asked for, watched, and fetched over a link that ends.</summary>
public sealed class ExportJobFunctions(JobDoor jobs, Door door, JobStore store, ExportJobAnswer answer, ExportLink links, IBlobs blobs, Catalogue catalogue, TimeProvider time, ILogger<ExportJobFunctions> log)
{
    private const int PageSize = 20;
    private const string Path = "ledger/exports";

    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    private readonly ExportRequest _requests = new(catalogue);

    /// <summary>Asks for a file of up to ten years.</summary>
    [Function("RequestExport")]
    public Task<IResult> Ask([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Path)] HttpRequest request, CancellationToken cancellationToken) =>
        jobs.Ask<ExportJobBody, ExportJob>(request, Books, ExportJob.KindName, Path, (asked, now) =>
        {
            var query = asked.Body.ToQuery();
            var choice = ExportChoice.Of(_requests.ReadLong(query), ExportFormats.Read(query));
            return new() { Id = asked.Of, By = asked.Actor.Id, AskedAt = now, MovedAt = now, RequestHash = asked.Hash, Choice = choice, Next = choice.From };
        }, job => answer.Of(job, cancellationToken), cancellationToken);

    /// <summary>How far a file is; when it is done, what to check it against, and where it is fetched until when.</summary>
    [Function("GetExport")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Path + "/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        jobs.Look<ExportJob>(request, Books, id, Path, job => answer.Of(job, cancellationToken), cancellationToken);

    /// <summary>The files that whoever asks has asked for, the latest first.</summary>
    [Function("ListExports")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Path)] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async actor =>
        {
            var query = new Query(request, "state", "cursor", "limit");
            var state = query.Name<JobState>("state");
            try
            {
                var page = await store.Page(ExportJob.KindName, actor.Id, query.Number("limit", 1, JobStore.MaxPage) ?? PageSize, query["cursor"], cancellationToken);
                var now = time.GetUtcNow();
                return Results.Json(new { Exports = page.Jobs.OfType<ExportJob>().Where(job => (state ?? job.StateAt(now)) == job.StateAt(now)).Select(answer.InList), page.Cursor }, HttpJson.Options);
            }
            catch (FormatException bad)
            {
                throw new BadRequestException("cursor", bad.Message);
            }
        });

    /// <summary>The file, whole or from where a download broke off (RFC 9110, section 14). The path holds a token that ends with the link: whoever has it needs no other.</summary>
    [Function("DownloadExport")]
    public async Task<IResult> Download([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Path + "/{id}/file/{token}")] HttpRequest request, string id, string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(token);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        if (!Domain.Values.JobId.TryParse(id, out var jobId) || links.Read(jobId, token) is not { } until)
        {
            return Problems.NotFound("There is nothing here. GET /api/ledger/exports/{id} gives the link of an export that is done.");
        }

        try
        {
            return time.GetUtcNow() < until && await store.Find(jobId, cancellationToken) is ExportJob { File: { } file } job && await blobs.Open(ContainerNames.Exports, file.Blob, cancellationToken) is { } content
                ? Send(request.HttpContext.Response, job, file, content)
                : Problems.Of("export-expired", "Not there any more", StatusCodes.Status410Gone, $"This link ended on {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and its file is deleted. Ask again: POST /api/ledger/exports with another Idempotency-Key.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The file of export {Job} could not be opened.", jobId);
            return Problems.Of("unexpected", "Something went wrong here", StatusCodes.Status500InternalServerError, "The file could not be opened. Try again; the link holds as long as it says.");
        }
    }

    private IResult Send(HttpResponse response, ExportJob job, ExportedFile file, Stream content)
    {
        log.LogInformation("The file of export {Job} is downloaded.", job.Id);
        // RFC 9530: of the whole file, also where a part of it is sent.
        response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(file.Sha256))}:";
        var name = $"ledger_{job.Choice.From:yyyy-MM-dd}_{job.Choice.To:yyyy-MM-dd}.{ExportFormats.NameOf(job.Choice.Format)}";
        return Results.Stream(new ForwardFile(content, file.Bytes), ExportFormats.ContentTypeOf(job.Choice.Format), name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }
}
