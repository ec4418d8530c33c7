using GrantFlow.Domain.Approval;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Pipeline.Tests.Attention;

/// <summary>From a failed delivery to a person's decision, with processes that die between any two calls to storage.</summary>
public sealed class FailureTests
{
    private const string Queue = QueueNames.Funding;

    private static readonly Actor Officer = new(ActorId.Parse("officer-1"), Role.Officer);

    private readonly ManualTime _time = new();
    private readonly StorageWatch _watch = new();
    private readonly MemoryTables _tables;
    private readonly MemoryQueues _queues;
    private readonly FailureNotes _notes;
    private readonly FailureStore _failures;
    private readonly PoisonWatch _poison;
    private readonly FailureDesk _desk;

    public FailureTests()
    {
        _tables = new MemoryTables(probe: _watch);
        _queues = new MemoryQueues(_time, probe: _watch);
        _notes = new FailureNotes(_tables, _time, NullLogger<FailureNotes>.Instance);
        _failures = new FailureStore(_tables);
        _poison = new PoisonWatch(_queues, _failures, _notes, _time, NullLogger<PoisonWatch>.Instance);
        _desk = new FailureDesk(_failures, _poison, _queues, _time);
    }

    [Fact]
    public async Task The_last_reason_is_the_one_that_is_told()
    {
        var text = Message("G-0123456789ABCDEF");
        await Fail(text, new InvalidOperationException("The line is busy."));
        await Fail(text, new InvalidOperationException("Funding line x/y is not in the catalogue."));
        var message = await Poisoned(text);
        Assert.Equal(("Funding line x/y is not in the catalogue.", 1, "G-0123456789ABCDEF"), (message.Reason, message.Times, message.Correlation));
    }

    [Fact]
    public async Task Errors_that_may_repeat_what_a_message_says_are_told_by_their_kind_alone()
    {
        var text = Message("G-0123456789ABCDEF");
        await Fail(text, new FormatException("'Zahrawandi' is no number."));
        Assert.DoesNotContain("Zahrawandi", (await Poisoned(text)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_longer_than_a_page_is_cut()
    {
        var text = Message("G-0123456789ABCDEF");
        await Fail(text, new InvalidOperationException(new string('x', 5000)));
        Assert.Equal(FailureNotes.MaxLength, (await Poisoned(text)).Reason.Length);
    }

    [Fact]
    public async Task Where_nobody_noted_why_that_is_said()
    {
        Assert.Contains("nobody noted why", (await Poisoned(Message("G-0123456789ABCDEF"))).Reason, StringComparison.Ordinal);
        Assert.Contains("Nobody here can read it", (await Poisoned("{}")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_noted_of_messages_that_went_through_is_cleared_after_a_day()
    {
        await Fail(Message("G-0123456789ABCDEF"), new InvalidOperationException("Busy."));
        await _poison.Tick(default);
        Assert.Single(_tables.Rows(TableNames.Attention));
        _time.Advance(TimeSpan.FromHours(25));
        await _poison.Tick(default);
        Assert.Empty(_tables.Rows(TableNames.Attention));
    }

    [Fact]
    public async Task A_message_sent_again_is_the_very_same_and_one_that_fails_again_is_open_again()
    {
        var text = Message("G-0123456789ABCDEF");
        var id = (await Poisoned(text)).Id;
        Assert.True((await _desk.Redrive(Queue, id, Officer, "Topped up.", default)).Sent);
        Assert.Equal(text, Assert.Single(await _queues.Peek(Queue, 32, default)).Body);
        Assert.Empty(await _failures.About(GrantId.Parse("G-0123456789ABCDEF"), default));
        Assert.False((await _desk.Redrive(Queue, id, Officer, "Once more.", default)).Sent);

        var again = await Poisoned(text);
        Assert.Equal((id, 2, FailedStanding.Open), (again.Id, again.Times, again.Standing));
        Assert.Single(await _failures.About(GrantId.Parse("G-0123456789ABCDEF"), default));
        Assert.Equal("Topped up.", Assert.Single(again.Decisions).Reason);
    }

    [Fact]
    public async Task A_discarded_message_is_kept_and_never_sent()
    {
        var id = (await Poisoned(Message("G-0123456789ABCDEF"))).Id;
        Assert.True((await _desk.Discard(Queue, id, Officer, "Twice.", default)).Discarded);
        Assert.False((await _desk.Discard(Queue, id, Officer, "Twice.", default)).Discarded);
        Assert.False((await _desk.Redrive(Queue, id, Officer, "After all.", default)).Sent);
        Assert.Equal(0, await _queues.Count(Queue, default));
        Assert.Equal(FailedStanding.Discarded, (await _failures.Find(Queue, id, default))!.Standing);
    }

    [Fact]
    public async Task A_command_leads_to_its_message_until_that_is_sent_again()
    {
        var command = CommandId.Parse("G-0123456789ABCDEF.0000000000000001");
        var text = MessageText.Write(command.Value, command.Value, command.Grant, DateTimeOffset.UnixEpoch, (GrantCommand)new HoldGrant(command, Officer, "A letter is missing."));
        await _queues.Send(QueueNames.Poison(QueueNames.Commands), text, null, default);
        await _poison.Tick(default);
        var message = await _failures.Of(command, default);
        Assert.Equal((FailedStanding.Open, QueueNames.Commands), (message!.Standing, message.Queue));
        Assert.Null(await _failures.Of(CommandId.Parse("G-0123456789ABCDEF.0000000000000002"), default));

        await _desk.Discard(QueueNames.Commands, message.Id, Officer, "Twice.", default);
        Assert.Equal(FailedStanding.Discarded, (await _failures.Of(command, default))!.Standing);
        Assert.Empty(await _failures.About(command.Grant, default));
        await _queues.Send(QueueNames.Poison(QueueNames.Commands), text, null, default);
        await _poison.Tick(default);
        await _desk.Redrive(QueueNames.Commands, message.Id, Officer, "After all.", default);
        Assert.Null(await _failures.Of(command, default));
    }

    [Fact]
    public async Task The_same_text_in_two_queues_is_two_messages()
    {
        await Poisoned("odd");
        await _queues.Send(QueueNames.Poison(QueueNames.Views), "odd", null, default);
        await _poison.Tick(default);
        Assert.Single((await _failures.Open(Queue, 10, null, default)).Messages);
        Assert.Single((await _failures.Open(QueueNames.Views, 10, null, default)).Messages);
    }

    [Fact]
    public async Task Whenever_the_process_dies_nothing_is_lost_between_the_poison_queue_and_the_decision()
    {
        var calls = await new FailureTests().FromPoisonToDecision(0, default);
        Assert.True(calls > 8, $"There were {calls} calls.");
        for (var at = 1; at <= calls; at++)
        {
            await new FailureTests().FromPoisonToDecision(at, Mishap.DiesBefore);
            await new FailureTests().FromPoisonToDecision(at, Mishap.DiesAfter);
        }
    }

    private async Task<int> FromPoisonToDecision(int at, Mishap mishap)
    {
        var (text, grant) = (Message("G-0123456789ABCDEF"), GrantId.Parse("G-0123456789ABCDEF"));
        _watch.Looking = true;
        await _queues.Send(QueueNames.Poison(Queue), text, null, default);
        _watch.Looking = false;
        _watch.Plan(at, mishap);
        await Surviving(() => _poison.Tick(default));
        var id = FailureStore.IdOf(Queue, text);
        await Surviving(() => _desk.Redrive(Queue, id, Officer, "Again.", default));
        var calls = _watch.Calls.Count;

        _watch.Looking = true;
        Assert.Equal(0, await _queues.Count(QueueNames.Poison(Queue), default));
        Assert.InRange(await _queues.Count(Queue, default), 1, 2);
        Assert.Equal(FailedStanding.Redriven, (await _failures.Find(Queue, id, default))!.Standing);
        Assert.Empty(await _failures.About(grant, default));
        return calls;
    }

    /// <summary>Until it goes through, and a message that was taken when the process died has come back.</summary>
    private async Task Surviving(Func<Task> act)
    {
        for (var died = true; died;)
        {
            try
            {
                await act();
                died = false;
            }
            catch (MishapException)
            {
                _watch.Revive();
            }

            // What was taken when the process died has come back by then.
            _time.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private async Task<FailedMessage> Poisoned(string text)
    {
        await _queues.Send(QueueNames.Poison(Queue), text, null, default);
        await _poison.Tick(default);
        return (await _failures.Find(Queue, FailureStore.IdOf(Queue, text), default))!;
    }

    private async Task Fail(string text, Exception failure) =>
        Assert.Same(failure, await Record.ExceptionAsync(() => _notes.Handle(Queue, text, () => throw failure, default)));

    private static string Message(string grant) => MessageText.Write("m-1", "c-1", grant, DateTimeOffset.UnixEpoch, (FundingRequest)new Release(
        GrantId.Parse(grant), World.LineOf(World.Calais).Id, "r-1", World.Eur(5), "k-1", false));
}
