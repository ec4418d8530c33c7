using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Screening;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>The only writer of grants: each command decided once, whoever else writes at the same moment.</summary>
public sealed class CommandTests
{
    private readonly Case _one = new("One");

    [Fact]
    public async Task A_second_delivery_of_a_command_decides_nothing_and_sends_its_messages_again()
    {
        var run = new PipelineRun();
        await run.Send(_one.Submit());
        var command = Assert.Single(await run.Bodies(QueueNames.Commands));
        await run.Process(QueueNames.Commands, command);
        var first = run.Tables.Rows(TableNames.Grants);

        run.Restart();
        await run.Process(QueueNames.Commands, command);

        Assert.Equal(first.Select(row => (row.Key, row.ETag)), run.Tables.Rows(TableNames.Grants).Select(row => (row.Key, row.ETag)));
        var screening = await run.Bodies(QueueNames.Screening);
        Assert.Equal(2, screening.Count);
        Assert.Single(screening.Distinct());
        Assert.Single((await run.Bodies(QueueNames.Views)).Distinct());
    }

    [Fact]
    public async Task A_refusal_is_remembered_though_the_command_would_pass_later()
    {
        var run = new PipelineRun();
        await run.Send(_one.Submit());
        await run.DeliverUntil(_one.Grant, grant => grant.State == GrantState.Screening);
        var early = _one.Approve(1_500).Text;
        await run.Process(QueueNames.Commands, early);
        Assert.Equal(RefusalCode.WrongState, (await Outcome(run, _one.Approve(1_500)))?.Code);

        await run.Deliver();
        await run.Process(QueueNames.Commands, early);

        Assert.Equal(RefusalCode.WrongState, (await Outcome(run, _one.Approve(1_500)))?.Code);
        Assert.Equal(GrantState.AwaitingApproval, (await Grant(run)).State);
    }

    [Fact]
    public async Task Of_two_decisions_at_once_one_wins_and_the_other_is_decided_again_on_what_it_left()
    {
        var winners = new HashSet<GrantState>();
        for (var seed = 0; seed < 60; seed++)
        {
            var run = new PipelineRun(seed);
            await run.Do(_one.Submit());
            var before = await Grant(run);

            AtOnce(run, seed, _one.Approve(1_500), _one.Reject());

            var after = await Grant(run);
            Assert.Equal(before.Version + 1, after.Version);
            Assert.Equal([null, RefusalCode.WrongState], new[] { await Outcome(run, _one.Approve(1_500)), await Outcome(run, _one.Reject()) }.Select(one => one!.Code).Order());
            Assert.Equal(after.State == GrantState.Approved, (await Outcome(run, _one.Approve(1_500)))!.Code is null);
            winners.Add(after.State);
        }

        Assert.Equal(2, winners.Count);
    }

    [Fact]
    public async Task Two_commands_at_once_that_do_not_exclude_each_other_both_count()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var run = new PipelineRun(seed);
            await run.Do(_one.Submit(), _one.Approve(1_000), _one.Verify(), _one.Split(Case.Goods(400), Case.Goods(600)));

            AtOnce(run, seed, _one.Deliver(1), _one.Deliver(2));

            Assert.All((await Grant(run)).Lines, line => Assert.Equal("Accepted", line.StateName));
        }
    }

    [Fact]
    public async Task The_same_command_twice_at_once_is_decided_once()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var run = new PipelineRun(seed);
            await run.Do(_one.Submit());

            AtOnce(run, seed, _one.Approve(1_500), _one.Approve(1_500));

            Assert.Equal(GrantState.Approved, (await Grant(run)).State);
            Assert.Null((await Outcome(run, _one.Approve(1_500)))!.Code);
            await run.Finish();
            Assert.Equal(GrantState.AwaitingVerification, (await Grant(run)).State);
        }
    }

    [Fact]
    public async Task A_grant_that_never_stands_still_sends_the_command_back_to_its_queue()
    {
        var run = new PipelineRun();
        await run.Do(_one.Submit());
        await run.Send(_one.Approve(1_500));
        run.Watch.Plan((_, call) =>
        {
            if (call is { Operation: "commit", Name: TableNames.Grants })
            {
                Touch(run);
            }

            return null;
        });
        await run.DeliverVisible();

        Assert.Contains("changed 8 times while ApproveGrant was decided", Assert.Single(run.Failures).Why.Message, StringComparison.Ordinal);
        run.Watch.Plan(null);
        await run.Deliver();
        Assert.Equal(GrantState.AwaitingVerification, (await Grant(run)).State);
    }

    [Fact]
    public async Task The_next_commit_takes_away_what_was_sent()
    {
        var run = new PipelineRun();
        await run.Do(_one.Submit());
        var first = OutboxKeys(run);
        await run.Do(_one.Approve(1_500));
        Assert.NotEmpty(first);
        Assert.Empty(first.Intersect(OutboxKeys(run)));
        Assert.Empty(run.Failures);
    }

    [Fact]
    public async Task An_answer_that_was_never_asked_for_is_refused_and_changes_nothing()
    {
        var run = new PipelineRun();
        await run.Do(_one.Submit(), _one.Approve(1_500));
        var before = await Grant(run);
        var screened = new RecordScreening(_one.Id("late"), Actor.System, ScreeningResult.Clear, null);
        var funded = new RecordFunding(_one.Id("stale"), Actor.System, $"{_one.Grant}-7", Reserved: true, null);
        await run.Process(QueueNames.Commands, new Ask(screened).Text);
        await run.Process(QueueNames.Commands, new Ask(funded).Text);
        Assert.Equal(before.Version, (await Grant(run)).Version);
        Assert.NotNull((await Outcome(run, new Ask(screened)))!.Code);
    }

    private static void AtOnce(PipelineRun run, int seed, params Ask[] asks)
    {
        run.Watch.Order = new Interleaving(seed);
        run.Watch.Order.Run([.. asks.Select(ask => (Func<Task>)(() => run.Process(QueueNames.Commands, ask.Text)))]);
        run.Watch.Order = null;
    }

    private static List<string> OutboxKeys(PipelineRun run) =>
        [.. run.Tables.Rows(TableNames.Grants).Select(row => row.Key).Where(key => key.StartsWith("out-", StringComparison.Ordinal))];

    private void Touch(PipelineRun run)
    {
        var state = run.Tables.Rows(TableNames.Grants).Single(row => row.Partition == _one.Grant.Value && row.Key == "state");
        run.Watch.Looking = true;
        run.Tables.Commit(TableNames.Grants, [Stores.RowChange.Replace(state, state.Values)], default).GetAwaiter().GetResult();
        run.Watch.Looking = false;
    }

    private static Task<CommandOutcome?> Outcome(PipelineRun run, Ask ask) => run.Look(() => run.Get<GrantStore>().FindOutcome(ask.Command.Id, default));

    private async Task<Grant> Grant(PipelineRun run) => (await run.Look(() => run.Get<GrantStore>().Find(_one.Grant, default)))!.Grant;
}
