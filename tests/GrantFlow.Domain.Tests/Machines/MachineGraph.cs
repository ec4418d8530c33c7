using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using Stateless;

namespace GrantFlow.Domain.Tests.Machines;

/// <summary>One arrow: under <paramref name="When"/> (empty: always) the trigger leads on. States by name.</summary>
internal sealed record Arrow(string From, string Trigger, string When, string To);

/// <summary>What a machine turns out to do when every trigger is tried at every state with every combination of facts.</summary>
internal sealed record MachineGraph(string Name, IReadOnlyList<string> States, string Start, IReadOnlyList<string> Final, IReadOnlyList<Arrow> Arrows)
{
    // First: the graphs below are explored with it.
    private static readonly (string Yes, string No)[] FactNames =
    [
        ("a second approval is needed", "one approval is enough"),
        ("every line is done", "lines are open"),
        ("something was spent", "nothing was spent"),
        ("the person withdrew", "the person did not withdraw"),
    ];

    public static readonly MachineGraph Grant = new(
        "grant", Enum.GetNames<GrantState>(), nameof(GrantState.Submitted), [.. GrantMachine.Final.Select(state => state.ToString())], [.. GrantArrows()]);

    public static readonly MachineGraph InKind = new(
        "in-kind line", Enum.GetNames<InKindState>(), nameof(InKindState.Planned), [.. InKindMachine.Final.Select(state => state.ToString())],
        [.. Explore<InKindState, InKindTrigger>(InKindMachine.At)]);

    public static readonly MachineGraph Cash = new(
        "cash line", Enum.GetNames<CashState>(), nameof(CashState.Planned), [.. CashMachine.Final.Select(state => state.ToString())],
        [.. Explore<CashState, CashTrigger>(CashMachine.At)]);

    public static readonly MachineGraph Batch = new(
        "payment batch", Enum.GetNames<BatchState>(), nameof(BatchState.Draft), [.. BatchMachine.Final.Select(state => state.ToString())],
        [.. Explore<BatchState, BatchTrigger>(BatchMachine.At)]);

    public static readonly MachineGraph Period = new(
        "period of the books", Enum.GetNames<PeriodState>(), nameof(PeriodState.Open), [.. PeriodMachine.Final.Select(state => state.ToString())],
        [.. Explore<PeriodState, PeriodTrigger>(PeriodMachine.At)]);

    /// <summary>
    /// Without the way out of a hold. Taken alone, an arrow out of OnHold leads to every state a hold can come from, while a
    /// grant only goes back to its own: with it every state would seem to lead everywhere.
    /// </summary>
    public MachineGraph WithoutResuming() => this with { Arrows = [.. Arrows.Where(arrow => arrow.Trigger != nameof(GrantTrigger.Resume))] };

    /// <summary>Every state that some number of arrows, at least one, leads to.</summary>
    public IReadOnlySet<string> ReachedFrom(string start)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out var state))
        {
            foreach (var next in Arrows.Where(arrow => arrow.From == state).Select(arrow => arrow.To).Where(reached.Add))
                open.Enqueue(next);
        }

        return reached;
    }

    private static IEnumerable<Arrow> GrantArrows()
    {
        foreach (var state in Enum.GetValues<GrantState>())
        {
            // Only a hold asks where it came from, and it comes only from where it can.
            var origins = state == GrantState.OnHold ? GrantMachine.Holdable : [GrantState.Submitted];
            foreach (var trigger in Enum.GetValues<GrantTrigger>())
            {
                foreach (var origin in origins)
                {
                    foreach (var (next, cases) in Outcomes(state, trigger, origin))
                        yield return new($"{state}", $"{trigger}", origins.Count > 1 ? $"held from {origin}" : Conditions.Describe(cases, FactNames), $"{next}");
                }
            }
        }
    }

    /// <summary>By next state, the combinations of facts that lead there, as bits in the order of <see cref="FactNames"/>.</summary>
    private static IEnumerable<(GrantState Next, HashSet<int> Cases)> Outcomes(GrantState state, GrantTrigger trigger, GrantState origin)
    {
        var outcomes = new SortedDictionary<GrantState, HashSet<int>>();
        for (var bits = 0; bits < 1 << FactNames.Length; bits++)
        {
            var machine = GrantMachine.At(state, new((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, origin));
            if (!machine.CanFire(trigger))
                continue;
            machine.Fire(trigger);
            if (!outcomes.TryGetValue(machine.State, out var cases))
                outcomes[machine.State] = cases = [];
            cases.Add(bits);
        }

        return outcomes.Select(outcome => (outcome.Key, outcome.Value));
    }

    private static IEnumerable<Arrow> Explore<TState, TTrigger>(Func<TState, StateMachine<TState, TTrigger>> at)
        where TState : struct, Enum
        where TTrigger : struct, Enum
    {
        foreach (var state in Enum.GetValues<TState>())
        {
            foreach (var trigger in Enum.GetValues<TTrigger>())
            {
                var machine = at(state);
                if (!machine.CanFire(trigger))
                    continue;
                machine.Fire(trigger);
                yield return new($"{state}", $"{trigger}", "", $"{machine.State}");
            }
        }
    }
}
