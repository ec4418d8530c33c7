using System.Collections.Immutable;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Plans;

/// <summary>A change of plan that waits for officers. Until they decide, the lines it would replace stand still.</summary>
/// <param name="Number">The event that proposed it. An approval names it, so that nobody approves a plan they did not see.</param>
/// <param name="Proposer">Who proposed it.</param>
/// <param name="ProposedAt">When (UTC).</param>
/// <param name="Amount">The grant's new amount.</param>
/// <param name="Parts">What takes the place of everything that is not fixed yet; empty before the split, or when all of that is called off.</param>
/// <param name="Route">A payout route that takes the place of the one on file; null keeps it.</param>
/// <param name="Why">The office's reason.</param>
/// <param name="ApprovalsNeeded">How many officers must approve: one, or two.</param>
public sealed record PendingPlan(
    int Number, ActorId Proposer, DateTimeOffset ProposedAt, Money Amount, ImmutableList<SplitPart> Parts, PayoutRoute? Route, string Why, int ApprovalsNeeded)
{
    /// <summary>The officers who approved so far.</summary>
    public ImmutableList<ActorId> Approvals { get; init; } = [];

    /// <summary>The one line that is called off; null where the plan replaces every line that can be.</summary>
    public LineId? Only { get; init; }
}
