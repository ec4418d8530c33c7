using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Funding.Amendments;
using GrantFlow.Pipeline.Funding.Forecast;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>Funding lines: what was agreed, what is promised and spent, what open grants will need; and amendments, which one person asks for and another agrees to.</summary>
public sealed class FundingLineFunctions(Door door, AmendmentDoor asking, AmendmentDesk desk, AmendmentStore amendments, FundingStore funding, ForecastReader forecast, Catalogue catalogue, TimeProvider time)
{
    private static readonly Role[] Readers = [Role.Finance, Role.ProgrammeAdmin, Role.Auditor];

    private static readonly Role[] Askers = [Role.ProgrammeAdmin];

    private static readonly Role[] Deciders = [Role.Finance, Role.ProgrammeAdmin];

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Every funding line as it stands.</summary>
    [Function("ListFundingLines")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "funding-lines")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Readers, async _ =>
        {
            var shown = new List<object>();
            foreach (var line in catalogue.Lines(Today).OrderBy(line => line.Id.Value, StringComparer.Ordinal))
            {
                shown.Add(LineShown.Of(line, await funding.Standing(line, cancellationToken), Today));
            }

            return Results.Json(new { FundingLines = shown }, HttpJson.Options);
        });

    /// <summary>One funding line with its amendments and what open grants will need of it.</summary>
    [Function("GetFundingLine")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "funding-lines/{programme}/{line}")] HttpRequest request, string programme, string line, CancellationToken cancellationToken) =>
        door.Enter(request, Readers, async _ =>
        {
            var id = AmendmentDoor.Line(programme, line);
            if (catalogue.Find(id, Today) is not { } found)
            {
                return Problems.NotFound($"There is no funding line {id}. GET /api/funding-lines names them.");
            }

            var standing = await funding.Standing(found, cancellationToken);
            return Results.Json(LineShown.Of(found, standing, Today, await amendments.Of(id, cancellationToken), await forecast.Of(found, standing, cancellationToken)), HttpJson.Options);
        });

    /// <summary>An amendment as it stands.</summary>
    [Function("GetAmendment")]
    public Task<IResult> GetAmendment(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "funding-lines/{programme}/{line}/amendments/{id}")] HttpRequest request, string programme, string line, string id, CancellationToken cancellationToken) =>
        door.Enter(request, Readers, async _ =>
        {
            var (lineId, amendmentId) = (AmendmentDoor.Line(programme, line), AmendmentDoor.Id(id));
            return await amendments.Find(lineId, amendmentId, cancellationToken) is { } amendment
                ? Results.Json(LineShown.Of(amendment), HttpJson.Options)
                : Problems.NotFound($"Funding line {lineId} has no amendment {amendmentId}. Check the id.");
        });

    /// <summary>Asks for an amendment; it waits for a second person.</summary>
    [Function("ProposeAmendment")]
    public Task<IResult> Propose(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "funding-lines/{programme}/{line}/amendments")] HttpRequest request, string programme, string line, CancellationToken cancellationToken) =>
        asking.Serve<AmendmentBody>(request, Askers, programme, line, (id, body, ask) => desk.Propose(id, body.ToRequest(), ask, cancellationToken), cancellationToken);

    /// <summary>Agrees to an amendment that somebody else asked for: it goes to the funding line.</summary>
    [Function("ApproveAmendment")]
    public Task<IResult> Approve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "funding-lines/{programme}/{line}/amendments/{id}/approval")] HttpRequest request, string programme, string line, string id, CancellationToken cancellationToken) =>
        asking.Serve<NoBody>(request, Deciders, programme, line, (lineId, _, ask) => desk.Agree(lineId, AmendmentDoor.Id(id), ask.By, cancellationToken), cancellationToken);

    /// <summary>Says no to an amendment, also to one's own.</summary>
    [Function("RejectAmendment")]
    public Task<IResult> Reject(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "funding-lines/{programme}/{line}/amendments/{id}/rejection")] HttpRequest request, string programme, string line, string id, CancellationToken cancellationToken) =>
        asking.Serve<ReasonBody>(request, Deciders, programme, line, (lineId, body, ask) => desk.Reject(lineId, AmendmentDoor.Id(id), ask.By, body.Reason, cancellationToken), cancellationToken);
}
