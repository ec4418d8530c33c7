using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;

namespace GrantFlow.Domain.Intake;

/// <summary>What other rules than its own would say of a grant. It changes nothing: a grant keeps the rules it was stamped with.</summary>
public static class SecondOpinion
{
    /// <summary>The first reason by precedence against the application, handed in on its own day; null when it would pass.</summary>
    /// <param name="grant">Whose application.</param>
    /// <param name="rules">The other rules; null when none are in force.</param>
    /// <param name="context">With the catalogue that the rules stand in.</param>
    public static Decision.Refused? Of(Grant grant, Programme? rules, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return Eligibility.Check(grant.Application, rules, DateOnly.FromDateTime(grant.SubmittedAt.UtcDateTime), context).MinBy(refused => refused.Code);
    }
}
