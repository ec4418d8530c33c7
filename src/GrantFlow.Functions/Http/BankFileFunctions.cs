using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Payouts.BankFile;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace GrantFlow.Functions.Http;

/// <summary>The payment file of a batch, for whoever hands it to the bank. It holds names and accounts: finance alone gets it, and every download is noted with the batch.</summary>
public sealed class BankFileFunctions(Door door, BatchStore batches, BankFileDownloads downloads, TimeProvider time, ILogger<BankFileFunctions> log)
{
    private static readonly Role[] Finance = [Role.Finance];
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>The file, with its hash to check it against.</summary>
    [Function("GetBatchFile")]
    public Task<IResult> File([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/file")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Finance, async actor =>
        {
            var batch = await Find(id, cancellationToken);
            if (batch is null)
            {
                return Missing(id);
            }

            if (batch.File is not { } file)
            {
                return Problems.NotFound(batch.Kind == RouteKind.BankAccount
                    ? "This batch has no file yet: it is written once the batch is released and every line is on its way, and not at all where no line is left to pay."
                    : "Only batches of bank payments have a file. Wallets and cash desks are paid without one.");
            }

            if (await downloads.Open(batch.Id, file.Name, new Look(actor, time.GetUtcNow()), cancellationToken) is not { } content)
            {
                log.LogWarning("The file of batch {Batch}, written {WrittenAt:u}, is not in storage any more.", batch.Id, file.WrittenAt);
                return Problems.Of("bank-file-deleted", "Not there any more", StatusCodes.Status410Gone, $"The file of {file.WrittenAt.UtcDateTime:yyyy-MM-dd} is deleted: bank files are kept for a limited time and never written again. Its hash, its total and who downloaded it are at /api/batches/{batch.Id}/downloads. What failed is paid by a follow-up batch.");
            }

            log.LogInformation("{Actor} ({Role}) downloads the file of batch {Batch}.", actor.Id, actor.Role, batch.Id);
            return Send(request.HttpContext.Response, file, content);
        });

    /// <summary>What is known of the file without its content, and who downloaded it.</summary>
    [Function("ListBatchDownloads")]
    public Task<IResult> Downloads([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "batches/{id}/downloads")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ => await Find(id, cancellationToken) is { } batch
            ? Results.Json(
                new
                {
                    batch.File,
                    Downloads = (await downloads.Of(batch.Id, cancellationToken)).Select(look => new { look.At, By = new { look.By.Id, look.By.Role } }),
                },
                HttpJson.Options)
            : Missing(id));

    private async Task<PaymentBatch?> Find(string id, CancellationToken cancellationToken) => BatchId.TryParse(id, out var batch)
        ? (await batches.Find(batch, cancellationToken))?.Batch
        : throw new BadRequestException("id", $"Expected {BatchId.Expected}.");

    private static IResult Missing(string id) => Problems.NotFound($"There is no batch {id}. Check the id.");

    private static IResult Send(HttpResponse response, BatchFile file, Stream content)
    {
        // RFC 9530; what arrives short or altered shows.
        response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(file.Sha256))}:";
        response.ContentLength = file.Length;
        return Results.Stream(content, "application/xml", file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""));
    }
}
