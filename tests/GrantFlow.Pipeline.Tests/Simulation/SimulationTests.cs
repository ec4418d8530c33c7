using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GrantFlow.Domain.Tests;
using Xunit.Abstractions;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>Ten thousand runs of the whole pipeline, each another order of calls, deaths and failures, and after each the laws (<see cref="Laws"/>).</summary>
public sealed partial class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 10_000;

    /// <summary>One seed and its whole trace: the number. <c>GRANTFLOW_SEEDS</c>: how many are played instead of all.</summary>
    private const string OneSeed = "GRANTFLOW_SEED", ManySeeds = "GRANTFLOW_SEEDS";

    [Fact]
    public void Whatever_fails_and_dies_nothing_is_lost_and_nothing_happens_twice()
    {
        if (Environment.GetEnvironmentVariable(OneSeed) is { } one)
        {
            var (trace, failure) = Traced(int.Parse(one, CultureInfo.InvariantCulture));
            output.WriteLine(trace);
            Assert.True(failure is null, failure?.ToString());
            return;
        }

        var seeds = Environment.GetEnvironmentVariable(ManySeeds) is { } many ? int.Parse(many, CultureInfo.InvariantCulture) : Seeds;
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.UserTime);
        var (tally, failed) = PlayAll(seeds);
        output.WriteLine($"{seeds} seeds in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s, {(Environment.CpuUsage.UserTime - processor).TotalSeconds:F1} s of processor time.");
        foreach (var (kind, what, count) in tally.All)
        {
            output.WriteLine($"{kind,-18} {what,-50} {count,10:N0}");
        }

        if (failed is null && seeds == Seeds)
        {
            Numbers.MeanSomething(tally);
            Numbers.Write(tally, seeds);
        }

        if (failed is { } seed)
        {
            var (trace, failure) = Traced(seed);
            output.WriteLine(trace);
            Assert.Fail($"Seed {seed}: {failure?.Message ?? "it goes well when it is played again, which it must not"}\nIts trace is in the test's output. Play it alone with {OneSeed}={seed}.\n{failure}");
        }
    }

    [Fact]
    public void A_seed_is_the_same_run_every_time()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            Assert.Equal(Traced(seed).Trace, Traced(seed).Trace);
        }
    }

    [Fact]
    public void Every_timer_there_is_is_played_by_its_own_schedule()
    {
        var source = File.ReadAllText(Path.Combine(Generated.Root(), "src", "GrantFlow.Functions", "Timers", "TimerFunctions.cs"));
        Assert.Equal(
            Timers().Matches(source).Select(timer => (timer.Groups["name"].Value, timer.Groups["schedule"].Value)),
            SimTimer.All.Select(timer => (timer.Name, timer.Schedule)));
    }

    [GeneratedRegex("""\[Function\("(?<name>\w+)"\)\]\s+public[^(]+\(\[TimerTrigger\("(?<schedule>[^"]+)"\)\]""")]
    private static partial Regex Timers();

    /// <summary>On all cores; the first seed that fails, in their order, is the one that is told.</summary>
    private static (Tally Tally, int? Failed) PlayAll(int seeds)
    {
        var (tally, next, failed, turn) = (new Tally(), 0, int.MaxValue, new Lock());
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            var own = new Tally();
            for (var seed = Interlocked.Increment(ref next) - 1; seed < seeds && seed < Volatile.Read(ref failed); seed = Interlocked.Increment(ref next) - 1)
            {
                var run = new SimRun(seed, traced: false);
                try
                {
                    run.Play();
                    own.Add(run.Tally);
                }
                catch (Exception)
                {
                    lock (turn)
                    {
                        failed = Math.Min(failed, seed);
                    }
                }
            }

            lock (turn)
            {
                tally.Add(own);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return (tally, failed == int.MaxValue ? null : failed);
    }

    private static (string Trace, Exception? Failure) Traced(int seed)
    {
        var run = new SimRun(seed, traced: true);
        Exception? failure = null;
        try
        {
            run.Play();
        }
        catch (Exception caught)
        {
            failure = caught;
        }

        return (new StringBuilder().AppendJoin('\n', run.Trace!).ToString(), failure);
    }
}
