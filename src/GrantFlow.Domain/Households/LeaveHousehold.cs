using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Households;

/// <summary>A member is split off and decided alone from then on. The principal, whom the case is about, stays.</summary>
/// <param name="Id">Made by the caller's key.</param>
/// <param name="Actor">Intake or an officer.</param>
/// <param name="Reason">In plain words; no personal data.</param>
/// <param name="Child">For a child, what protects them from now on.</param>
public sealed record LeaveHousehold(CommandId Id, Actor Actor, string Reason, UnaccompaniedChild? Child = null) : GrantCommand(Id, Actor)
{
    /// <summary>From here on nobody approves any more.</summary>
    private static readonly IReadOnlyList<GrantState> Approved = [GrantState.Approved, GrantState.AwaitingVerification, GrantState.Verified];

    internal override Decision Decide(Grant grant, DecisionContext context) =>
        Ruling.On(grant, this, context)
            .By(Role.Intake, Role.Officer)
            .FromEvenOnHold(GrantTrigger.LeaveHousehold)
            .Unless(grant.Household is null, RefusalCode.NotInHousehold, $"Grant {grant.Id} is in no household (any more). It is decided on its own.")
            .Unless(
                grant.Household is not null && grant.Application.HouseholdRole == HouseholdRole.Principal,
                RefusalCode.PrincipalStays,
                "The principal stays: the household is theirs. Split the other members off, or let the principal withdraw.")
            .Unless(
                grant.Application.IsChild && !(grant.Application with { Child = Child ?? grant.Application.Child }).HasGuardianPapers,
                RefusalCode.GuardianMissing,
                "A child that is split off is a child alone. Give unaccompaniedChild with the references of guardian and best-interests determination.")
            .Unless(
                grant.Application.IsChild && Approved.Contains(grant.WorkingState) && grant.Approvers.Count < 2,
                RefusalCode.WrongState,
                "One officer approved this child's grant as part of the family; for a child alone it takes two. Record a withdrawal, which never counts against the child, and hand the child in alone.")
            .Then(outcome => outcome.Record(GrantTrigger.LeaveHousehold, new MemberSplitOff(Reason, grant.Application.IsChild ? Child : null)));
}

/// <summary>Decided alone from now on.</summary>
public sealed record MemberSplitOff(string Why, UnaccompaniedChild? Child = null) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with
    {
        Household = null,
        Application = Child is null ? grant.Application : grant.Application with { Child = Child },
    };
}
