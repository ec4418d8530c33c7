using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Decide;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Delivered often, late, in any order, by several hosts at once, with calls failing: the end is that of a run in which nothing of the kind happened.</summary>
public sealed class RedeliveryTests
{
    public static TheoryData<string> Journeys() => [.. Journey.All.Select(journey => journey.Name)];

    [Theory]
    [MemberData(nameof(Journeys))]
    public async Task Everything_delivered_twice_or_three_times_is_as_if_delivered_once(string name)
    {
        var journey = Journey.Named(name);
        var expected = await Once(journey);
        for (var seed = 1; seed <= 10; seed++)
        {
            var run = new PipelineRun(seed, copies: 2 + (seed % 2));
            await journey.Go(run);
            await run.Finish();
            Assert.Empty(run.Failures);
            Picture.AssertSame(expected, await Picture.Of(run, journey.InOrder), $"Seed {seed}:");
        }
    }

    [Theory]
    [MemberData(nameof(Journeys))]
    public async Task Two_hosts_at_once_whose_calls_fail_and_who_die_lead_to_the_same_end(string name)
    {
        var journey = Journey.Named(name);
        var expected = await Once(journey);
        for (var seed = 1; seed <= 12; seed++)
        {
            var run = new PipelineRun(seed, copies: 2, atOnce: 4, processes: 2);
            var random = new Random(seed);
            run.Watch.Plan((_, _) => random.Next(40) == 0 ? (Mishap)random.Next(5) : null);
            await journey.Go(run);
            while (await run.Redrive() > 0)
            {
                await run.Deliver();
            }

            run.Watch.Plan(null);
            await run.Finish();
            await run.Redrive();
            await run.Finish();
            Picture.AssertSame(expected, await Picture.Of(run, journey.InOrder), $"Seed {seed}:");
        }
    }

    [Fact]
    public async Task A_command_that_comes_again_when_it_could_be_done_anew_is_done_once_also_by_the_host_that_did_it()
    {
        var run = new PipelineRun(processes: 2);
        var one = new Case("One");
        await run.Do(one.Submit());
        var (first, second) = (run.Get<CommandProcessor>(), run.Get<CommandProcessor>());
        while (first == second)
        {
            second = run.Get<CommandProcessor>();
        }

        await first.Process(one.Hold().Text, default);
        await second.Process(one.Resume().Text, default);
        await first.Process(one.Hold().Text, default);
        await run.Finish();
        Assert.Equal(GrantState.AwaitingApproval, (await run.Get<GrantStore>().Find(one.Grant, default))!.Grant.State);
        Assert.Empty(run.Failures);
    }

    private static async Task<string> Once(Journey journey)
    {
        var run = new PipelineRun();
        await journey.Go(run);
        await run.Finish();
        return await Picture.Of(run, journey.InOrder);
    }
}
