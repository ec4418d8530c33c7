using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Protection;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Functions.Http;

/// <summary>Who the person is: to look, to open what is sealed, to hand over to the competent agency. Every look is noted with the grant, and auditors read the notes.</summary>
public sealed class PersonFunctions(GrantDoor door, GrantStore grants, IPersonVault vault, Catalogue catalogue, TimeProvider time, ILogger<PersonFunctions> log)
{
    private const string Erased = "This person's data has been erased.";

    /// <summary>Who the person is, for who submitted it, officers and the grant's own office; never where identities are sealed.</summary>
    [Function("GetPerson")]
    public Task<IResult> Person([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/person")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, [Role.Intake, Role.Officer, Role.CountryOffice], id, async (actor, grant) =>
            IdentityAccess.Read(grant, actor, RulesOf(grant)) is { } refused
                ? Problems.Refusal(refused.Code, refused.Why)
                : await Look(grant, actor, null, cancellationToken) is { } person ? Show(person) : Problems.NotFound(Erased), cancellationToken);

    /// <summary>Opens a sealed identity, with a reason, for the case's own office and its approvers.</summary>
    [Function("UnsealPerson")]
    public Task<IResult> Unseal([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/unsealing")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter<ReasonBody>(request, [Role.Officer, Role.CountryOffice], id, async (actor, grant, body) =>
            IdentityAccess.Unseal(grant, actor) is { } refused
                ? Problems.Refusal(refused.Code, refused.Why)
                : await Look(grant, actor, body.Reason, cancellationToken) is { } person ? Show(person) : Problems.NotFound(Erased), cancellationToken);

    /// <summary>What the agency that is competent for protection gets, where the person agreed.</summary>
    [Function("GetHandOver")]
    public Task<IResult> HandOver([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/hand-over")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, [Role.Officer, Role.CountryOffice], id, async (actor, grant) =>
        {
            if (IdentityAccess.HandOver(grant, actor, RulesOf(grant)) is { } refused)
            {
                return Problems.Refusal(refused.Code, refused.Why);
            }

            if (grant.HandOver is not { } handOver)
            {
                return Problems.NotFound(grant.State == GrantState.Referred
                    ? "The person did not agree that their data is handed over, so there is no hand-over. They can go to the agency themselves."
                    : "This grant was not referred to an agency, so there is nothing to hand over.");
            }

            return await Look(grant, actor, "hand-over", cancellationToken) is { } person
                ? Results.Json(HandOverAnswer.Of(grant, handOver, person, catalogue.Find(grant.Application.Office)), HttpJson.Options)
                : Problems.NotFound(Erased);
        }, cancellationToken);

    /// <summary>Noted in the grant itself before anything is read, where no log level or sampling can lose it.</summary>
    private async Task<PersonalData?> Look(Grant grant, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        await grants.RecordLook(grant.Id, new Look(actor, time.GetUtcNow(), reason), cancellationToken);
        log.LogInformation("{Actor} ({Role}) looked at the person of grant {Grant}.", actor.Id, actor.Role, grant.Id);
        return await vault.FindPerson(grant.Application.Person, cancellationToken);
    }

    private Programme? RulesOf(Grant grant) => catalogue.Find(grant.Application.Programme, grant.ProgrammeVersion);

    private static IResult Show(PersonalData person) =>
        Results.Json(new { person.FamilyName, person.GivenNames, person.BirthDate, person.DocumentNumber, person.DocumentCountry }, HttpJson.Options);
}
