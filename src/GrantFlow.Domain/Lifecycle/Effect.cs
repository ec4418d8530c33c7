using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>What others are asked to do once a decision is stored. Each is safe to ask twice.</summary>
public abstract record Effect;

/// <summary>Look for other grants of the same person; answered by a record-screening command.</summary>
public sealed record RequestScreening(GrantId Grant, PersonId Person, ProgrammeId Programme) : Effect;

/// <summary>Reserve money on a funding line; answered by a record-funding command.</summary>
public sealed record ReserveFunds(GrantId Grant, FundingLineId FundingLine, string Reservation, Money Amount) : Effect;

/// <summary>Give reserved money back. Releasing what was never reserved makes a later reservation under the same key void.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="FundingLine">The line that holds the money.</param>
/// <param name="Reservation">The key it is held under.</param>
/// <param name="Key">Makes the release unique within the reservation.</param>
/// <param name="Amount">How much.</param>
/// <param name="Ends">The whole reservation ends; a person's place in the quota is free again.</param>
public sealed record ReleaseFunds(GrantId Grant, FundingLineId FundingLine, string Reservation, string Key, Money Amount, bool Ends) : Effect;

/// <summary>Turn reserved money into spent money.</summary>
public sealed record SettleFunds(GrantId Grant, FundingLineId FundingLine, string Reservation, string Key, Money Amount) : Effect;

/// <summary>Turn spent money into reserved money again: it came back and is paid once more.</summary>
public sealed record ReopenFunds(GrantId Grant, FundingLineId FundingLine, string Reservation, string Key, Money Amount) : Effect;

/// <summary>Spent more than was reserved, or less where the amount is below zero: the exchange rate, or money that came back for good.</summary>
public sealed record AdjustFunds(GrantId Grant, FundingLineId FundingLine, string Reservation, string Key, Money Amount) : Effect;

/// <summary>Pay a person; answered by record-payment commands.</summary>
/// <param name="Payment">End-to-end id, the same for every attempt.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Grant">The grant.</param>
/// <param name="Line">The cash line.</param>
/// <param name="Person">Whose vault entry holds the account.</param>
/// <param name="Route">Where the money goes.</param>
/// <param name="Amount">How much.</param>
public sealed record InstructPayment(PaymentId Payment, int Attempt, GrantId Grant, LineId Line, PersonId Person, PayoutRoute Route, Money Amount) : Effect
{
    /// <summary>The batch it leaves in; null where it leaves alone.</summary>
    public BatchId? Batch { get; init; }

    /// <summary>What is paid where that is another currency.</summary>
    public Conversion? Conversion { get; init; }
}

/// <summary>Stop a payment that waits at a cash desk until it is collected; answered by record-payment commands, as it then stands. Who collected it first has it.</summary>
/// <param name="Payment">As it was instructed.</param>
public sealed record StopPayment(InstructPayment Payment) : Effect;

/// <summary>Write into the book of payments what people found out of an attempt, so that another may follow it or none ever does.</summary>
/// <param name="Payment">End-to-end id.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Grant">The grant.</param>
/// <param name="Line">The cash line.</param>
/// <param name="Person">Whose vault entry holds the account.</param>
/// <param name="Route">Where the money was to go.</param>
/// <param name="Amount">How much.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="OverAnswer">Also over what the provider answered: people have looked at that.</param>
public sealed record EndAttempt(PaymentId Payment, int Attempt, GrantId Grant, LineId Line, PersonId Person, PayoutRoute Route, Money Amount, PaymentOutcome Outcome, bool OverAnswer) : Effect;

/// <summary>Ask something of another grant. The command's id follows from this grant, so that it happens once.</summary>
public sealed record AskGrant(GrantCommand Command) : Effect;
