using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts;

/// <summary>One attempt to pay a person.</summary>
/// <param name="Request">What is paid: its end-to-end id is paid at most once, whatever the attempt.</param>
/// <param name="Details">The account; never logged.</param>
/// <param name="Text">What the statement of account shows: nothing of what the money is for.</param>
public sealed record PaymentInstruction(PayoutRequest Request, RouteDetails Details, string Text);

/// <summary>What a provider says: with a reason (ISO 20022 external status reason) when it failed or returned.</summary>
public sealed record ProviderAnswer(PaymentOutcome Outcome, string? Reason)
{
    /// <summary>
    /// When to ask again while it is under way: null for soon and then ever more seldom, <see cref="Timeout.InfiniteTimeSpan"/> where the provider brings the end by itself.
    /// Once it is settled: null for never, else in case the money comes back.
    /// </summary>
    public TimeSpan? AskIn { get; init; }
}

/// <summary>The seam to banks, wallets and cash desks. Idempotent on the end-to-end id: asking twice never pays twice. Throws when the outcome is not known.</summary>
public interface IPayoutProvider
{
    /// <summary>Pays, or says how an earlier call with the same id and attempt stands.</summary>
    Task<ProviderAnswer> Pay(PaymentInstruction instruction, CancellationToken cancellationToken);

    /// <summary>Makes sure that an attempt which was never asked for is never paid, however late it still arrives: it has failed then. Says how any other stands, unless it is the provider's own to stop as well.</summary>
    Task<ProviderAnswer> Stop(PayoutRequest request, CancellationToken cancellationToken);

    /// <summary>How an attempt stands; null when the provider never heard of it. An attempt that a later one followed has failed.</summary>
    Task<ProviderAnswer?> Find(PayoutRequest request, CancellationToken cancellationToken);
}
