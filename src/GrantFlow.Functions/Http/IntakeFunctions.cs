using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Verification;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What intake does: submit, amend, withdraw, appeal.</summary>
public sealed class IntakeFunctions(CommandDoor door, IPersonVault vault, PersonKeys people, TimeProvider time)
{
    private static readonly Role[] Intake = [Role.Intake];

    /// <summary>Hands in an application.</summary>
    [Function("SubmitGrant")]
    public Task<IResult> Submit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Submit<ApplicationBody>(request, Intake, (body, ask) => Apply(body, ask, application => new SubmitGrant(ask.Id, ask.Actor, application)), cancellationToken);

    /// <summary>Hands a returned application in again.</summary>
    [Function("AmendGrant")]
    public Task<IResult> Amend([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/amendment")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ApplicationBody>(request, id, Intake, (body, ask) => Apply(body, ask, application => new AmendGrant(ask.Id, ask.Actor, application)), cancellationToken);

    /// <summary>Records that the person withdraws.</summary>
    [Function("WithdrawGrant")]
    public Task<IResult> Withdraw([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/withdrawal")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<OptionalReasonBody>(request, id, Intake, (body, ask) => new(new WithdrawGrant(ask.Id, ask.Actor, body.Reason)), cancellationToken);

    /// <summary>Records that the person asks for a rejection to be looked at again.</summary>
    [Function("AppealRejection")]
    public Task<IResult> Appeal([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/appeal")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, Intake, (body, ask) => new(new AppealRejection(ask.Id, ask.Actor, body.Reason)), cancellationToken);

    /// <summary>Confirms that the person left.</summary>
    [Function("ConfirmDeparture")]
    public Task<IResult> Departure([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/departure")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<DepartureBody>(request, id, [Role.Intake, Role.Officer], (body, ask) => new(new ConfirmDeparture(ask.Id, ask.Actor, body.DepartedOn, body.Note)), cancellationToken);

    private Prepared Apply(ApplicationBody body, Ask ask, Func<Application, GrantCommand> make)
    {
        // Both keys follow from ids, so that a repeated request stores the same person once.
        var routeKey = RouteKeys.For(ask.Id);
        return new Prepared(make(body.ToApplication(PersonKeys.New(ask.Id.Grant), routeKey, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))), async cancellationToken =>
        {
            var person = await people.For(ask.Id.Grant, cancellationToken);
            await vault.StorePerson(person, body.Person.ToPersonalData(), cancellationToken);
            if (body.Route is { } route)
            {
                await vault.StoreRoute(person, routeKey, route.ToDetails(), cancellationToken);
            }
        });
    }
}
