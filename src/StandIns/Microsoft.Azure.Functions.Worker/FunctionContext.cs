namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a running function may know about its own invocation.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique to this invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Unique to the function, the same in every invocation.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>Data shared within this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Cancelled when the host shuts down or gives up on the invocation.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
