using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What finance does with a grant: release payouts, repair them, settle invoices, close.</summary>
public sealed class FinanceFunctions(CommandDoor door)
{
    private static readonly Role[] Finance = [Role.Finance];

    /// <summary>Releases all cash that is due.</summary>
    [Function("ReleasePayouts")]
    public Task<IResult> Release([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/payouts")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<NoBody>(request, id, Finance, (_, ask) => new(new ReleasePayouts(ask.Id, ask.Actor)), cancellationToken);

    /// <summary>Has a failed payment tried once more on the same route.</summary>
    [Function("RetryPayout")]
    public Task<IResult> Retry([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/retry")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<NoBody>(request, id, Finance, (_, ask) => new(new RetryPayout(ask.Id, ask.Actor, Lines.Parse(line))), cancellationToken);

    /// <summary>Says what became of a payment that is in question; it counts once a colleague says the same.</summary>
    [Function("ResolvePayment")]
    public Task<IResult> Resolve([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/resolution")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<ResolutionBody>(request, id, Finance, (body, ask) => new(new ResolvePayment(ask.Id, ask.Actor, Lines.Parse(line), body.Attempt, body.Paid, body.Reason, body.Evidence)), cancellationToken);

    /// <summary>Gives money that came back to the funding line.</summary>
    [Function("GiveBackReturn")]
    public Task<IResult> GiveBack([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/give-back")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, Finance, (body, ask) => new(new GiveBackReturn(ask.Id, ask.Actor, Lines.Parse(line), body.Reason)), cancellationToken);

    /// <summary>Settles a supplier's invoice.</summary>
    [Function("SettleInKind")]
    public Task<IResult> Settle([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/lines/{line}/settlement")] HttpRequest request, string id, string line, CancellationToken cancellationToken) =>
        door.Command<SettlementBody>(request, id, Finance, (body, ask) => new(new SettleInKind(ask.Id, ask.Actor, Lines.Parse(line), body.Invoice) { Amount = body.Amount, Acknowledged = body.Acknowledged }), cancellationToken);

    /// <summary>Closes a completed grant.</summary>
    [Function("CloseGrant")]
    public Task<IResult> Close([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/closure")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<NoBody>(request, id, Finance, (_, ask) => new(new CloseGrant(ask.Id, ask.Actor)), cancellationToken);
}
