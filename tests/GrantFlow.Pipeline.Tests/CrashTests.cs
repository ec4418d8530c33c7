using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Whatever storage call fails or kills the process, redelivery, the callers' retries and the sweeper lead to the same end.</summary>
public sealed class CrashTests
{
    // Who dies before a call has died after the one before.
    private static readonly Mishap[] Kinds = [.. Enum.GetValues<Mishap>().Except([Mishap.DiesBefore])];

    /// <summary>The kinds of mishaps take turns along a journey's calls; with GRANTFLOW_EVERY_MISHAP=1 every call meets each of them.</summary>
    public static TheoryData<string, int> EveryCall()
    {
        var data = new TheoryData<string, int>();
        var turns = Environment.GetEnvironmentVariable("GRANTFLOW_EVERY_MISHAP") == "1" ? Kinds.Length : 1;
        foreach (var journey in Journey.All)
        {
            for (var turn = 0; turn < turns; turn++)
            {
                data.Add(journey.Name, turn);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task A_mishap_at_any_storage_call_leads_to_the_same_end(string name, int turn)
    {
        var journey = Journey.Named(name);
        var (expected, calls) = await Undisturbed(journey);
        for (var n = 1; n <= calls; n++)
        {
            var mishap = Kinds[(n + turn) % Kinds.Length];
            var run = new PipelineRun();
            run.Watch.Plan(n, mishap);
            await journey.Go(run);
            await run.Finish();
            Picture.AssertSame(expected, await Picture.Of(run, journey.InOrder), $"{mishap} at call {n}, {run.Watch.Calls[n - 1]}:");
        }
    }

    private static async Task<(string Picture, int Calls)> Undisturbed(Journey journey)
    {
        var run = new PipelineRun();
        await journey.Go(run);
        await run.Finish();
        Assert.Empty(run.Failures);
        return (await Picture.Of(run, journey.InOrder), run.Watch.Calls.Count);
    }
}
