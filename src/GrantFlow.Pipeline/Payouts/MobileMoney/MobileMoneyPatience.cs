namespace GrantFlow.Pipeline.Payouts.MobileMoney;

/// <summary>How long a provider is waited for, and when it is left in peace.</summary>
public sealed record MobileMoneyPatience
{
    /// <summary>For one try.</summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a question that changes nothing, or a request that never left, is tried again at once.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Before the first of these; then twice as long each time, with jitter.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Tries within <see cref="Sampling"/> from which on the circuit breaker judges.</summary>
    public int BreaksFrom { get; init; } = 8;

    /// <summary>The time it looks back.</summary>
    public TimeSpan Sampling { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing is sent once half of the tries failed.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request rests whose answer was lost, before the provider is asked what it knows of it.</summary>
    public TimeSpan Unclear { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one rests that the provider does not take now.</summary>
    public TimeSpan Away { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one rests when the provider does not know us: only a person can put that right.</summary>
    public TimeSpan Locked { get; init; } = TimeSpan.FromMinutes(5);
}
