using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests;

/// <summary>The door to the commands queue.</summary>
public sealed class GateTests
{
    private readonly Case _one = new("One");
    private readonly PipelineRun _run = new();

    [Fact]
    public async Task What_cannot_work_is_refused_at_once_and_leaves_nothing_behind()
    {
        var refused = Assert.IsType<GateAnswer.Refused>(await _run.Pass((_one with { Requested = World.Eur(2_000, 1) }).Submit()));
        Assert.Equal(RefusalCode.OverSystemCeiling, refused.Code);
        Assert.Contains("2000.00", refused.Why, StringComparison.Ordinal);
        Assert.Empty(_run.Tables.Rows(TableNames.Grants));
        Assert.Null(await _run.Vault.FindPerson(_one.Person, default));
        Assert.Empty(await _run.Bodies(QueueNames.Commands));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _run.Get<CommandStatus>().Find(_one.Submit().Command.Id, default));
    }

    [Fact]
    public async Task What_was_refused_under_a_key_stays_refused_under_it_also_when_it_would_work_by_now()
    {
        await _run.Do(_one.Submit(), _one.Approve(1_500));
        Assert.IsType<GateAnswer.Refused>(await _run.Pass(_one.Close(), keyed: true));
        Assert.IsType<GateAnswer.Refused>(await _run.Pass(_one.Reject(), keyed: true));
        var again = Assert.IsType<GateAnswer.Refused>(await _run.Pass(_one.Reject(), keyed: true));
        Assert.Equal(RefusalCode.WrongState, again.Code);
        Assert.IsType<GateAnswer.KeyReused>(await _run.Pass(_one.Reject(), "another request", keyed: true));

        await _run.Do(_one.Verify());
        Assert.IsType<GateAnswer.Passed>(await _run.Pass(_one.Withdraw(), keyed: true));
    }

    [Fact]
    public async Task Who_may_not_act_on_a_grant_leaves_nothing_in_it_also_under_a_key()
    {
        await _run.Do(_one.Submit());
        var before = _run.Tables.Rows(TableNames.Grants).Count;
        var refused = Assert.IsType<GateAnswer.Refused>(await _run.Pass(_one.Approve(1_500, by: People.Counsellor), keyed: true));
        Assert.Equal(RefusalKind.Forbidden, refused.Code.Kind());
        Assert.Equal(before, _run.Tables.Rows(TableNames.Grants).Count);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused_before_and_after_the_decision()
    {
        await _run.Send(_one.Submit());
        Assert.IsType<GateAnswer.KeyReused>(await _run.Pass(_one.Submit(), "another request"));
        await _run.Deliver();
        Assert.IsType<GateAnswer.KeyReused>(await _run.Pass(_one.Submit(), "another request"));
        Assert.Equal(0, await _run.Queues.Count(QueueNames.Commands, default));
    }

    [Fact]
    public async Task A_repeated_request_is_let_through_and_sends_nothing_once_it_was_decided()
    {
        await _run.Send(_one.Submit());
        await _run.Send(_one.Submit());
        Assert.Equal(2, await _run.Queues.Count(QueueNames.Commands, default));
        await _run.Deliver();
        var stored = _run.Tables.Rows(TableNames.Grants).Count;

        await _run.Send(_one.Submit());
        Assert.Equal(0, await _run.Queues.Count(QueueNames.Commands, default));
        Assert.Equal(stored, _run.Tables.Rows(TableNames.Grants).Count);
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("store")]
    [InlineData("send")]
    public async Task A_first_request_that_died_on_the_way_is_sent_by_its_repetition(string where)
    {
        _run.Watch.Plan((_, call) => call.Operation == where ? where == "commit" ? Mishap.DiesAfter : Mishap.DiesBefore : null);
        await Assert.ThrowsAsync<MishapException>(() => _run.Pass(_one.Submit()));
        _run.Watch.Plan(null);
        _run.Restart();
        Assert.Empty(await _run.Bodies(QueueNames.Commands));
        Assert.Null(await _run.Get<CommandStatus>().Find(_one.Submit().Command.Id, default));

        await _run.Do(_one.Submit());
        Assert.Equal(GrantState.AwaitingApproval, await State());
    }

    [Fact]
    public async Task A_request_that_died_on_the_way_and_came_too_late_is_decided_all_the_same()
    {
        await _run.Do(_one.Submit());
        _run.Watch.Plan((_, call) => call.Operation == "send" ? Mishap.FailsBefore : null);
        await Assert.ThrowsAsync<MishapException>(() => _run.Pass(_one.Approve(1_500)));
        _run.Watch.Plan(null);
        await _run.Do(_one.Reject());

        // The caller was never answered and asks again: passed must mean that an outcome follows.
        await _run.Do(_one.Approve(1_500));
        var outcome = await _run.Get<CommandStatus>().Find(_one.Approve(1_500).Command.Id, default);
        Assert.Equal(RefusalCode.WrongState, outcome?.Code);
        Assert.Equal(GrantState.Rejected, await State());
    }

    [Fact]
    public async Task Status_says_under_way_then_how_it_ended()
    {
        var status = _run.Get<CommandStatus>();
        await _run.Send(_one.Submit());
        Assert.Null(await status.Find(_one.Submit().Command.Id, default));
        await _run.Deliver();
        var outcome = await status.Find(_one.Submit().Command.Id, default);
        Assert.Equal(new CommandOutcome(null, null, _run.Time.GetUtcNow(), 1), outcome);
    }

    [Fact]
    public async Task Waiting_ends_with_the_outcome_or_with_the_callers_patience()
    {
        var status = _run.Get<CommandStatus>();
        await _run.Send(_one.Submit());
        var waiting = status.Wait(_one.Submit().Command.Id, TimeSpan.FromSeconds(5), default);
        _run.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        await _run.Deliver();
        _run.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await waiting)!.Code);

        var inVain = status.Wait(_one.Close().Command.Id, TimeSpan.FromSeconds(5), default);
        _run.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await inVain);
    }

    private async Task<GrantState> State() => (await _run.Look(() => _run.Get<GrantStore>().Find(_one.Grant, default)))!.Grant.State;
}
