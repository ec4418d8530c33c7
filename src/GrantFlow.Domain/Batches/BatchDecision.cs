using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Batches;

/// <summary>What something asked of a batch leads to: the batch after it, or why not.</summary>
public abstract record BatchDecision
{
    private BatchDecision()
    {
    }

    /// <summary>It holds.</summary>
    public sealed record Accepted(PaymentBatch Batch) : BatchDecision;

    /// <summary>It does not hold; nothing changes.</summary>
    /// <param name="Code">Stable code.</param>
    /// <param name="Why">Plain words: what is wrong and what would make it pass.</param>
    public sealed record Refused(RefusalCode Code, string Why) : BatchDecision
    {
        /// <summary>The lines that are in the way, where it is about lines.</summary>
        public IReadOnlyList<LineObstacle> Lines { get; init; } = [];
    }
}

/// <summary>Why a grant would not let a line go.</summary>
public sealed record LineObstacle(Values.PaymentId Payment, RefusalCode Code, string Why);
