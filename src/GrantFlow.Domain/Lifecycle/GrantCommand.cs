using System.Text.Json.Serialization;
using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Households;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.CashDesk;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Verification;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>Something asked of one grant. Its id names the grant and makes asking twice the same as asking once.</summary>
/// <param name="Id">Made by the caller's key; the same for every delivery.</param>
/// <param name="Actor">Who asks.</param>
[JsonDerivedType(typeof(SubmitGrant), "submit-grant")]
[JsonDerivedType(typeof(OpenCase), "open-case")]
[JsonDerivedType(typeof(AmendGrant), "amend-grant")]
[JsonDerivedType(typeof(WithdrawGrant), "withdraw-grant")]
[JsonDerivedType(typeof(RecordScreening), "record-screening")]
[JsonDerivedType(typeof(AdjudicateDuplicate), "adjudicate-duplicate")]
[JsonDerivedType(typeof(ApproveGrant), "approve-grant")]
[JsonDerivedType(typeof(RejectGrant), "reject-grant")]
[JsonDerivedType(typeof(ReturnGrant), "return-grant")]
[JsonDerivedType(typeof(ReferGrant), "refer-grant")]
[JsonDerivedType(typeof(AppealRejection), "appeal-rejection")]
[JsonDerivedType(typeof(DecideAppeal), "decide-appeal")]
[JsonDerivedType(typeof(RecordFunding), "record-funding")]
[JsonDerivedType(typeof(HoldGrant), "hold-grant")]
[JsonDerivedType(typeof(ResumeGrant), "resume-grant")]
[JsonDerivedType(typeof(ExpireGrant), "expire-grant")]
[JsonDerivedType(typeof(CheckDeadlines), "check-deadlines")]
[JsonDerivedType(typeof(ConfirmDeparture), "confirm-departure")]
[JsonDerivedType(typeof(VerifyArrival), "verify-arrival")]
[JsonDerivedType(typeof(CancelGrant), "cancel-grant")]
[JsonDerivedType(typeof(ConfirmSplit), "confirm-split")]
[JsonDerivedType(typeof(ChangePlan), "change-plan")]
[JsonDerivedType(typeof(CallOffLine), "call-off-line")]
[JsonDerivedType(typeof(ApprovePlan), "approve-plan")]
[JsonDerivedType(typeof(RejectPlan), "reject-plan")]
[JsonDerivedType(typeof(ConfirmDelivery), "confirm-delivery")]
[JsonDerivedType(typeof(DisputeDelivery), "dispute-delivery")]
[JsonDerivedType(typeof(ReorderLine), "reorder-line")]
[JsonDerivedType(typeof(SettleInKind), "settle-in-kind")]
[JsonDerivedType(typeof(ReleasePayouts), "release-payouts")]
[JsonDerivedType(typeof(RecordPayment), "record-payment")]
[JsonDerivedType(typeof(ReroutePayout), "reroute-payout")]
[JsonDerivedType(typeof(RetryPayout), "retry-payout")]
[JsonDerivedType(typeof(GiveBackReturn), "give-back-return")]
[JsonDerivedType(typeof(ResolvePayment), "resolve-payment")]
[JsonDerivedType(typeof(NoteContradiction), "note-contradiction")]
[JsonDerivedType(typeof(ConfirmCashDesk), "confirm-cash-desk")]
[JsonDerivedType(typeof(CloseGrant), "close-grant")]
[JsonDerivedType(typeof(LeaveHousehold), "leave-household")]
public abstract record GrantCommand(CommandId Id, Actor Actor)
{
    /// <summary>Whether a child's step depends on an adult of the family being there.</summary>
    public virtual bool AsksForTheFamily => false;

    /// <summary>The suppliers that this orders from or pays.</summary>
    public virtual IEnumerable<SupplierRef> SuppliersNamed(Grant grant) => [];

    /// <summary>What this asks of a grant that exists.</summary>
    internal abstract Decision Decide(Grant grant, DecisionContext context);
}
