using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>The sweeper: what nobody sent is sent, what was sent is removed.</summary>
public sealed class SweeperTests
{
    private readonly Case _one = new("One");
    private readonly PipelineRun _run = new();

    [Fact]
    public async Task Rows_of_a_process_that_died_are_sent_once_they_are_older_than_a_minute()
    {
        await LeaveTwoRowsUnsent();
        _run.Restart();

        _run.Time.Advance(Sweeper.Age);
        Assert.Equal(0, await _run.Get<Sweeper>().Sweep(default));
        Assert.Equal(2, Outbox().Count);

        _run.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await _run.Get<Sweeper>().Sweep(default));
        Assert.Empty(Outbox());
        Assert.Single(await _run.Bodies(QueueNames.Screening));
        Assert.Single(await _run.Bodies(QueueNames.Views));
    }

    [Fact]
    public async Task Rows_that_this_process_sent_are_only_removed()
    {
        await _run.Send(_one.Submit());
        await _run.Process(QueueNames.Commands, Assert.Single(await _run.Bodies(QueueNames.Commands)));
        Assert.Equal(2, Outbox().Count);

        Assert.Equal(0, await _run.Sweep());
        Assert.Empty(Outbox());
        Assert.Single(await _run.Bodies(QueueNames.Screening));
    }

    [Fact]
    public async Task After_a_sweep_the_next_command_commits_at_the_first_try()
    {
        await _run.Do(_one.Submit());
        await _run.Sweep();
        var before = Commits();
        await _run.Send(_one.Approve(1_500));
        await _run.DeliverUntil(_one.Grant, grant => grant.State == GrantState.Approved);
        // The request at the gate, the command.
        Assert.Equal(before + 2, Commits());
    }

    [Fact]
    public async Task A_row_that_the_sweeper_takes_during_a_commit_does_not_stop_the_commit()
    {
        await _run.Do(_one.Submit());
        await _run.Send(_one.Approve(1_500));
        var swept = false;
        _run.Watch.Plan((_, call) =>
        {
            if (!swept && call is { Operation: "commit", Name: TableNames.Grants })
            {
                swept = true;
                // Another process's sweeper.
                _run.Watch.Looking = true;
                foreach (var row in Outbox())
                {
                    _run.Tables.Commit(TableNames.Grants, [RowChange.Delete(row)], default).GetAwaiter().GetResult();
                }

                _run.Watch.Looking = false;
            }

            return null;
        });
        await _run.Deliver();
        Assert.True(swept);
        Assert.Empty(_run.Failures);
        Assert.Equal(GrantState.AwaitingVerification, await State());
    }

    [Fact]
    public async Task A_command_whose_messages_could_not_be_sent_five_times_is_healed_though_it_is_in_the_poison_queue()
    {
        await _run.Send(_one.Submit());
        _run.Watch.Plan((_, call) => call is { Operation: "send", Name: QueueNames.Screening } ? Mishap.FailsBefore : null);
        await _run.Deliver();
        Assert.Equal(5, _run.Failures.Count);
        Assert.Equal(1, await _run.Queues.Count(QueueNames.Poison(QueueNames.Commands), default));
        Assert.Equal(GrantState.Screening, await State());

        _run.Watch.Plan(null);
        Assert.Equal(2, await _run.Sweep());
        await _run.Deliver();
        Assert.Equal(GrantState.AwaitingApproval, await State());

        Assert.Equal(1, await _run.Redrive());
        await _run.Deliver();
        Assert.Equal(GrantState.AwaitingApproval, await State());
    }

    [Fact]
    public async Task A_sweep_that_breaks_off_goes_on_at_the_next()
    {
        await LeaveTwoRowsUnsent();
        _run.Restart();
        var failed = false;
        _run.Watch.Plan((_, call) => call is { Operation: "send" } && !failed && (failed = true) ? Mishap.FailsAfter : null);
        Assert.Equal(2, await _run.Sweep());
        Assert.Empty(Outbox());
    }

    /// <summary>The process dies between the commit and the first send.</summary>
    private async Task LeaveTwoRowsUnsent()
    {
        await _run.Send(_one.Submit());
        var command = Assert.Single(await _run.Bodies(QueueNames.Commands));
        _run.Watch.Plan((_, call) => call.Operation == "send" ? Mishap.DiesBefore : null);
        await Assert.ThrowsAsync<MishapException>(() => _run.Process(QueueNames.Commands, command));
        _run.Watch.Plan(null);
        Assert.Equal(2, Outbox().Count);
    }

    private List<Row> Outbox() => [.. _run.Tables.Rows(TableNames.Grants).Where(row => row.Key.StartsWith("out-", StringComparison.Ordinal))];

    private int Commits() => _run.Watch.Calls.Count(call => call is { Operation: "commit", Name: TableNames.Grants });

    private async Task<GrantState> State() => (await _run.Look(() => _run.Get<Commit.GrantStore>().Find(_one.Grant, default)))!.Grant.State;
}
