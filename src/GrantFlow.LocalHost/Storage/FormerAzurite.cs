using System.Diagnostics;
using System.Text.Json;

namespace GrantFlow.LocalHost;

/// <summary>
/// The Azurite of a former run on the same folder. When its parent was killed it is still writing its data for a moment, and
/// nobody may open that data before it is gone.
/// </summary>
internal static class FormerAzurite
{
    // Process start times are reckoned from the boot time, with ticks of 10 ms and a clock that may have been set since.
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(3);

    public static async Task WaitUntilGone(string location, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var former = Find(location);
        if (former is null)
            return;

        try
        {
            await former.WaitForExitAsync(cancellationToken).WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new LocalHostException(
                $"Azurite of a former run (process {former.Id}) still uses {location}: stop that process and run again.", error);
        }
    }

    private static Process? Find(string location)
    {
        try
        {
            var state = JsonSerializer.Deserialize<State>(
                File.ReadAllText(Path.Combine(location, "process.json")), JsonSerializerOptions.Web);
            if (state is null)
                return null;

            var process = Process.GetProcessById(state.ProcessId);
            var startedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)state.StartedAt);
            if ((process.StartTime.ToUniversalTime() - startedAt.UtcDateTime).Duration() < SameStart)
                return process;

            // The number was given to another program since.
            process.Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or JsonException or ArgumentException or InvalidOperationException)
        {
            // No former run, or its process is gone.
            return null;
        }
    }

    private sealed record State(int ProcessId, double StartedAt);
}
