using System.Reflection;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Split;
using GrantFlow.Domain.Tests.Properties;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Machines;

/// <summary>The drawn machines are the machines, and the commands named beside the triggers are the ones that pull them.</summary>
public sealed class StateMachineDocumentTests
{
    private static readonly Dictionary<Type, string> Names = typeof(GrantCommand).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(one => one.DerivedType, one => (string)one.TypeDiscriminator!);

    [Fact]
    public void The_drawing_in_the_documentation_is_what_the_machines_do() =>
        Generated.Compare("docs/state-machine.md", StateMachineDocument.Write());

    [Fact]
    public void Every_trigger_is_listed_with_the_commands_that_pull_it()
    {
        Assert.Equal(Enum.GetNames<GrantTrigger>(), StateMachineDocument.GrantCommands.Select(row => row.Trigger));
        Assert.Equal(Enum.GetNames<InKindTrigger>(), StateMachineDocument.InKindCommands.Select(row => row.Trigger));
        Assert.Equal(Enum.GetNames<CashTrigger>().Order(), StateMachineDocument.CashCommands.Select(row => row.Trigger).Order());
        Assert.Equal(Enum.GetNames<BatchTrigger>(), StateMachineDocument.BatchSteps.Select(row => row.Trigger));
        Assert.Equal(Enum.GetNames<PeriodTrigger>(), StateMachineDocument.PeriodSteps.Select(row => row.Trigger));
    }

    [Fact]
    public void Batches_move_only_as_it_stands_beside_a_trigger_and_by_each_of_them()
    {
        var listed = StateMachineDocument.BatchSteps
            .SelectMany(row => new[] { "finance", "the pipeline" }.Where(who => row.Who.Contains(who, StringComparison.Ordinal)).Select(who => (Who: who, row.Trigger)))
            .ToList();
        var moves = FinanceMoves().Select(move => (Who: "finance", move.From, move.To)).Concat(PipelineMoves().Select(move => (Who: "the pipeline", move.From, move.To))).ToHashSet();

        Assert.Empty(moves.Except(listed.SelectMany(one => Arrows(one.Trigger).Select(arrow => (one.Who, arrow.From, arrow.To)))));
        Assert.All(listed, one => Assert.True(Arrows(one.Trigger).Any(arrow => moves.Contains((one.Who, arrow.From, arrow.To))), $"{one.Who} never pulled {one.Trigger}."));

        static IEnumerable<(string From, string To)> Arrows(string trigger) => MachineGraph.Batch.Arrows.Where(arrow => arrow.Trigger == trigger).Select(arrow => (arrow.From, arrow.To));
    }

    /// <summary>Every step of finance at every state.</summary>
    private static IEnumerable<(string From, string To)> FinanceMoves() =>
        from state in Enum.GetValues<BatchState>()
        let batch = Batching.Signed with { State = state, File = new BatchFile("file.xml", 1, new string('0', 64), World.Now.Now) }
        from decision in new[] { Batching.Sign(batch, Batching.Second), batch.Cancel(Batching.First, "Wrong month.", World.Now.Now), batch.HandOver(Batching.First, World.Now.Now) }
        where decision is BatchDecision.Accepted
        select ($"{state}", $"{((BatchDecision.Accepted)decision).Batch.State}");

    /// <summary>However up to two lines stand, at every state and by every kind of route.</summary>
    private static IEnumerable<(string From, string To)> PipelineMoves() =>
        from state in Enum.GetValues<BatchState>()
        from kind in Enum.GetValues<RouteKind>()
        from one in Enum.GetValues<BatchLineState>()
        from two in Enum.GetValues<BatchLineState>()
        let after = (Batching.Released with { State = state, Kind = kind }).Follow(Batching.Tally(one, two)).State
        where after != state
        select ($"{state}", $"{after}");

    [Fact]
    public void Grants_move_only_by_the_commands_listed_beside_a_trigger_and_by_each_of_them()
    {
        var listed = StateMachineDocument.GrantCommands
            .SelectMany(row => MachineGraph.Grant.Arrows.Where(arrow => arrow.Trigger == row.Trigger).SelectMany(arrow => row.Commands.Select(command => (command, arrow.From, arrow.To))))
            .ToHashSet();
        // A case that is opened begins in its first state; nothing leads there.
        var moves = Accepted().Where(one => one.Command is not OpenCase).SelectMany(GrantMoves).ToHashSet();

        Assert.Empty(moves.Except(listed));
        Assert.All(StateMachineDocument.GrantCommands, row => Assert.All(row.Commands, command => Assert.True(
            MachineGraph.Grant.Arrows.Any(arrow => arrow.Trigger == row.Trigger && moves.Contains((command, arrow.From, arrow.To))),
            $"{command} never pulled {row.Trigger}.")));
    }

    [Fact]
    public void Lines_move_only_by_the_commands_listed_beside_a_trigger_and_by_each_of_them()
    {
        var accepted = Accepted().ToList();

        // A withdrawal calls lines off in one event of its own.
        Assert.Equal(
            Listed(StateMachineDocument.InKindCommands),
            accepted.SelectMany(one => one.Events.OfType<InKindMoved>().Select(moved => $"{moved.Trigger} by {Names[one.Command.GetType()]}")).Append("Cancel by withdraw-grant").Distinct().Order());
        Assert.Equal(
            Listed(StateMachineDocument.CashCommands),
            accepted.SelectMany(one => one.Events.OfType<CashMoved>().Select(moved => $"{moved.Trigger} by {Names[one.Command.GetType()]}")).Append("Cancel by withdraw-grant").Distinct().Order());

        static IEnumerable<string> Listed(IReadOnlyList<(string Trigger, string[] Commands, string Who)> rows) =>
            rows.SelectMany(row => row.Commands.Select(command => $"{row.Trigger} by {command}")).Order();
    }

    /// <summary>What is accepted on random walks, and a few things that are rare there.</summary>
    private static IEnumerable<(Grant? Before, GrantCommand Command, IReadOnlyList<GrantEvent> Events)> Accepted()
    {
        var leaving = Stories.Disbursing.Do(Ask.Deliver(1, accepted: false), Ask.Release(), Ask.Withdraw());
        var learning = Rules.RefusalExamples.ReadyToSplit(World.WorkFirst, World.Eur(1500))
            .Do(Ask.Split(Ask.Training(World.Eur(500)), Ask.Training(World.Eur(500)), Ask.Cash(World.Eur(500))), Ask.Deliver(1));
        var late = Stories.Disbursing.Do(Ask.Release(), Ask.TimedOut(3, 1), Ask.Contradict(3, 1, PaymentOutcome.Settled), Ask.Resolve(3, 1, paid: true));
        return RandomWalkTests.Sample().SelectMany(walk => walk.Accepted)
            .Concat(new GrantCommand[] { Ask.Dispute(1), Ask.Payment(3, 1, PaymentOutcome.Failed) }
                .Select(command => (leaving.Grant, command, ((Decision.Accepted)leaving.Decide(command)).Events)))
            .Append((learning.Grant, Ask.CallOff(2), ((Decision.Accepted)learning.Decide(Ask.CallOff(2))).Events))
            .Append((late.Grant, Ask.Resolve(3, 1, true, People.ThirdFinance), ((Decision.Accepted)late.Decide(Ask.Resolve(3, 1, true, People.ThirdFinance))).Events));
    }

    /// <summary>Where each event of a command took the grant; seen through a hold, except where the hold itself is the point.</summary>
    private static IEnumerable<(string Command, string From, string To)> GrantMoves((Grant? Before, GrantCommand Command, IReadOnlyList<GrantEvent> Events) accepted)
    {
        var (state, held) = accepted.Before is { } before ? (before.State, before.HeldFrom) : (GrantState.Submitted, null);
        // What is only noted moves nothing.
        foreach (var happened in accepted.Events.Where(happened => happened is not (Deadlines.DeadlineNear or Deadlines.GrantEscalated or ResolutionProposed or PaymentResolved or PaymentContradicted or WayOutBooked)))
        {
            // Money that comes back after the end moves a line, and no grant.
            if (GrantMachine.Final.Contains(state) && happened is CashMoved && happened.State == state)
                continue;
            var aboutHold = state == GrantState.OnHold != (happened.State == GrantState.OnHold) && accepted.Command is Approval.HoldGrant or Approval.ResumeGrant;
            yield return aboutHold
                ? (Names[accepted.Command.GetType()], $"{state}", $"{happened.State}")
                : (Names[accepted.Command.GetType()], $"{held ?? state}", $"{happened.HeldFrom ?? happened.State}");
            (state, held) = (happened.State, happened.HeldFrom);
        }
    }
}
