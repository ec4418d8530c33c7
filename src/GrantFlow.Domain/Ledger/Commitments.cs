using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Ledger;

/// <summary>What happens to reserved money when a grant ends before its split.</summary>
internal static class Commitments
{
    /// <summary>
    /// Gives back what the present approval reserved or is about to reserve: while the answer of the funding line is
    /// under way, releasing first voids the reservation under its key.
    /// </summary>
    /// <param name="outcome">The end, already recorded.</param>
    /// <param name="before">The grant before it. Between a refused reservation and the next final approval there is nothing to give back.</param>
    public static void ReleaseAll(Outcome outcome, Grant before)
    {
        if (before is { Approved: { } amount, Lines.Count: 0 } && (before.Committed || before.WorkingState == GrantState.Approved))
        {
            outcome.ReleaseCommitment(Account.Committed, amount, ends: true);
        }
    }
}
