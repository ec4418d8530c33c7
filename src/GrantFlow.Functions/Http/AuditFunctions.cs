using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Http.Audit;
using GrantFlow.Functions.Http.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>A grant's whole file, to be read and proven without this system.</summary>
public sealed class AuditFunctions(GrantDoor door, AuditPack pack, ILogger<AuditFunctions> log)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>The audit pack of a grant: one ZIP with a page to read, decisions, payments, evidence hashes, rules, its rows of the ledger and what proves them.</summary>
    [Function("GetAuditPack")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/audit-pack")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Books, id, async (actor, grant) =>
        {
            _ = new Query(request);
            log.LogInformation("{Actor} ({Role}) takes the audit pack of grant {Grant}.", actor.Id, actor.Role, grant.Id);
            return Results.Bytes(await pack.Of(grant, actor, cancellationToken), "application/zip", $"audit-pack_{grant.Id}.zip");
        }, cancellationToken);
}
