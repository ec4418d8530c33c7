using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Tests.Support;
using static GrantFlow.Pipeline.Tests.Batches.BatchRun;

namespace GrantFlow.Pipeline.Tests.Batches;

/// <summary>
/// Several in finance who draft, take out, call off, sign and follow up at any moment, on two hosts whose calls fail and whose messages come twice: no line is ever in two batches that
/// hold it, none is paid twice, and at rest every batch says what its grants say.
/// </summary>
public sealed class BatchRaceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task Whatever_finance_asks_whenever_a_line_is_in_one_batch_and_paid_once(int first)
    {
        var states = new HashSet<BatchState>();
        for (var seed = first; seed < first + 8; seed++)
        {
            var run = new PipelineRun(seed, copies: 1 + (seed % 2), atOnce: 4, processes: 2) { InBatches = true };
            var (batches, random) = (new BatchRun(run), new Random(seed));
            var cases = new List<Case>();
            foreach (var account in new[] { "IQ98NBIQ850123454711", "…0007", "…0009", "…0004", "…0008" })
            {
                cases.Add(await batches.Due($"Case{cases.Count}", account));
            }

            run.Watch.Plan((_, _) => random.Next(60) == 0 ? (Mishap)random.Next(5) : null);
            for (var step = 0; step < 60; step++)
            {
                await Caught(run, () => Step(run, cases, step, random));
                await batches.Consistent();
                if (random.Next(2) == 0)
                {
                    await run.DeliverVisible();
                    await batches.Consistent();
                }
            }

            run.Watch.Plan(null);
            await run.Finish();
            while (await run.Redrive() > 0)
            {
                await run.Finish();
            }

            await batches.Consistent();
            states.UnionWith(await AtRest(run, cases));
        }

        Assert.True(states.Count >= 3, string.Join(", ", states));
    }

    [Fact]
    public async Task A_follow_up_whose_grant_never_answers_goes_on_without_it_and_asks_ever_more_seldom()
    {
        // Everything comes twice: who asks twice at each look has a million messages after twenty.
        var run = new PipelineRun(copies: 2) { InBatches = true };
        var batches = new BatchRun(run);
        await batches.Due("One", "…0009");
        var draft = await batches.Draft();
        Done(await batches.Sign(draft.Id));
        Done(await batches.Sign(draft.Id, Second));
        await run.Deliver();

        var made = Done(await run.Get<BatchDrafts>().FollowUp(draft.Id, null, By(Drafter, "follow"), default));
        while ((await batches.Batch(made.Id)).Work == BatchWork.Retrying)
        {
            await Take(run, QueueNames.Batches, message => run.Process(QueueNames.Batches, message));
        }

        while (await run.Look(() => run.Queues.Count(QueueNames.Commands, default)) > 0)
        {
            await Take(run, QueueNames.Commands, _ => Task.CompletedTask);
            run.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await run.Deliver();
        var follow = await batches.Batch(made.Id);
        Assert.Equal((null, 0), (follow.Work, follow.Lines));
    }

    private static async Task Take(PipelineRun run, string queue, Func<string, Task> handle)
    {
        foreach (var message in await run.Queues.Receive(queue, 32, TimeSpan.FromMinutes(1), default))
        {
            await handle(message.Body);
            await run.Queues.Delete(queue, message.Id, message.PopReceipt, default);
        }
    }

    private static async Task Step(PipelineRun run, List<Case> cases, int step, Random random)
    {
        var ids = run.Tables.Rows(TableNames.Batches).Where(row => row.Key == "batch").Select(row => Domain.Values.BatchId.Parse(row.Partition)).ToList();
        var id = ids.Count == 0 ? default : ids[random.Next(ids.Count)];
        var who = new[] { Drafter, First, Second }[random.Next(3)];
        var request = By(who, $"step-{step}");
        var one = cases[random.Next(cases.Count)];
        var desk = run.Get<BatchDesk>();
        switch (ids.Count == 0 ? 0 : random.Next(10))
        {
            case 0 or 1:
                await run.Get<BatchDrafts>().Draft(Plan with { Maximum = random.Next(1, 6) }, request, default);
                break;
            case 2:
                await desk.Exclude(id, request, [Payment(one)], "Not this time.", default);
                break;
            case 3:
                await desk.Cancel(id, request, "Wrong month.", default);
                break;
            case 4:
                await run.Get<BatchDrafts>().FollowUp(id, null, request, default);
                break;
            case 5:
                await run.Pass(random.Next(3) switch { 0 => one.Reroute(1, "IQ98NBIQ850123454711"), 1 => one.Hold(), _ => one.Resume() }, "the same body");
                break;
            default:
                await desk.Release(id, request, default);
                break;
        }
    }

    private static Task<HashSet<BatchState>> AtRest(PipelineRun run, List<Case> cases) => run.Look(async () =>
    {
        var states = new HashSet<BatchState>();
        var store = run.Get<BatchStore>();
        foreach (var row in run.Tables.Rows(TableNames.Batches).Where(row => row.Key == "batch").ToList())
        {
            var batch = (await store.Find(Domain.Values.BatchId.Parse(row.Partition), default))!.Batch;
            states.Add(batch.State);
            Assert.Null(batch.Work);
            await foreach (var line in store.Lines(batch.Id, default))
            {
                var cash = (CashLine)(await run.Get<GrantStore>().Find(line.Payment.Grant, default))!.Grant.Line(line.Payment.Line)!;
                Assert.False(batch.IsImmutable && batch.State != BatchState.Cancelled && line.State is BatchLineState.Gathered or BatchLineState.Releasing, $"{line} in {batch.State}");
                if (cash.Batch == batch.Id && cash.Attempt == line.Attempt && cash.State is CashState.Paid or CashState.Returned)
                {
                    Assert.Equal(cash.State == CashState.Paid ? BatchLineState.Settled : BatchLineState.Returned, line.State);
                }
            }
        }

        // The provider's own book has each payment once, and what it paid the grant knows as paid.
        foreach (var one in cases)
        {
            var paid = run.Tables.Rows(TableNames.Sandbox).Where(row => row.Partition == Payment(one).Value).Select(SandboxPayment.From).ToList();
            Assert.True(paid.Count <= 1);
            var cash = (CashLine)(await run.Get<GrantStore>().Find(one.Grant, default))!.Grant.Line(new(1))!;
            Assert.Equal(cash.State == CashState.Paid, paid is [{ Outcome: PaymentOutcome.Settled }]);
        }

        return states;
    });

    private static async Task Caught(PipelineRun run, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (MishapException)
        {
            if (run.Watch.Dead)
            {
                run.Restart();
            }
        }
    }
}
