using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Versions;

/// <summary>
/// A row or a message holds what only a later release understands: during a rolling upgrade that is nobody's mistake, and a newer host is there or on its way. This one neither decides on half of it nor
/// writes over it: a message waits, a request is answered with 503. The text names places in our own records and never what stands there.
/// </summary>
public sealed class LaterReleaseException(string message) : DependencyException(Dependency.NewerHost, message)
{
    /// <summary>What an operator does when it does not pass by itself.</summary>
    public const string Remedy = "Deploy the newer host, then redrive.";
}
