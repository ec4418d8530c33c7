using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>A rolling upgrade: some of the hosts are of an earlier release.</summary>
internal sealed partial class PipelineRun
{
    /// <summary>How every other host sees storage: as one of an earlier release would. Null where all are of this release.</summary>
    public OlderEyes? Older { get; init; }

    private bool IsOlder(int process) => Older is not null && process % 2 == 1;

    /// <summary>A message as the host finds it that takes it.</summary>
    private string Seen(int process, string body) => IsOlder(process) ? Older!.Blur(body) : body;

    /// <summary>What an earlier release does not know has no door there.</summary>
    private int ProcessFor(GrantCommand command)
    {
        var process = AnyProcess();
        return IsOlder(process) && Older!.Hides(command) ? process - 1 : process;
    }
}
