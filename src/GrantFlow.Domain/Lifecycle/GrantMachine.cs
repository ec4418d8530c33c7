using Stateless;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>What the machine's guards ask. Facts of one moment, no behaviour.</summary>
/// <param name="SecondApprovalNeeded">Another officer must approve as well.</param>
/// <param name="LinesDone">Every line is paid, settled, returned or cancelled.</param>
/// <param name="AnythingSpent">At least one line cost money.</param>
/// <param name="Withdrawing">The person withdrew while payments were on their way.</param>
/// <param name="HeldFrom">Where a grant on hold goes back to.</param>
public readonly record struct GrantFacts(
    bool SecondApprovalNeeded = false,
    bool LinesDone = false,
    bool AnythingSpent = false,
    bool Withdrawing = false,
    GrantState HeldFrom = GrantState.Submitted);

/// <summary>
/// The grant's state machine, declared once. Drawn in <c>docs/state-machine.md</c>. It decides only where a trigger leads;
/// who may pull it, and with what, is decided by the command's own file.
/// </summary>
public static class GrantMachine
{
    /// <summary>States a grant can be put on hold from: everything before <see cref="GrantState.Completed"/> that is still open.</summary>
    public static IReadOnlyList<GrantState> Holdable { get; } =
    [
        GrantState.Submitted, GrantState.Screening, GrantState.NeedsAdjudication, GrantState.AwaitingApproval,
        GrantState.AwaitingSecondApproval, GrantState.Approved, GrantState.AwaitingVerification, GrantState.Verified, GrantState.Disbursing,
    ];

    /// <summary>Open states before money or goods move: the person can be referred, and a deadline can expire the grant.</summary>
    public static IReadOnlyList<GrantState> BeforeDisbursing { get; } = [.. Holdable.Where(state => state != GrantState.Disbursing)];

    /// <summary>States with no way out.</summary>
    public static IReadOnlyList<GrantState> Final { get; } =
        [GrantState.Closed, GrantState.Referred, GrantState.Withdrawn, GrantState.Expired, GrantState.Cancelled];

    /// <summary>States that ended without any payment: another grant for the same person may take its place.</summary>
    public static IReadOnlyList<GrantState> EndedUnpaid { get; } =
        [GrantState.Rejected, GrantState.Referred, GrantState.Withdrawn, GrantState.Expired, GrantState.Cancelled];

    /// <summary>A machine that stands at <paramref name="state"/> and sees <paramref name="facts"/>.</summary>
    public static StateMachine<GrantState, GrantTrigger> At(GrantState state, GrantFacts facts)
    {
        var machine = new StateMachine<GrantState, GrantTrigger>(state);

        machine.Configure(GrantState.Submitted)
            .Permit(GrantTrigger.StartScreening, GrantState.Screening);

        machine.Configure(GrantState.Screening)
            .Permit(GrantTrigger.PassScreening, GrantState.AwaitingApproval)
            .Permit(GrantTrigger.FlagScreening, GrantState.NeedsAdjudication)
            .Permit(GrantTrigger.FailScreening, GrantState.Rejected);

        machine.Configure(GrantState.NeedsAdjudication)
            .Permit(GrantTrigger.ClearDuplicate, GrantState.AwaitingApproval)
            .Permit(GrantTrigger.ConfirmDuplicate, GrantState.Rejected)
            .Permit(GrantTrigger.Reject, GrantState.Rejected);

        machine.Configure(GrantState.AwaitingApproval)
            .PermitIf(GrantTrigger.Approve, GrantState.AwaitingSecondApproval, () => facts.SecondApprovalNeeded, "a second approval is needed")
            .PermitIf(GrantTrigger.Approve, GrantState.Approved, () => !facts.SecondApprovalNeeded, "one approval is enough")
            .Permit(GrantTrigger.Reject, GrantState.Rejected)
            .Permit(GrantTrigger.Return, GrantState.Submitted);

        machine.Configure(GrantState.AwaitingSecondApproval)
            .Permit(GrantTrigger.Approve, GrantState.Approved)
            .Permit(GrantTrigger.Reject, GrantState.Rejected)
            .Permit(GrantTrigger.Return, GrantState.Submitted);

        machine.Configure(GrantState.Approved)
            .Permit(GrantTrigger.ReserveFunds, GrantState.AwaitingVerification)
            .Permit(GrantTrigger.RefuseFunds, GrantState.AwaitingApproval)
            .PermitReentry(GrantTrigger.Depart);

        machine.Configure(GrantState.AwaitingVerification)
            .PermitReentry(GrantTrigger.Depart)
            .Permit(GrantTrigger.Verify, GrantState.Verified)
            .PermitReentry(GrantTrigger.ChangePlan)
            .Permit(GrantTrigger.Cancel, GrantState.Cancelled);

        machine.Configure(GrantState.Verified)
            .Permit(GrantTrigger.ConfirmSplit, GrantState.Disbursing)
            .PermitReentry(GrantTrigger.ChangePlan)
            .Permit(GrantTrigger.Cancel, GrantState.Cancelled);

        var linesOpen = () => !facts.LinesDone;
        var endsUnspent = () => facts is { LinesDone: true, Withdrawing: true, AnythingSpent: false };
        var endsComplete = () => facts.LinesDone && !(facts.Withdrawing && !facts.AnythingSpent);
        foreach (var trigger in new[] { GrantTrigger.MoveLine, GrantTrigger.Withdraw })
        {
            machine.Configure(GrantState.Disbursing)
                .PermitReentryIf(trigger, linesOpen, "lines are open")
                .PermitIf(trigger, GrantState.Completed, endsComplete, "every line is done")
                .PermitIf(trigger, GrantState.Withdrawn, endsUnspent, "withdrawn and nothing was spent");
        }

        // Who withdrew is given nothing new.
        machine.Configure(GrantState.Disbursing)
            .PermitReentryIf(GrantTrigger.ChangePlan, () => facts is { LinesDone: false, Withdrawing: false }, "lines are open and nobody withdrew")
            .PermitIf(GrantTrigger.ChangePlan, GrantState.Completed, () => facts is { LinesDone: true, Withdrawing: false }, "every line is done and nobody withdrew");

        // What came back is paid again on a new route: then there is something to do once more.
        machine.Configure(GrantState.Completed)
            .PermitReentryIf(GrantTrigger.MoveLine, () => facts.LinesDone, "every line is done")
            .PermitIf(GrantTrigger.MoveLine, GrantState.Disbursing, linesOpen, "lines are open")
            .Permit(GrantTrigger.Close, GrantState.Closed);

        machine.Configure(GrantState.Rejected)
            .Permit(GrantTrigger.Appeal, GrantState.UnderAppeal);

        machine.Configure(GrantState.UnderAppeal)
            .Permit(GrantTrigger.UpholdRejection, GrantState.Rejected)
            .Permit(GrantTrigger.AllowAppeal, GrantState.Screening)
            .Permit(GrantTrigger.Withdraw, GrantState.Withdrawn)
            .Permit(GrantTrigger.Refer, GrantState.Referred);

        foreach (var open in BeforeDisbursing)
        {
            machine.Configure(open)
                .Permit(GrantTrigger.Withdraw, GrantState.Withdrawn)
                .Permit(GrantTrigger.Refer, GrantState.Referred)
                .Permit(GrantTrigger.Expire, GrantState.Expired)
                .PermitReentry(GrantTrigger.LeaveHousehold);
        }

        foreach (var open in Holdable)
        {
            machine.Configure(open).Permit(GrantTrigger.Hold, GrantState.OnHold);
        }

        machine.Configure(GrantState.OnHold)
            .PermitDynamic(GrantTrigger.Resume, () => facts.HeldFrom);

        return machine;
    }
}
