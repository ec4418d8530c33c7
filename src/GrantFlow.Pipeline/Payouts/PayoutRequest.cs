using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Payouts;

/// <summary>Pay a person, or ask the provider how a payment stands.</summary>
/// <param name="Payment">End-to-end id, the same for every attempt.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Line">The cash line.</param>
/// <param name="Person">Whose vault entry holds the account.</param>
/// <param name="Route">Where the money goes, without its secret.</param>
/// <param name="Amount">How much, in the grant's currency.</param>
/// <param name="Check">0: pay. From 1: the n-th question how it stands.</param>
public sealed record PayoutRequest(PaymentId Payment, int Attempt, LineId Line, PersonId Person, PayoutRoute Route, Money Amount, int Check)
{
    /// <summary>The batch it leaves in; null where it leaves alone.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>What is paid where that is another currency.</summary>
    public Conversion? Conversion { get; init; }

    /// <summary>The provider could not say how it stood when it was asked before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Doubted { get; init; }

    /// <summary>Asked out of turn, since the provider is said to have news: no further question follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OutOfTurn { get; init; }

    /// <summary>The person withdrew: what still waits is to be stopped. A request to pay that comes a second time says nothing of the kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Stops { get; init; }

    /// <summary>Not to be paid or asked after: people found out that it ended so, and the book has to say it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentOutcome? Ended { get; init; }

    /// <summary>Also over what the provider had answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OverAnswer { get; init; }

    /// <summary>Asked after although people found out how it ended: only another end is news.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentOutcome? Found { get; init; }

    /// <summary>What the person receives.</summary>
    [JsonIgnore]
    public Money PayAs => Conversion?.To ?? Amount;
}
