using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Protection;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What an officer needs to see to say whether two people are one.</summary>
public sealed class DuplicateFunctions(Door door, GrantStore grants, IPersonVault vault, Catalogue catalogue, TimeProvider time)
{
    /// <summary>
    /// Both cases side by side, with what screening found and what was decided. Officers also see who the two people are, unless an identity is sealed: then neither is
    /// shown, and the score has to do. Every look at a person is noted with their grant.
    /// </summary>
    [Function("GetDuplicate")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "grants/{id}/duplicate")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Enter(request, [Role.Officer, Role.Auditor], async actor =>
        {
            if (!GrantId.TryParse(id, out var grantId))
            {
                throw new BadRequestException("id", $"Expected {GrantId.Expected}.");
            }

            if (await grants.Find(grantId, cancellationToken) is not { Grant: var grant })
            {
                return Problems.Refusal(RefusalCode.GrantNotFound, string.Create(CultureInfo.InvariantCulture, $"There is no grant {grantId}. Check the id."));
            }

            if (grant.Suspected is not { } suspected || await grants.Find(suspected.Other, cancellationToken) is not { Grant: var other })
            {
                return Problems.NotFound("Screening took this person for nobody else: there is nothing to compare.");
            }

            var decision = (await grants.History(grantId, cancellationToken)).OfType<DuplicateAdjudicated>().LastOrDefault(one => one.Other is null || one.Other == suspected.Other);
            Grant[] both = [grant, other];
            var isSealed = both.Any(one => IdentityAccess.IsSealed(one, catalogue.Find(one.Application.Programme, one.ProgrammeVersion)));
            var cases = new List<object>();
            foreach (var one in both)
            {
                cases.Add(DuplicateAnswer.Case(one, isSealed, actor.Role == Role.Officer && !isSealed ? await Look(one, actor, cancellationToken) : null));
            }

            return Results.Json(DuplicateAnswer.Of(suspected, decision, cases), HttpJson.Options);
        });

    private async Task<PersonalData?> Look(Grant grant, Actor actor, CancellationToken cancellationToken)
    {
        await grants.RecordLook(grant.Id, new Look(actor, time.GetUtcNow()), cancellationToken);
        return await vault.FindPerson(grant.Application.Person, cancellationToken);
    }
}
