using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Waiting;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Tests.Waiting;

/// <summary>Messages that are lost for good, from any queue at any step: the grant goes on, and the end is that of a run in which none was lost.</summary>
public sealed class LostMessageTests
{
    public static TheoryData<string> Journeys() => ["plain", "rough", "scarce", "duplicate", "namesake"];

    [Theory]
    [MemberData(nameof(Journeys))]
    public async Task Whichever_message_is_lost_the_grant_reaches_the_same_end(string name)
    {
        var journey = Journey.Named(name);
        var (expected, count) = await Play(journey, (_, _) => false);
        Assert.True(count >= 6, $"There are {count} messages that can be lost.");
        for (var lost = 1; lost <= count; lost++)
        {
            Picture.AssertSame(expected, (await Play(journey, (number, _) => number == lost)).Picture, $"Message {lost} of {count} is lost:");
        }
    }

    [Theory]
    [InlineData(QueueNames.Screening, 1)]
    [InlineData(QueueNames.Funding, 1)]
    [InlineData(QueueNames.Payouts, 2)]
    [InlineData(QueueNames.Commands, 3)]
    public async Task The_first_messages_of_a_queue_are_all_lost(string queue, int first)
    {
        var (expected, _) = await Play(Journey.Rough, (_, _) => false);
        var seen = 0;
        Picture.AssertSame(expected, (await Play(Journey.Rough, (_, of) => of == queue && ++seen <= first)).Picture, $"The first {first} of {queue} are lost:");
    }

    [Fact]
    public async Task Every_question_how_a_payment_stands_was_lost_in_a_restore()
    {
        var (expected, _) = await Play(Journey.Rough, (_, _) => false);
        var run = new PipelineRun { AtRest = Heal, Around = queues => new LosingPolls(queues) };
        await Journey.Rough.Go(run);
        await run.Finish();
        Picture.AssertSame(expected, await Picture.Of(run, Journey.Rough.InOrder), "No payment is asked after by a message that waits:");
    }

    [Fact]
    public async Task A_host_that_dies_at_any_call_while_it_looks_leaves_nothing_undone()
    {
        var (expected, _) = await Play(Journey.Plain, (_, _) => false);
        var calls = 0;
        for (var at = 1; at == 1 || at <= calls; at++)
        {
            foreach (var mishap in Enum.GetValues<Mishap>())
            {
                var looked = 0;
                var run = new PipelineRun { Around = queues => new LosingQueues(queues, (number, _) => number == 1), AtRest = Dying };
                await Journey.Plain.Go(run);
                await run.Finish();
                Picture.AssertSame(expected, await Picture.Of(run), $"{mishap} at call {at}:");
                calls = Math.Max(calls, looked);

                async Task<bool> Dying(PipelineRun dying)
                {
                    var before = dying.Watch.Calls.Count;
                    var (die, kind) = (before + at - looked, mishap);
                    dying.Watch.Plan((number, _) => number == die ? kind : null);
                    try
                    {
                        return await Heal(dying);
                    }
                    catch (MishapException)
                    {
                        dying.Restart();
                        return true;
                    }
                    finally
                    {
                        looked += dying.Watch.Calls.Count - before;
                        dying.Watch.Plan(null);
                    }
                }
            }
        }

        Assert.True(calls >= 6, $"Looking took {calls} calls.");
    }

    private static async Task<(string Picture, int Count)> Play(Journey journey, Func<int, string, bool> isLost)
    {
        LosingQueues? queues = null;
        var run = new PipelineRun { AtRest = Heal, Around = inner => queues = new LosingQueues(inner, isLost) };
        await journey.Go(run);
        await run.Finish();
        Assert.Empty(run.Failures);
        return (await Picture.Of(run, journey.InOrder), queues!.Count);
    }

    /// <summary>What timers do over the next minutes and hours, as long as a grant waits for the pipeline.</summary>
    internal static async Task<bool> Heal(PipelineRun run)
    {
        if (!await Waits(run))
        {
            return false;
        }

        run.Time.Advance(Sweeper.Age + TimeSpan.FromSeconds(1));
        var sent = await run.Get<Sweeper>().Sweep(default);
        var due = await run.Look(async () => await run.Tables.Query(TableNames.Attention, new RowQuery("waiting"), default).FirstOrDefaultAsync());
        if (due is not null)
        {
            run.Time.AdvanceTo(DateTimeOffset.ParseExact(due.Key[..14], "yyyyMMddHHmmss", null, System.Globalization.DateTimeStyles.AssumeUniversal) + TimeSpan.FromSeconds(1));
        }

        return sent + await run.Get<WaitingWatch>().Tick(default) > 0 || due is not null;
    }

    private static Task<bool> Waits(PipelineRun run) => run.Look(async () =>
    {
        foreach (var row in run.Tables.Rows(TableNames.Grants).Where(row => row.Key == "state").ToList())
        {
            if ((await run.Get<GrantStore>().Find(GrantId.Parse(row.Partition), default))!.Grant is var grant && Awaited.Of(grant).Count > 0)
            {
                return true;
            }
        }

        return false;
    });

    /// <summary>Every delayed message of the payouts queue is lost.</summary>
    private sealed class LosingPolls(IQueues queues) : IQueues
    {
        public Task Send(string queue, string body, TimeSpan? delay, CancellationToken cancellationToken) =>
            queue == QueueNames.Payouts && delay is not null ? Task.CompletedTask : queues.Send(queue, body, delay, cancellationToken);

        public Task<int> Count(string queue, CancellationToken cancellationToken) => queues.Count(queue, cancellationToken);

        public Task<IReadOnlyList<PeekedMessage>> Peek(string queue, int count, CancellationToken cancellationToken) => queues.Peek(queue, count, cancellationToken);

        public Task<IReadOnlyList<ReceivedMessage>> Receive(string queue, int count, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
            queues.Receive(queue, count, visibilityTimeout, cancellationToken);

        public Task<bool> Delete(string queue, string id, string popReceipt, CancellationToken cancellationToken) => queues.Delete(queue, id, popReceipt, cancellationToken);
    }
}
