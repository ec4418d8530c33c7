using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Payouts;

/// <summary>Pay a person, or ask the provider how a payment stands.</summary>
/// <param name="Payment">End-to-end id, the same for every attempt.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Line">The cash line.</param>
/// <param name="Person">Whose vault entry holds the account.</param>
/// <param name="Route">Where the money goes, without its secret.</param>
/// <param name="Amount">How much.</param>
/// <param name="Check">0: pay. From 1: the n-th question how it stands.</param>
public sealed record PayoutRequest(PaymentId Payment, int Attempt, LineId Line, PersonId Person, PayoutRoute Route, Money Amount, int Check);
