using GrantFlow.Domain.Ledger;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>What a command leads to: either everything it changes, or why not. An expected no is a value, never an exception.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The command holds.</summary>
    /// <param name="Grant">The grant after all events.</param>
    /// <param name="Events">What happened, in order; at least one.</param>
    /// <param name="Entries">What is posted; each entry balances.</param>
    /// <param name="Effects">What others are asked to do once this is stored.</param>
    public sealed record Accepted(Grant Grant, IReadOnlyList<GrantEvent> Events, IReadOnlyList<JournalEntry> Entries, IReadOnlyList<Effect> Effects) : Decision;

    /// <summary>The command does not hold; nothing changes.</summary>
    /// <param name="Code">Stable code.</param>
    /// <param name="Why">Plain words: what is wrong and what would make it pass.</param>
    public sealed record Refused(RefusalCode Code, string Why) : Decision;
}
