using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Approval;

/// <summary>An officer approves an amount: the first approval, or the second where one is needed.</summary>
public sealed record ApproveGrant(CommandId Id, Actor Actor, Money Amount, string? Note) : GrantCommand(Id, Actor)
{
    /// <summary>The household this decision covers; null for a person alone.</summary>
    public HouseholdId? Household { get; init; }

    /// <summary>The component that the officer names as the payer; null leaves it to the programme.</summary>
    public FundingLineId? FundingLine { get; init; }

    internal override Decision Decide(Grant grant, DecisionContext context)
    {
        var programme = context.RulesOf(grant);
        return Ruling.On(grant, this, context)
            .By(Role.Officer)
            .From(GrantTrigger.Approve)
            .Unless(grant.Household is not null && Household != grant.Household, RefusalCode.HouseholdDecides, $"One decision covers household {grant.Household}. Decide the household, or split this member off.")
            .Unless(grant.Household is null && Household is not null, RefusalCode.NotInHousehold, $"Grant {grant.Id} is not in household {Household} any more. Decide it on its own.")
            .Unless(grant.Submitters.Contains(Actor.Id), RefusalCode.OwnSubmission, "Nobody approves what they submitted. Ask another officer.")
            .Unless(grant.Approvers.Contains(Actor.Id), RefusalCode.SecondApproverIsFirst, "You gave the first approval. The second needs another officer.")
            .Unless(programme is null, RefusalCode.UnknownProgramme, $"Version {grant.ProgrammeVersion} of {grant.Application.Programme} is not in the catalogue any more. Ask the programme administrator.")
            .Unless(Guardians.Check(grant.Application))
            .Unless(CoolingOff.Check(grant.Application, programme, context.Today))
            .Unless(programme is null ? [] : Eligibility.Ceilings(Amount, grant.Application, programme))
            .Unless(RouteRules.Check(grant.Route, grant.Application, programme, Amount, context.Catalogue))
            .Unless(Exceeds(grant.Application.Requested), RefusalCode.OverRequested, $"{grant.Application.Requested} was asked for; approve that or less, or return it for amendment.")
            .Unless(grant.Approvers.Count > 0 && grant.Approved != Amount, RefusalCode.ApprovalsDiffer, $"The first approval is over {grant.Approved}. Approve the same amount, or return the grant.")
            .Unless(ClosedOn(grant.FundingLine, context) is { } closed ? [new Decision.Refused(RefusalCode.OutsideAgreement, closed)] : [])
            .Unless(FundingLine is { } named && named != grant.FundingLine, RefusalCode.FundingLineNotForGrants, Misplaced(grant, programme))
            .Then(outcome =>
            {
                outcome.Record(GrantTrigger.Approve, new GrantApproved(Amount, Note), facts => facts with { SecondApprovalNeeded = NeedsTwo(grant, programme!, Amount) });
                if (outcome.Grant.WorkingState == GrantState.Approved)
                {
                    outcome.Ask(new ReserveFunds(grant.Id, grant.FundingLine, outcome.Grant.Reservation, Amount));
                }
            });
    }

    /// <summary>The components of a programme never mix, so the officer is told which one it is that pays.</summary>
    private string Misplaced(Grant grant, Programme? programme) =>
        (programme?.FundingLines.FirstOrDefault(line => line.Id == FundingLine) is { } other
            ? $"{other.Id}{(other.Funder is { } funder ? $", paid by {funder}," : "")} is for {other.Component.ToLowerInvariant()} and never pays a grant"
            : $"{FundingLine} is no funding line of {grant.Application.Programme}")
        + $". Leave fundingLine out, or name {grant.FundingLine}, which pays.";

    /// <summary>The agreement of today counts, as it does when the money is reserved.</summary>
    private static string? ClosedOn(FundingLineId line, DecisionContext context) => context.Catalogue.Find(line, context.Today)?.ClosedOn(context.Today);

    private bool Exceeds(Money requested) => Amount.Currency == requested.Currency && Amount > requested;

    /// <summary>Whether this much for this person takes two officers; a change of plan asks the same.</summary>
    internal static bool NeedsTwo(Grant grant, Programme programme, Money amount) =>
        programme.AlwaysTwoApprovals
        || grant.Application.IsChildAlone
        || (programme.TwoApprovalsIfVulnerable && grant.Application.Vulnerable)
        || (programme.SecondApprovalAbove is { } threshold && amount > threshold);
}

/// <summary>An officer approved. When the state is <see cref="GrantState.Approved"/>, no further approval is needed.</summary>
public sealed record GrantApproved(Money Amount, string? Note) : GrantEvent
{
    /// <inheritdoc/>
    protected override Grant Change(Grant grant) => grant with
    {
        Approved = Amount,
        Approvers = grant.Approvers.Add(By.Id),
        Deciders = grant.Deciders.Add(By.Id),
        ApprovalRound = State == GrantState.Approved ? grant.ApprovalRound + 1 : grant.ApprovalRound,
    };
}
