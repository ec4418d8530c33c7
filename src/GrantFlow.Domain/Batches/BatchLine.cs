using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Batches;

/// <summary>Where one line of a batch stands. Names are stored: add, never rename.</summary>
public enum BatchLineState
{
    /// <summary>In the draft.</summary>
    Gathered,

    /// <summary>Taken out before the release; free for another batch.</summary>
    Excluded,

    /// <summary>The batch is released; its grant has not decided yet.</summary>
    Releasing,

    /// <summary>Its grant refused the release; free for another batch.</summary>
    Refused,

    /// <summary>Its grant let it go; the provider has not taken it on yet.</summary>
    Released,

    /// <summary>With the bank, the wallet provider or the desk.</summary>
    Instructed,

    /// <summary>The person has the money.</summary>
    Settled,

    /// <summary>Not paid in this attempt.</summary>
    Failed,

    /// <summary>The money came back.</summary>
    Returned,

    /// <summary>Nobody knows whether the person was paid: no further attempt until somebody finds out.</summary>
    Unknown,
}

/// <summary>One person's payment in a batch.</summary>
/// <param name="Payment">End-to-end id: grant and line.</param>
/// <param name="Attempt">Which attempt at it this batch makes.</param>
/// <param name="Person">Whose vault entry holds the account.</param>
/// <param name="Country">Where the account, wallet or desk is.</param>
/// <param name="Amount">In the grant's currency.</param>
/// <param name="PayAs">What the person receives.</param>
/// <param name="State">Where it stands.</param>
public sealed record BatchLine(PaymentId Payment, int Attempt, PersonId Person, CountryCode Country, Money Amount, Money PayAs, BatchLineState State)
{
    /// <summary>Why it was taken out or refused, or failed or came back (ISO 20022 external status reason where there is one); null otherwise.</summary>
    public string? Why { get; init; }

    /// <summary>The grant's version that it shows; 0 before the grant let it go.</summary>
    public int Version { get; init; }
}

/// <summary>How line states are grouped.</summary>
public static class BatchLineStates
{
    /// <summary>Not part of what the batch pays, and free for another one.</summary>
    public static bool IsOut(this BatchLineState state) => state is BatchLineState.Excluded or BatchLineState.Refused;

    /// <summary>Released, and not handed to its provider yet.</summary>
    public static bool IsOnItsWay(this BatchLineState state) => state is BatchLineState.Releasing or BatchLineState.Released;

    /// <summary>Its end is not known yet.</summary>
    public static bool IsOpen(this BatchLineState state) => state.IsOnItsWay() || state is BatchLineState.Instructed or BatchLineState.Unknown;
}
