namespace GrantFlow.Pipeline.Payouts;

/// <summary>A provider cannot answer now, or its answer was lost. The same request is to be made again later; asking twice never pays twice.</summary>
public sealed class ProviderBusyException(string message, TimeSpan retryAfter, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The request may have arrived all the same.</summary>
    public bool MayHavePaid { get; init; }

    /// <summary>How long to leave it in peace.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
