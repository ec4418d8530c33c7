using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Verification;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Evidence;
using GrantFlow.Pipeline.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What country offices do for their own people: verify, cancel, confirm the split, change the plan, confirm deliveries and new routes.</summary>
public sealed class CountryOfficeFunctions(CommandDoor door, IPersonVault vault, PersonKeys people, EvidenceUses evidence)
{
    private static readonly Role[] CountryOffice = [Role.CountryOffice];

    /// <summary>Confirms arrival, identity and route.</summary>
    [Function("VerifyArrival")]
    public Task<IResult> Verify([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/verification")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<VerificationBody>(request, id, CountryOffice, (body, ask) => WithRoute(ask, body.Route, route =>
            new VerifyArrival(ask.Id, ask.Actor, body.ArrivedOn, body.IdentityConfirmed, body.RouteConfirmed, route)), cancellationToken);

    /// <summary>Stops an approved grant.</summary>
    [Function("CancelGrant")]
    public Task<IResult> Cancel([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/cancellation")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, [Role.CountryOffice, Role.Officer], (body, ask) => new(new CancelGrant(ask.Id, ask.Actor, body.Reason)), cancellationToken);

    /// <summary>Confirms what is given in kind and what in cash.</summary>
    [Function("ConfirmSplit")]
    public Task<IResult> Split([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/split")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<SplitBody>(request, id, CountryOffice, (body, ask) => WithRoute(ask, body.Route, route =>
            new ConfirmSplit(ask.Id, ask.Actor, body.ToParts(), route)), cancellationToken);

    /// <summary>Changes the plan, or proposes a change that officers have to approve.</summary>
    [Function("ChangePlan")]
    public Task<IResult> Plan([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/plan")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<PlanBody>(request, id, CountryOffice, (body, ask) => WithRoute(ask, body.Route, route =>
            new ChangePlan(ask.Id, ask.Actor, body.Amount, body.ToParts(), route, body.Reason)), cancellationToken);

    /// <summary>Confirms an in-kind delivery.</summary>
    [Function("ConfirmDelivery")]
    public Task<IResult> Deliver([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/delivery")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<DeliveryBody>(request, id, CountryOffice, (body, ask) => new(
            new ConfirmDelivery(ask.Id, ask.Actor, Lines.Parse(line), body.ToEvidence(), body.Accepted) { Part = body.Part?.ToPart() },
            body.Sha256 is { } file ? cancel => evidence.Note(ask.Id.Grant, Lines.Parse(line), file, cancel) : null), cancellationToken);

    /// <summary>Disputes a delivery.</summary>
    [Function("DisputeDelivery")]
    public Task<IResult> Dispute([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/dispute")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, CountryOffice, (body, ask) => new(new DisputeDelivery(ask.Id, ask.Actor, Lines.Parse(line), body.Reason)), cancellationToken);

    /// <summary>Orders a disputed line again.</summary>
    [Function("ReorderLine")]
    public Task<IResult> Reorder([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/order")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<ReorderBody>(request, id, CountryOffice, (body, ask) => new(new ReorderLine(ask.Id, ask.Actor, Lines.Parse(line), body.Supplier) { SupplierId = body.SupplierId, PurchaseOrder = body.PurchaseOrder }), cancellationToken);

    /// <summary>Calls off a line that does not come, or proposes it where officers have to approve it.</summary>
    [Function("CallOffLine")]
    public Task<IResult> CallOff([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/cancellation")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, CountryOffice, (body, ask) => new(new CallOffLine(ask.Id, ask.Actor, Lines.Parse(line), body.Reason)), cancellationToken);

    /// <summary>Gives a failed payout a new route.</summary>
    [Function("ReroutePayout")]
    public Task<IResult> Reroute([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/route")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<RouteBody>(request, id, CountryOffice, (body, ask) => WithRoute(ask, body, route => new ReroutePayout(ask.Id, ask.Actor, Lines.Parse(line), route!)), cancellationToken);

    private Prepared WithRoute(Ask ask, RouteBody? body, Func<PayoutRoute?, GrantCommand> make)
    {
        var key = RouteKeys.For(ask.Id);
        return body is null
            ? new Prepared(make(null))
            : new Prepared(make(body.ToRoute(key)), async cancellationToken =>
                await vault.StoreRoute(await people.For(ask.Id.Grant, cancellationToken), key, body.ToDetails(), cancellationToken));
    }
}
