using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>What can be read: a grant with its timeline, work lists, how a command ended, and who the person is.</summary>
public sealed class GrantFunctions(Door door, GrantStore grants, GrantList list, IPersonVault vault, Catalogue catalogue, TimeProvider time, ILogger<GrantFunctions> log)
{
    private const int PageSize = 50;

    /// <summary>A grant with its timeline.</summary>
    [Function("GetGrant")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Door.Readers, actor => WithGrant(actor, id, async grant =>
            Results.Json(
                GrantAnswer.Of(grant, catalogue.Find(grant.Application.Programme, grant.ProgrammeVersion), await grants.History(grant.Id, cancellationToken), actor.Role == Role.Auditor ? await grants.Looks(grant.Id, cancellationToken) : null),
                HttpJson.Options), cancellationToken));

    /// <summary>A work list: by state, office, programme, whose turn it is, or that it went to a deputy.</summary>
    [Function("ListGrants")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Door.Readers, async actor =>
        {
            var query = new Query(request, "state", "office", "programme", "next", "escalated", "cursor", "limit");
            var office = query.Value<OfficeId>("office");
            if (actor.Role == Role.CountryOffice && (office ?? actor.Office) != actor.Office)
            {
                return Problems.Refusal(RefusalCode.OtherOffice, "A country office sees its own people only.");
            }

            var filter = new GrantFilter(query.Name<GrantState>("state"), actor.Role == Role.CountryOffice ? actor.Office : office, query.Value<ProgrammeId>("programme"), query.Name<Role>("next"), query.Flag("escalated"));
            var size = query.Number("limit", 1, GrantList.MaxPage) ?? PageSize;
            try
            {
                return Results.Json(await list.Page(filter, size, query["cursor"], cancellationToken), HttpJson.Options);
            }
            catch (FormatException bad)
            {
                throw new BadRequestException("cursor", bad.Message);
            }
        });

    /// <summary>Who the person is: for who submitted it, officers and the grant's own office; of a sealed identity only for its approvers and its own office. Every look is noted with the grant, and auditors read the notes.</summary>
    [Function("GetPerson")]
    public Task<IResult> Person([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/person")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, [Role.Intake, Role.Officer, Role.CountryOffice], actor => WithGrant(actor, id, async grant =>
        {
            var isSealed = catalogue.Find(grant.Application.Programme, grant.ProgrammeVersion)?.Sealed ?? true;
            if (isSealed && actor.Role != Role.CountryOffice && !grant.Approvers.Contains(actor.Id))
            {
                return Problems.Forbidden("This identity is sealed. Only the grant's own country office and its approvers can read it.");
            }

            if (actor.Role == Role.Intake && !grant.Submitters.Contains(actor.Id))
            {
                return Problems.Forbidden("Intake reads the people it submitted. Ask the colleague who did, or an officer.");
            }

            // Noted in the grant itself, where no log level or sampling can lose it.
            await grants.RecordLook(grant.Id, new Look(actor, time.GetUtcNow()), cancellationToken);
            log.LogInformation("{Actor} ({Role}) looked at the person of grant {Grant}.", actor.Id, actor.Role, grant.Id);
            return await vault.FindPerson(grant.Application.Person, cancellationToken) is { } person
                ? Results.Json(new { person.FamilyName, person.GivenNames, person.BirthDate, person.DocumentNumber, person.DocumentCountry }, HttpJson.Options)
                : Problems.NotFound("This person's data has been erased.");
        }, cancellationToken));

    private async Task<IResult> WithGrant(Actor actor, string id, Func<Grant, Task<IResult>> serve, CancellationToken cancellationToken)
    {
        if (!GrantId.TryParse(id, out var grantId))
        {
            throw new BadRequestException("id", $"Expected {GrantId.Expected}.");
        }

        if (await grants.Find(grantId, cancellationToken) is not { Grant: var grant })
        {
            return Problems.Refusal(RefusalCode.GrantNotFound, string.Create(CultureInfo.InvariantCulture, $"There is no grant {grantId}. Check the id."));
        }

        return actor.Role == Role.CountryOffice && !grant.IsServedBy(actor.Office)
            ? Problems.Refusal(RefusalCode.OtherOffice, "This grant belongs to another country office.")
            : await serve(grant);
    }
}
