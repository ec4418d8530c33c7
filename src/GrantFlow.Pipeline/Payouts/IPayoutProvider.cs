using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts;

/// <summary>One attempt to pay a person.</summary>
/// <param name="Payment">End-to-end id: a provider pays it at most once, whatever the attempt.</param>
/// <param name="Attempt">From 1; a higher one only after the one before failed.</param>
/// <param name="Kind">How the money travels.</param>
/// <param name="Country">Where it goes.</param>
/// <param name="Details">The account; never logged.</param>
/// <param name="Amount">How much.</param>
/// <param name="Text">What the statement of account shows: nothing of what the money is for.</param>
public sealed record PaymentInstruction(PaymentId Payment, int Attempt, RouteKind Kind, CountryCode Country, RouteDetails Details, Money Amount, string Text);

/// <summary>What a provider says: with a reason (ISO 20022 external status reason) when it failed or returned.</summary>
public sealed record ProviderAnswer(PaymentOutcome Outcome, string? Reason);

/// <summary>The seam to banks and wallets. Idempotent on the end-to-end id: asking twice never pays twice. Throws when the outcome is not known.</summary>
public interface IPayoutProvider
{
    /// <summary>Pays, or says how an earlier call with the same id and attempt stands.</summary>
    Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken);

    /// <summary>Makes sure that an attempt which was never asked for is never paid, however late it still arrives: it has failed then. Says how any other stands.</summary>
    Task<ProviderAnswer> Stop(PaymentId payment, int attempt, Money amount, CancellationToken cancellationToken);

    /// <summary>How an attempt stands; null when the provider never heard of it. An attempt that a later one followed has failed.</summary>
    Task<ProviderAnswer?> Find(PaymentId payment, int attempt, CancellationToken cancellationToken);
}
