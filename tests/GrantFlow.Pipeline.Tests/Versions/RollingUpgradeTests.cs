using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Versions;

/// <summary>
/// Hosts of two releases at once on the same storage: the newer ones write kinds of commands and events, names of states and members that the older ones do not know. Whoever takes which message when, everything ends as
/// with newer hosts alone.
/// </summary>
public sealed class RollingUpgradeTests
{
    private const int Seeds = 200;

    /// <summary>Holds and changes of plan came later.</summary>
    private static OlderEyes Older => new(
        "hold-grant", "resume-grant", "grant-held", "grant-resumed", "OnHold", "heldFrom:", "heldSince:",
        "change-plan", "approve-plan", "plan-proposed", "plan-approved", "plan-changed", "pending:");

    [Fact]
    public async Task Old_and_new_hosts_at_once_lead_to_the_same_end_as_new_ones_alone()
    {
        var alone = new PipelineRun();
        await Go(alone);
        var expected = await Picture.Of(alone, inOrder: false);
        var (met, waited) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var run = new PipelineRun(seed, copies: 1 + (seed % 2), atOnce: seed % 4 == 0 ? 3 : 1, processes: 2) { Older = Older };
            await Go(run);
            Picture.AssertSame(expected, await Picture.Of(run, inOrder: false), $"With old and new hosts at once, seed {seed}:");
            Assert.True(run.Failures.Count == 0, $"Seed {seed}: {run.Failures.FirstOrDefault()}");
            met += run.Older!.Met;
            waited += run.Log.All.Count(line => line.Contains("waits", StringComparison.Ordinal));
        }

        Assert.True(met > Seeds && waited > Seeds, $"The older hosts met {met} things that they do not know, and {waited} messages waited.");
    }

    private static async Task Go(PipelineRun run)
    {
        var (one, two) = (new Case("One"), new Case("Two"));
        await run.Send(one.Submit(), two.Submit());
        await run.Deliver();
        await run.Send(one.Hold());
        await run.DeliverVisible();
        await run.Do(two.Approve(1_200));
        await run.Do(one.Resume());
        await run.Do(one.Approve(1_500));
        await run.Send(one.Verify(), two.Verify());
        await run.Deliver();
        await run.Do(one.Split(Case.Goods(1_000), Case.Cash(500)), two.Split(Case.Cash(1_200)));
        await run.Send(one.Plan(1_500, "plan", Case.Goods(900), Case.Cash(600)), two.Release());
        await run.Deliver();
        var pending = (await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant.Pending!;
        // A click from before the plan was proposed: an older host that overlooked the plan would take it.
        await run.Queues.Send(QueueNames.Commands, MessageText.Write(one.Id("deliver 1").Value, "", one.Grant, run.Time.GetUtcNow(), one.Deliver(1).Command), null, default);
        await run.Deliver();
        await run.Send(one.ApprovePlan(pending.Number), two.Close());
        await run.Deliver();
        await run.Do(one.Deliver(3), one.SettleInKind(3), one.Release(), one.Close());
        await run.Finish();
        foreach (var grant in new[] { one, two })
        {
            Assert.Equal(GrantState.Closed, (await run.Look(() => run.Get<GrantStore>().Find(grant.Grant, default)))!.Grant.State);
        }
    }
}
