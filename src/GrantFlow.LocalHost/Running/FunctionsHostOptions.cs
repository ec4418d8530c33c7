namespace GrantFlow.LocalHost;

/// <summary>How functions are run.</summary>
public sealed record FunctionsHostOptions
{
    /// <summary>What <c>host.json</c> says.</summary>
    public HostJson HostJson { get; init; } = new();

    /// <summary>
    /// How long a message stays hidden unless it is renewed, which happens at half this time while its function runs; whole
    /// seconds. It bounds how long a message of a killed host stays away. The Functions host has ten minutes.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long functions in flight may take to finish when the host stops; then they are cancelled.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
