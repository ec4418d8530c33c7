using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using Stateless;

namespace GrantFlow.Domain.Tests.Machines;

/// <summary>Every state, every trigger, every outcome of the guards: the machines do what the tables say and refuse everything else.</summary>
public sealed class MachineMatrixTests
{
    [Fact]
    public void The_grant_machine_does_what_its_table_says_for_every_state_trigger_and_fact()
    {
        var wrong = (
            from state in Enum.GetValues<GrantState>()
            from trigger in Enum.GetValues<GrantTrigger>()
            from facts in AllFacts()
            let expected = GrantMachineTable.Next(state, trigger, facts)
            let actual = Fire(() => GrantMachine.At(state, facts), trigger)
            where expected != actual
            select $"{trigger} at {state} with {facts}: the table says {expected?.ToString() ?? "refused"}, the machine {actual?.ToString() ?? "refused"}").ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public void The_in_kind_machine_does_what_its_table_says_for_every_state_and_trigger()
    {
        foreach (var state in Enum.GetValues<InKindState>())
        {
            foreach (var trigger in Enum.GetValues<InKindTrigger>())
                Assert.Equal((state, trigger, Next(LineMachineTables.InKind, state, trigger)), (state, trigger, Fire(() => InKindMachine.At(state), trigger)));
        }
    }

    [Fact]
    public void The_cash_machine_does_what_its_table_says_for_every_state_and_trigger()
    {
        foreach (var state in Enum.GetValues<CashState>())
        {
            foreach (var trigger in Enum.GetValues<CashTrigger>())
                Assert.Equal((state, trigger, Next(LineMachineTables.Cash, state, trigger)), (state, trigger, Fire(() => CashMachine.At(state), trigger)));
        }
    }

    [Fact]
    public void The_batch_machine_does_what_its_table_says_for_every_state_and_trigger()
    {
        foreach (var state in Enum.GetValues<BatchState>())
        {
            foreach (var trigger in Enum.GetValues<BatchTrigger>())
                Assert.Equal((state, trigger, Next(LineMachineTables.Batch, state, trigger)), (state, trigger, Fire(() => BatchMachine.At(state), trigger)));
        }
    }

    [Fact]
    public void The_period_machine_does_what_its_table_says_for_every_state_and_trigger()
    {
        foreach (var state in Enum.GetValues<PeriodState>())
        {
            foreach (var trigger in Enum.GetValues<PeriodTrigger>())
                Assert.Equal((state, trigger, Next(LineMachineTables.Period, state, trigger)), (state, trigger, Fire(() => PeriodMachine.At(state), trigger)));
        }
    }

    /// <summary>Every combination of the yes-no facts, with every state a hold can come from.</summary>
    private static IEnumerable<GrantFacts> AllFacts() =>
        from second in Both
        from done in Both
        from spent in Both
        from withdrawing in Both
        from held in Enum.GetValues<GrantState>()
        where held != GrantState.OnHold
        select new GrantFacts(second, done, spent, withdrawing, held);

    private static readonly bool[] Both = [false, true];

    /// <summary>Where the machine goes, null when it refuses; asking and firing must agree, and a refusal must leave it where it is.</summary>
    private static TState? Fire<TState, TTrigger>(Func<StateMachine<TState, TTrigger>> make, TTrigger trigger)
        where TState : struct, Enum
        where TTrigger : struct, Enum
    {
        var machine = make();
        var before = machine.State;
        if (machine.CanFire(trigger))
        {
            machine.Fire(trigger);
            return machine.State;
        }

        Assert.Throws<InvalidOperationException>(() => machine.Fire(trigger));
        Assert.Equal(before, machine.State);
        return null;
    }

    private static TState? Next<TState, TTrigger>(IReadOnlyDictionary<(TState, TTrigger), TState> table, TState state, TTrigger trigger)
        where TState : struct, Enum =>
        table.TryGetValue((state, trigger), out var next) ? next : null;
}
