namespace GrantFlow.LocalHost;

/// <summary>How an Azurite process is started. The defaults are right for the local host and for tests.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The folder with <c>azurite.mjs</c> and <c>tools/node_modules/azurite</c>; null looks for <c>eng</c> above the program.</summary>
    public string? EngFolder { get; init; }

    /// <summary>The blob service's port, which must be free; null takes the former one of the data folder, or any free one.</summary>
    public int? BlobPort { get; init; }

    /// <summary>The queue service's port, which must be free; null takes the former one of the data folder, or any free one.</summary>
    public int? QueuePort { get; init; }

    /// <summary>The table service's port, which must be free; null takes the former one of the data folder, or any free one.</summary>
    public int? TablePort { get; init; }

    /// <summary>How long Azurite may take to load its data and answer.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long Azurite may take to write its data when it stops; after that it is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
