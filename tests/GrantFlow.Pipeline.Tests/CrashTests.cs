using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Whatever storage call fails or kills the process, redelivery, the callers' retries and the sweeper lead to the same end.</summary>
public sealed class CrashTests
{
    public static TheoryData<string, string> EveryMishap()
    {
        var data = new TheoryData<string, string>();
        foreach (var journey in Journey.All)
        {
            // Who dies before a call has died after the one before.
            foreach (var mishap in Enum.GetValues<Mishap>().Except([Mishap.DiesBefore]))
            {
                data.Add(journey.Name, mishap.ToString());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryMishap))]
    public async Task A_mishap_at_any_storage_call_leads_to_the_same_end(string name, string what)
    {
        var journey = Journey.Named(name);
        var mishap = Enum.Parse<Mishap>(what);
        var (expected, calls) = await Undisturbed(journey);
        for (var n = 1; n <= calls; n++)
        {
            var run = new PipelineRun();
            run.Watch.Plan(n, mishap);
            await journey.Go(run);
            await run.Finish();
            Picture.AssertSame(expected, await Picture.Of(run, journey.InOrder), $"After a mishap at call {n}, {run.Watch.Calls[n - 1]}:");
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
