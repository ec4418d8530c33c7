namespace GrantFlow.Functions.Tests.Support;

/// <summary>Tests that look at the memory or the open handles of the process, or at errors that nobody saw: they run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Measured
{
    public const string Name = "measured";
}
