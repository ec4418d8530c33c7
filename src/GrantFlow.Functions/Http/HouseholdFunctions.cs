using GrantFlow.Domain.Households;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>Families: handed in together, decided as one, each member with a grant of their own.</summary>
public sealed class HouseholdFunctions(Door entrance, HouseholdDoor door, CommandDoor grants, HouseholdStore households, HouseholdMembers members, IPersonVault vault, TimeProvider time)
{
    private static readonly Role[] Intake = [Role.Intake];
    private static readonly Role[] Officer = [Role.Officer];

    /// <summary>Hands in a family.</summary>
    [Function("SubmitHousehold")]
    public Task<IResult> Submit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "households")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Submit<HouseholdBody>(request, Intake, Apply, cancellationToken);

    /// <summary>Who was handed in together, and how each stands.</summary>
    [Function("GetHousehold")]
    public Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "households/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        entrance.Enter(request, Door.Readers, async actor =>
        {
            var householdId = HouseholdDoor.Parse(id);
            if (await households.Find(householdId, cancellationToken) is not { } household)
            {
                return Problems.Refusal(RefusalCode.HouseholdNotFound, $"There is no household {householdId}. Check the id.");
            }

            var standing = await members.Of(household, cancellationToken);
            return actor.Role == Role.CountryOffice && actor.Office != household.Office && !HouseholdAnswer.IsServedBy(actor.Office, standing)
                ? Problems.Refusal(RefusalCode.OtherOffice, "This household belongs to another country office.")
                : Results.Json(HouseholdAnswer.Of(household, standing), HttpJson.Options);
        });

    /// <summary>Approves the family.</summary>
    [Function("ApproveHousehold")]
    public Task<IResult> Approve([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "households/{id}/approval")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<HouseholdApprovalBody>(request, id, Officer, (body, ask) => new(new ApproveHousehold(ask.Id, ask.Actor, body.ToAmounts(), body.Note)), cancellationToken);

    /// <summary>Rejects every member not decided yet.</summary>
    [Function("RejectHousehold")]
    public Task<IResult> Reject([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "households/{id}/rejection")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, Officer, (body, ask) => new(new RejectHousehold(ask.Id, ask.Actor, body.Reason)), cancellationToken);

    /// <summary>Records that the family withdraws.</summary>
    [Function("WithdrawHousehold")]
    public Task<IResult> Withdraw([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "households/{id}/withdrawal")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<OptionalReasonBody>(request, id, Intake, (body, ask) => new(new WithdrawHousehold(ask.Id, ask.Actor, body.Reason)), cancellationToken);

    /// <summary>Splits a member off.</summary>
    [Function("LeaveHousehold")]
    public Task<IResult> Leave([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/household-exit")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        grants.Command<HouseholdExitBody>(request, id, [Role.Intake, Role.Officer], (body, ask) => new(new LeaveHousehold(
            ask.Id, ask.Actor, body.Reason, body.UnaccompaniedChild is { } child ? new UnaccompaniedChild(child.GuardianReference, child.BestInterestsReference) : null)), cancellationToken);

    private PreparedFamily Apply(HouseholdBody body, FamilyAsk ask)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        // Every id follows from the caller, the key and the place in the family, so that a repeated request stores the same people once.
        var family = body.ToApplications(today)
            .Select((application, at) => (Application: application, Grant: GrantId.Derive(ask.Actor.Id.Value, ask.Key, $"{at + 1}")))
            .Select(member => (member.Application, member.Grant, Person: PersonId.Derive(member.Grant.Value), RouteKey: RouteKeys.For(ask.Id.To(member.Grant))))
            .ToList();
        return new(
            new SubmitHousehold(ask.Id, ask.Actor, [.. family.Select(member => new MemberApplication(member.Grant, member.Application.ToApplication(member.Person, member.RouteKey, today)))]),
            async stop =>
            {
                foreach (var member in family)
                {
                    await vault.StorePerson(member.Person, member.Application.Person.ToPersonalData(), stop);
                    if (member.Application.Route is { } route)
                    {
                        await vault.StoreRoute(member.Person, member.RouteKey, route.ToDetails(), stop);
                    }
                }
            });
    }
}
