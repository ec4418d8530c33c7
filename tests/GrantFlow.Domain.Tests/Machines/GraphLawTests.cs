using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Tests.Machines;

/// <summary>What must hold of the machines' graphs, whatever their arrows are.</summary>
public sealed class GraphLawTests
{
    public static TheoryData<string> Machines => [.. Graphs.Select(graph => graph.Name)];

    /// <summary>A batch that was paid rests: what comes back much later still moves it. A period that is closed can be reopened.</summary>
    public static TheoryData<string> Ending => [.. Graphs.Except([MachineGraph.Batch, MachineGraph.Period]).Select(graph => graph.Name)];

    private static readonly MachineGraph[] Graphs = [MachineGraph.Grant, MachineGraph.InKind, MachineGraph.Cash, MachineGraph.Batch, MachineGraph.Period];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_state_is_reached_from_the_start(string name)
    {
        var graph = Named(name).WithoutResuming();
        Assert.Equal(graph.States.Order(), graph.ReachedFrom(graph.Start).Append(graph.Start).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Ending))]
    public void Every_state_that_is_not_final_can_still_reach_a_final_one(string name)
    {
        // A hold itself goes back to a state for which this is shown.
        var graph = Named(name).WithoutResuming();
        Assert.All(graph.States.Except([.. graph.Final, nameof(GrantState.OnHold)]), state => Assert.Contains(graph.ReachedFrom(state), graph.Final.Contains));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Final_states_have_no_way_out_and_all_others_have_one(string name)
    {
        var graph = Named(name);
        Assert.Equal(graph.Final.Order(), graph.States.Where(state => graph.Arrows.All(arrow => arrow.From != state)).Order());
    }

    [Fact]
    public void Every_state_before_completed_can_be_held_and_a_hold_goes_back_to_where_it_came_from_only()
    {
        // The order of the states is the order of the way: what is named before Completed comes before it.
        var beforeCompleted = Enum.GetValues<GrantState>().Where(state => state < GrantState.Completed).ToList();
        Assert.Equal(beforeCompleted, GrantMachine.Holdable);

        foreach (var state in Enum.GetValues<GrantState>())
        {
            var machine = GrantMachine.At(state, new GrantFacts());
            Assert.Equal(beforeCompleted.Contains(state), machine.CanFire(GrantTrigger.Hold));
            if (!beforeCompleted.Contains(state))
                continue;

            machine.Fire(GrantTrigger.Hold);
            Assert.Equal(GrantState.OnHold, machine.State);
            var held = GrantMachine.At(GrantState.OnHold, new GrantFacts(HeldFrom: state));
            Assert.Equal([GrantTrigger.Resume], Enum.GetValues<GrantTrigger>().Where(held.CanFire));
            held.Fire(GrantTrigger.Resume);
            Assert.Equal(state, held.State);
        }
    }

    [Fact]
    public void An_end_without_payment_is_final_or_a_rejection()
    {
        Assert.Equal([.. GrantMachine.Final.Except([GrantState.Closed]), GrantState.Rejected], GrantMachine.EndedUnpaid.Order().OrderBy(state => state == GrantState.Rejected));
    }

    [Fact]
    public void A_line_that_is_done_leads_to_one_that_is_not_only_where_what_came_back_is_paid_again()
    {
        Assert.All(MachineGraph.Cash.Arrows.Where(arrow => arrow.Trigger != nameof(CashTrigger.Reroute) && CashMachine.Done.Any(done => done.ToString() == arrow.From)), arrow =>
            Assert.Contains(arrow.To, CashMachine.Done.Select(done => done.ToString())));
    }

    private static MachineGraph Named(string name) => Graphs.Single(graph => graph.Name == name);
}
