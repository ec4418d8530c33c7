using GrantFlow.Domain.Lifecycle;


namespace GrantFlow.Domain.Ledger;

/// <summary>What happens to reserved money when a grant ends before its split.</summary>
internal static class Commitments
{
    /// <summary>
    /// Gives back what the present approval reserved or is about to reserve: while the answer of the funding line is
    /// under way, releasing first voids the reservation under its key.
    /// </summary>
    public static void ReleaseAll(Outcome outcome)
    {
        if (outcome.Grant is { Approved: { } amount, ApprovalRound: > 0, Lines.Count: 0 })
        {
            outcome.ReleaseCommitment(Account.Committed, amount, ends: true);
        }
    }
}
