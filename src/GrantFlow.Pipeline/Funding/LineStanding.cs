using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Funding;

/// <summary>How a funding line stands.</summary>
/// <param name="ByRules">What the rules say that it holds; null where they do not, and then nothing limits it.</param>
/// <param name="Amended">What amendments have brought, less what they took.</param>
/// <param name="Held">Reserved and not yet spent.</param>
/// <param name="Settled">Spent.</param>
/// <param name="Persons">Places taken in the quota.</param>
public sealed record LineStanding(Money? ByRules, Money Amended, Money Held, Money Settled, long Persons)
{
    /// <summary>What may be promised and spent in all; null where nothing limits it.</summary>
    public Money? Limit => ByRules + Amended;

    /// <summary>What is neither reserved nor spent; below zero where rates cost more than there was, null where nothing limits it.</summary>
    public Money? Free => Limit - Held - Settled;
}
