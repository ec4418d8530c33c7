using System.Collections.Immutable;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Rates;

/// <summary>A rate in the book.</summary>
/// <param name="Rate">As it holds now.</param>
/// <param name="By">Who imported it.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">Why it took the place of another one; null for the first.</param>
/// <param name="Earlier">What stood there before, the oldest first.</param>
public sealed record StoredRate(DatedRate Rate, ActorId By, DateTimeOffset At, string? Reason, ImmutableList<EarlierRate> Earlier);

/// <summary>A rate that was corrected: payments may have been converted at it.</summary>
/// <param name="Value">Units for one euro.</param>
/// <param name="Until">The last day on which it could be used.</param>
/// <param name="By">Who imported it.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">Why it had taken the place of another one; null for the first.</param>
public sealed record EarlierRate(decimal Value, DateOnly Until, ActorId By, DateTimeOffset At, string? Reason);
