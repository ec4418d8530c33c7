namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter that receives the HTTP request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    /// <summary>Any method, function key required.</summary>
    public HttpTriggerAttribute()
    {
        AuthLevel = AuthorizationLevel.Function;
    }

    /// <summary>The given methods; no key required. A trap of the real one: naming a method opens the door.</summary>
    public HttpTriggerAttribute(params string[] methods)
    {
        Methods = methods;
    }

    /// <summary>Any method, the given key required.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel)
    {
        AuthLevel = authLevel;
    }

    /// <summary>The given methods and key.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route below the host's prefix; the function's name if null.</summary>
    public string? Route { get; set; }

    /// <summary>The methods that are accepted; any if null.</summary>
    public string[]? Methods { get; }

    /// <summary>The key a caller must show.</summary>
    public AuthorizationLevel AuthLevel { get; }
}
