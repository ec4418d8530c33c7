using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using GrantFlow.Pipeline.Outages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage;

/// <summary>
/// Stands before a client's own retries and sees what they could not mend: no connection, no answer in time, throttling, a service that is unwell. It becomes a <see cref="DependencyException"/>, the same for every
/// service, so that nobody above knows the SDK; what the service decided (not there, changed meanwhile, not allowed) passes as it is.
/// </summary>
public sealed class OutagePolicy(Dependency dependency, Spells spells) : HttpPipelinePolicy
{
    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception failure) when (IsOutage(failure, message))
        {
            throw Away(failure);
        }

        Judge(message);
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception failure) when (IsOutage(failure, message))
        {
            throw Away(failure);
        }

        Judge(message);
    }

    /// <summary>Whether an answer says that the service cannot answer now.</summary>
    internal static bool IsOutage(int status) => status is 408 or 429 or 500 or 502 or 503 or 504;

    internal static string Why(int status, string? code) => string.IsNullOrEmpty(code) ? $"{status}" : $"{status} {code}";

    private static bool IsOutage(Exception failure, HttpMessage message) => !message.CancellationToken.IsCancellationRequested && failure switch
    {
        RequestFailedException refused => refused.Status == 0 || IsOutage(refused.Status),
        AggregateException tries => tries.InnerExceptions.All(one => IsOutage(one, message)),
        // An identity that cannot be had: its service restarts now and then.
        AuthenticationFailedException or HttpRequestException or IOException or OperationCanceledException or TimeoutException => true,
        _ => false,
    };

    private void Judge(HttpMessage message)
    {
        if (message.HasResponse && IsOutage(message.Response.Status))
        {
            throw Away(new RequestFailedException(message.Response));
        }

        spells.Worked(dependency);
    }

    private DependencyException Away(Exception failure)
    {
        spells.Failed(dependency, failure);
        var last = failure is AggregateException tries ? tries.InnerExceptions[^1] : failure;
        return new DependencyException(dependency, last switch
        {
            RequestFailedException { Status: > 0 } refused => Why(refused.Status, refused.ErrorCode),
            OperationCanceledException or TimeoutException => "it took too long",
            AuthenticationFailedException => "this service's own identity could not be had",
            _ => "it cannot be reached",
        }, failure);
    }
}
