using System.Text.Json.Serialization;
using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Households;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Plans;
using GrantFlow.Domain.Screening;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Verification;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>Something that happened to a grant. Applying a grant's events in order gives the grant.</summary>
[JsonDerivedType(typeof(GrantSubmitted), "grant-submitted")]
[JsonDerivedType(typeof(CaseOpened), "case-opened")]
[JsonDerivedType(typeof(GrantAmended), "grant-amended")]
[JsonDerivedType(typeof(GrantWithdrawn), "grant-withdrawn")]
[JsonDerivedType(typeof(ScreeningRecorded), "screening-recorded")]
[JsonDerivedType(typeof(DuplicateAdjudicated), "duplicate-adjudicated")]
[JsonDerivedType(typeof(GrantApproved), "grant-approved")]
[JsonDerivedType(typeof(GrantRejected), "grant-rejected")]
[JsonDerivedType(typeof(GrantReturned), "grant-returned")]
[JsonDerivedType(typeof(GrantReferred), "grant-referred")]
[JsonDerivedType(typeof(RejectionAppealed), "rejection-appealed")]
[JsonDerivedType(typeof(AppealDecided), "appeal-decided")]
[JsonDerivedType(typeof(FundsReserved), "funds-reserved")]
[JsonDerivedType(typeof(FundsRefused), "funds-refused")]
[JsonDerivedType(typeof(GrantHeld), "grant-held")]
[JsonDerivedType(typeof(GrantResumed), "grant-resumed")]
[JsonDerivedType(typeof(GrantExpired), "grant-expired")]
[JsonDerivedType(typeof(DeadlineNear), "deadline-near")]
[JsonDerivedType(typeof(GrantEscalated), "grant-escalated")]
[JsonDerivedType(typeof(DepartureConfirmed), "departure-confirmed")]
[JsonDerivedType(typeof(ArrivalVerified), "arrival-verified")]
[JsonDerivedType(typeof(GrantCancelled), "grant-cancelled")]
[JsonDerivedType(typeof(SplitConfirmed), "split-confirmed")]
[JsonDerivedType(typeof(PlanProposed), "plan-proposed")]
[JsonDerivedType(typeof(PlanApproved), "plan-approved")]
[JsonDerivedType(typeof(PlanRejected), "plan-rejected")]
[JsonDerivedType(typeof(PlanChanged), "plan-changed")]
[JsonDerivedType(typeof(LineParted), "line-parted")]
[JsonDerivedType(typeof(InKindMoved), "in-kind-moved")]
[JsonDerivedType(typeof(CashMoved), "cash-moved")]
[JsonDerivedType(typeof(ResolutionProposed), "resolution-proposed")]
[JsonDerivedType(typeof(PaymentResolved), "payment-resolved")]
[JsonDerivedType(typeof(PaymentContradicted), "payment-contradicted")]
[JsonDerivedType(typeof(WayOutBooked), "way-out-booked")]
[JsonDerivedType(typeof(GrantClosed), "grant-closed")]
[JsonDerivedType(typeof(MemberSplitOff), "member-split-off")]
public abstract record GrantEvent
{
    /// <summary>The event's number within its grant, from 1.</summary>
    public int Version { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who made it happen.</summary>
    public Actor By { get; init; } = Actor.System;

    /// <summary>The command it comes from.</summary>
    public CommandId Cause { get; init; }

    /// <summary>Where the grant stands after it.</summary>
    public GrantState State { get; init; }

    /// <summary>Where a grant on hold would go back to after it; null when it is not on hold.</summary>
    public GrantState? HeldFrom { get; init; }

    /// <summary>The grant after this event.</summary>
    public virtual Grant Apply(Grant? before) =>
        Stamp(before, Change(before ?? throw new InvalidOperationException($"{GetType().Name} is not the first event of a grant.")));

    /// <summary>What this event changes beyond state, version and time.</summary>
    protected virtual Grant Change(Grant grant) => grant;

    /// <summary>State, version, time and clocks as after this event. A plan that nobody decided on ends with its grant.</summary>
    protected Grant Stamp(Grant? before, Grant after)
    {
        var pending = GrantMachine.Final.Contains(State) ? null : after.Pending;
        return Standing.After(before, after with { State = State, HeldFrom = HeldFrom, Version = Version, ChangedAt = At, Pending = pending }, this);
    }
}
