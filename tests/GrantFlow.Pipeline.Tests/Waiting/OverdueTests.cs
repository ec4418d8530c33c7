using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Waiting;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Tests.Waiting;

/// <summary>Answers that do not come: how often they are asked for, when a person hears of it, and what looking costs.</summary>
public sealed class OverdueTests
{
    private readonly Case _one = new("One");

    [Fact]
    public async Task Asked_three_times_in_vain_a_person_hears_of_it_until_the_answer_is_there()
    {
        var away = true;
        var run = new PipelineRun { Around = queues => new LosingQueues(queues, (_, queue) => away && queue == QueueNames.Screening) };
        await run.Do(_one.Submit());
        await run.Sweep();
        var asked = 0;
        for (var look = 0; look < 3; look++)
        {
            asked += await Look(run);
            Assert.Empty(await run.Get<WaitingWatch>().Overdue(null, 50, default));
        }

        Assert.Equal((3, 1), (asked, await Look(run)));
        var overdue = Assert.Single(await run.Get<WaitingWatch>().Overdue(_one.Grant, 50, default));
        Assert.Equal((AwaitedKind.Screening, 3), (overdue.Kind, overdue.Asked));
        Assert.True(overdue.LastAt - overdue.Since is { TotalMinutes: >= 90 and < 110 }, $"It took {overdue.LastAt - overdue.Since}.");
        Assert.Contains("screening", overdue.Reason(), StringComparison.Ordinal);

        // What was away is back: the next look heals it, and nobody has to do anything.
        away = false;
        Assert.Equal(1, await Look(run));
        await run.Deliver();
        Assert.Empty(await run.Get<WaitingWatch>().Overdue(null, 50, default));
        Assert.Equal(0, await Look(run));
        Assert.DoesNotContain(run.Tables.Rows(TableNames.Attention), row => row.Partition is "waiting" or "overdue");
    }

    [Fact]
    public async Task A_grant_whose_answers_come_within_a_minute_is_never_listed()
    {
        var run = new PipelineRun();
        await Journey.Plain.Go(run);
        await run.Finish();
        Assert.DoesNotContain(run.Watch.Calls, call => call.Name == TableNames.Attention);
    }

    [Fact]
    public async Task Looking_at_nothing_costs_one_read_however_many_grants_there_are()
    {
        var run = new PipelineRun();
        await run.Do(_one.Submit());
        for (var closed = 0; closed < 10_000; closed++)
        {
            await run.Look(() => run.Tables.Commit(TableNames.Grants, [RowChange.Add($"G-{closed:D16}", "state", new Dictionary<string, object>())], default));
        }

        var before = run.Watch.Calls.Count;
        Assert.Equal(0, await run.Get<WaitingWatch>().Tick(default));
        Assert.Equal(new GrantFlow.TestSupport.StorageCall("table", "page", TableNames.Attention), Assert.Single(run.Watch.Calls.Skip(before)));
    }

    [Fact]
    public async Task While_thousands_wait_for_their_turn_nothing_is_asked_again()
    {
        var lost = true;
        var run = new PipelineRun { Around = queues => new LosingQueues(queues, (_, queue) => lost && queue == QueueNames.Screening) };
        await run.Do(_one.Submit());
        await run.Sweep();
        lost = false;
        run.Time.Advance(Patience.FirstLook);
        for (var waiting = 0; waiting <= 500; waiting++)
        {
            await run.Look(async () =>
            {
                await run.Queues.Send(QueueNames.Commands, "one of many", null, default);
                return true;
            });
        }

        Assert.Equal(0, await run.Get<WaitingWatch>().Tick(default));
        await run.Look(async () =>
        {
            while (await run.Queues.Receive(QueueNames.Commands, 32, TimeSpan.FromMinutes(1), default) is { Count: > 0 } taken)
            {
                foreach (var message in taken)
                {
                    await run.Queues.Delete(QueueNames.Commands, message.Id, message.PopReceipt, default);
                }
            }

            return true;
        });
        Assert.Equal(1, await run.Get<WaitingWatch>().Tick(default));
    }

    [Fact]
    public async Task Two_hosts_that_look_at_once_go_on_as_one()
    {
        var run = new PipelineRun { Around = queues => new LosingQueues(queues, (number, _) => number == 1) };
        await run.Do(_one.Submit());
        await run.Sweep();
        run.Time.Advance(Patience.FirstLook);
        var watch = run.Get<WaitingWatch>();
        await Task.WhenAll(watch.Tick(default), watch.Tick(default));
        Assert.Single(run.Tables.Rows(TableNames.Attention), row => row.Partition == "waiting");
        await run.Deliver();
        Assert.Equal(GrantState.AwaitingApproval, (await run.Look(() => run.Get<Commit.GrantStore>().Find(_one.Grant, default)))!.Grant.State);
    }

    private static Task<int> Look(PipelineRun run)
    {
        run.Time.Advance(TimeSpan.FromMinutes(10));
        while (run.Tables.Rows(TableNames.Attention).Where(row => row.Partition == "waiting").Min(row => row.Key) is { } next && string.CompareOrdinal(next, run.Time.GetUtcNow().ToString("yyyyMMddHHmmss", null)) >= 0)
        {
            run.Time.Advance(TimeSpan.FromMinutes(5));
        }

        return run.Get<WaitingWatch>().Tick(default);
    }
}
