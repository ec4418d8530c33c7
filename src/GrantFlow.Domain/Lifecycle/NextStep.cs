namespace GrantFlow.Domain.Lifecycle;

/// <summary>Who has to act next, so that every open grant is on somebody's list.</summary>
public static class NextStep
{
    /// <summary>The role that has to act; <see cref="Role.System"/> when an answer is under way; null when the grant is final or may only be appealed.</summary>
    public static Role? RoleFor(Grant grant) => grant.State switch
    {
        GrantState.Submitted => Role.Intake,
        GrantState.Screening or GrantState.Approved => Role.System,
        GrantState.NeedsAdjudication or GrantState.AwaitingApproval or GrantState.AwaitingSecondApproval or GrantState.UnderAppeal or GrantState.OnHold => Role.Officer,
        GrantState.AwaitingVerification or GrantState.Verified or GrantState.Disbursing when grant.Pending is not null => Role.Officer,
        GrantState.AwaitingVerification or GrantState.Verified => Role.CountryOffice,
        GrantState.Disbursing => WhileDisbursing(grant),
        GrantState.Completed => Role.Finance,
        _ => null,
    };

    private static Role WhileDisbursing(Grant grant)
    {
        if (grant.Lines.Any(line => line is CashLine { State: CashState.Due or CashState.Unknown } or CashLine { IsInQuestion: true } or InKindLine { State: InKindState.Accepted }))
        {
            return Role.Finance;
        }

        return grant.Lines.Any(line => line is CashLine { State: CashState.Failed } or CashLine { State: CashState.Instructed, Route.Kind: RouteKind.CashDesk } or InKindLine { State: InKindState.Ordered or InKindState.Delivered or InKindState.Disputed })
            ? Role.CountryOffice
            : Role.System;
    }
}
