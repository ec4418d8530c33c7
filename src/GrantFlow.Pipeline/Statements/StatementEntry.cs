using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Statements;

/// <summary>What became of a row.</summary>
public enum RowResult
{
    /// <summary>Nobody looked at it yet.</summary>
    New,

    /// <summary>On its way to the grant, which decides.</summary>
    Sent,

    /// <summary>The grant moved.</summary>
    Applied,

    /// <summary>It was said before.</summary>
    AlreadyKnown,

    /// <summary>It moves nothing: taken on, or not booked yet.</summary>
    Noted,

    /// <summary>Another amount than was ordered. A person decides.</summary>
    AmountDifferent,

    /// <summary>It does not follow from how the payment stands. A person decides.</summary>
    OutOfOrder,

    /// <summary>No payment is known to be meant, or not what is said of it. A person decides.</summary>
    Unmatched,

    /// <summary>The grant said no. A person decides.</summary>
    Refused,

    /// <summary>A person said that it is of no concern.</summary>
    Ignored,
}

/// <summary>An attempt of a payment that a row may be about.</summary>
/// <param name="Payment">End-to-end id.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Outcome">How it stands.</param>
public sealed record RowCandidate(PaymentId Payment, int Attempt, PaymentOutcome Outcome);

/// <summary>What a person said of a row.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Payment">Which payment it is about; null where it is of no concern.</param>
/// <param name="Attempt">Which attempt; null for the one that is open.</param>
/// <param name="Says">What it says of it.</param>
/// <param name="Reason">Why.</param>
public sealed record RowDecision(ActorId By, DateTimeOffset At, PaymentId? Payment, int? Attempt, StatementSays? Says, string Reason);

/// <summary>A row and what became of it.</summary>
/// <param name="Row">What the bank says.</param>
/// <param name="Result">What became of it.</param>
public sealed record StatementEntry(StatementRow Row, RowResult Result)
{
    /// <summary>The payment it is about.</summary>
    public PaymentId? Payment { get; init; }

    /// <summary>Which attempt.</summary>
    public int? Attempt { get; init; }

    /// <summary>The command it became.</summary>
    public CommandId? Command { get; init; }

    /// <summary>Why the grant said no.</summary>
    public RefusalCode? Code { get; init; }

    /// <summary>Why it ended like this.</summary>
    public string? Why { get; init; }

    /// <summary>What it may be about, where that is not known.</summary>
    public ImmutableList<RowCandidate>? Candidates { get; init; }

    /// <summary>What a person said of it, the last word.</summary>
    public RowDecision? Decision { get; init; }

    /// <summary>How often a person decided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Decisions { get; init; }

    /// <summary>A person has to decide.</summary>
    [JsonIgnore]
    public bool IsOpen => Result is RowResult.AmountDifferent or RowResult.OutOfOrder or RowResult.Unmatched or RowResult.Refused;
}
