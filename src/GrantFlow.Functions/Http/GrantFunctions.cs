using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Waiting;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Views;
using GrantFlow.Pipeline.Waiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What can be read: a grant with its timeline, and work lists.</summary>
public sealed class GrantFunctions(Door door, GrantDoor one, GrantStore grants, GrantList list, FailureStore failures, WaitingWatch waiting, WorkListLag lag, Catalogue catalogue)
{
    private const int PageSize = 50;

    /// <summary>A grant with its timeline.</summary>
    [Function("GetGrant")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        one.Enter(request, Door.Readers, id, async (actor, grant) =>
            Results.Json(
                GrantAnswer.Of(grant, catalogue.Find(grant.Application.Programme, grant.ProgrammeVersion), catalogue.Routes, await grants.History(grant.Id, cancellationToken), actor.Role == Role.Auditor ? await grants.Looks(grant.Id, cancellationToken) : null, await failures.About(grant.Id, cancellationToken), Awaited.Of(grant).Count > 0 ? await waiting.Overdue(grant.Id, PageSize, cancellationToken) : null),
                HttpJson.Options), cancellationToken);

    /// <summary>A work list: by state, office, programme, whose turn it is, that it went to a deputy, or that a payment of it waits for finance.</summary>
    [Function("ListGrants")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Door.Readers, async actor =>
        {
            var query = new Query(request, "state", "office", "programme", "next", "escalated", "repairs", "cursor", "limit");
            var office = query.Value<OfficeId>("office");
            if (actor.Role == Role.CountryOffice && (office ?? actor.Office) != actor.Office)
            {
                return Problems.Refusal(RefusalCode.OtherOffice, "A country office sees its own people only.");
            }

            var filter = new GrantFilter(query.Name<GrantState>("state"), actor.Role == Role.CountryOffice ? actor.Office : office, query.Value<ProgrammeId>("programme"), query.Name<Role>("next"), query.Flag("escalated"), query.Flag("repairs"));
            var size = query.Number("limit", 1, GrantList.MaxPage) ?? PageSize;
            try
            {
                var page = await list.Page(filter, size, query["cursor"], cancellationToken);
                // Where changes wait to be listed, whoever reads the list should know.
                return Results.Json(new { page.Grants, page.Cursor, BehindSince = await lag.BehindSince(cancellationToken) }, HttpJson.Options);
            }
            catch (FormatException bad)
            {
                throw new BadRequestException("cursor", bad.Message);
            }
        });
}
