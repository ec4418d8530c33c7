using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Screening;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What grant officers do: approve, reject, return, refer, adjudicate, hold, resume, decide appeals and changes of plan.</summary>
public sealed class OfficerFunctions(CommandDoor door)
{
    private static readonly Role[] Officer = [Role.Officer];

    /// <summary>Approves an amount.</summary>
    [Function("ApproveGrant")]
    public Task<IResult> Approve([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/approval")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ApprovalBody>(request, id, Officer, (body, ask) => new(new ApproveGrant(ask.Id, ask.Actor, body.Amount, body.Note) { FundingLine = body.FundingLine }), cancellationToken);

    /// <summary>Rejects.</summary>
    [Function("RejectGrant")]
    public Task<IResult> Reject([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/rejection")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, Officer, (body, ask) => new(new RejectGrant(ask.Id, ask.Actor, body.Reason)), cancellationToken);

    /// <summary>Returns to intake for amendment.</summary>
    [Function("ReturnGrant")]
    public Task<IResult> Return([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/return")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, Officer, (body, ask) => new(new ReturnGrant(ask.Id, ask.Actor, body.Reason)), cancellationToken);

    /// <summary>Refers a person who seeks protection.</summary>
    [Function("ReferGrant")]
    public Task<IResult> Refer([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/referral")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ReferralBody>(request, id, Officer, (body, ask) => new(new ReferGrant(ask.Id, ask.Actor, body.Agency, body.Reason) { Consent = body.Consent?.ToConsent() }), cancellationToken);

    /// <summary>Decides on a likely duplicate.</summary>
    [Function("AdjudicateDuplicate")]
    public Task<IResult> Adjudicate([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/adjudication")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<AdjudicationBody>(request, id, Officer, (body, ask) => new(new AdjudicateDuplicate(ask.Id, ask.Actor, body.SamePerson, body.Reason)), cancellationToken);

    /// <summary>Pauses.</summary>
    [Function("HoldGrant")]
    public Task<IResult> Hold([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/hold")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<ReasonBody>(request, id, Officer, (body, ask) => new(new HoldGrant(ask.Id, ask.Actor, body.Reason)), cancellationToken);

    /// <summary>Lets go on.</summary>
    [Function("ResumeGrant")]
    public Task<IResult> Resume([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/resumption")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<NoBody>(request, id, Officer, (_, ask) => new(new ResumeGrant(ask.Id, ask.Actor)), cancellationToken);

    /// <summary>Approves the change of plan that waits.</summary>
    [Function("ApprovePlan")]
    public Task<IResult> ApprovePlan([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/plan-approval")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<PlanApprovalBody>(request, id, Officer, (body, ask) => new(new ApprovePlan(ask.Id, ask.Actor, body.Plan, body.Note)), cancellationToken);

    /// <summary>Rejects the change of plan that waits.</summary>
    [Function("RejectPlan")]
    public Task<IResult> RejectPlan([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/plan-rejection")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<PlanRejectionBody>(request, id, Officer, (body, ask) => new(new RejectPlan(ask.Id, ask.Actor, body.Plan, body.Reason)), cancellationToken);

    /// <summary>Decides an appeal.</summary>
    [Function("DecideAppeal")]
    public Task<IResult> DecideAppeal([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "grants/{id}/appeal-decision")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        door.Command<AppealDecisionBody>(request, id, Officer, (body, ask) => new(new DecideAppeal(ask.Id, ask.Actor, body.Allowed, body.Reason)), cancellationToken);
}
