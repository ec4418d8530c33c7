using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Functions.Http.Exports;
using GrantFlow.Pipeline.Seals;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>The seals of the ledger's days, and the proof that an export is held against.</summary>
public sealed class SealFunctions(Door door, SealStore seals, ProofFile proof)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>What was sealed of each day: counts, sums, and the hash that names the day before's.</summary>
    [Function("ListSeals")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/seals")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var (from, to) = Days(request);
            return Results.Json(
                new
                {
                    Seals = await seals.Read(from, to, cancellationToken).Select(seal => new { seal.Day, seal.Hash, seal.Previous, seal.Entries, seal.Rows, seal.Lines }).ToListAsync(cancellationToken),
                    Last = await seals.LastDay(cancellationToken),
                },
                HttpJson.Options);
        });

    /// <summary>Seals with the leaves of every row, as JSON Lines, for the check of an export without a network.</summary>
    [Function("GetProof")]
    public Task<IResult> Proof([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/proof")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, _ =>
        {
            var (from, to) = Days(request);
            return Task.FromResult(Results.Stream(output => proof.Write(from, to, output, cancellationToken), "application/jsonl; charset=utf-8", $"proof_{from:yyyy-MM-dd}_{to:yyyy-MM-dd}.jsonl"));
        });

    private static (DateOnly From, DateOnly To) Days(HttpRequest request) => ExportRequest.Days(new Query(request, "from", "to"));
}
