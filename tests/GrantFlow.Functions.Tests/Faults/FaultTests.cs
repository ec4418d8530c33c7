using GrantFlow.Functions.Tests.Support;
using GrantFlow.LocalHost;
using Xunit.Abstractions;

namespace GrantFlow.Functions.Tests.Faults;

/// <summary>
/// Requests to storage go wrong in every way that they can, beneath the real clients, on real storage: whatever was answered at last is as if nothing had happened. More seeds by
/// the variable GRANTFLOW_FAULT_SEEDS, others by GRANTFLOW_FAULT_FIRST_SEED.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int OneIn = 8;
    private const int AtOnce = 4;

    [Fact]
    public async Task Whatever_goes_wrong_on_the_way_to_storage_a_grant_ends_as_undisturbed()
    {
        var seeds = Number("GRANTFLOW_FAULT_SEEDS", 2);
        var first = Number("GRANTFLOW_FAULT_FIRST_SEED", 1);
        var undisturbed = Play(first, oneIn: 0);
        var runs = new List<Played>();
        await Parallel.ForEachAsync(Enumerable.Range(first, seeds), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            var played = await Play(seed, OneIn);
            lock (runs)
            {
                runs.Add(played);
            }
        });

        var expected = (await undisturbed).Picture;
        Assert.Contains("\"state\":\"closed\"", expected, StringComparison.Ordinal);

        Assert.All(runs, played => Assert.True(expected == played.Picture, $"GRANTFLOW_FAULT_FIRST_SEED={played.Seed} ended differently:\n{expected}\nand not\n{played.Picture}\nafter\n{string.Join('\n', played.Trace)}"));

        foreach (var fault in Enum.GetValues<Fault>())
        {
            var count = runs.Sum(run => run.Counts.GetValueOrDefault(fault));
            output.WriteLine($"{fault}: {count}");
            Assert.True(count > 0, $"No {fault} was injected.");
        }

        output.WriteLine($"{runs.Count} grants; calls given up: {runs.Sum(run => run.GivenUp)}; requests repeated by callers: {runs.Sum(run => run.Repeated)}; deliveries that failed: {runs.Sum(run => run.Failed)}, that came twice: {runs.Sum(run => run.Doubled)}.");
        Assert.True(runs.Sum(run => run.GivenUp) > 0 && runs.Sum(run => run.Failed) > 0, "The SDK's own retries hid everything.");
    }

    [Fact]
    public async Task The_same_seed_meets_the_same_faults()
    {
        // Short ones: what is the same after three steps is the same after nine.
        var (one, again) = (Play(7, OneIn, steps: 3), Play(7, OneIn, steps: 3));
        Assert.NotEmpty((await one).Trace);
        Assert.Equal((await one).Trace, (await again).Trace);
    }

    private static async Task<Played> Play(int seed, int oneIn, int steps = int.MaxValue)
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await Azurite.Start(folder.Path, CancellationToken.None);
        await using var journey = await FaultyJourney.Start(azurite.ConnectionString, "journey", seed, oneIn);
        await journey.Play(steps);
        journey.Faults.On = false;
        return new Played(seed, await journey.Picture(), journey.Faults.Trace, journey.Faults.Counts, journey.Faults.GivenUp, journey.Repeated, journey.Failed, journey.Doubled);
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var given) ? given : otherwise;

    private sealed record Played(int Seed, string Picture, IReadOnlyList<string> Trace, IReadOnlyDictionary<Fault, int> Counts, int GivenUp, int Repeated, int Failed, int Doubled);
}
