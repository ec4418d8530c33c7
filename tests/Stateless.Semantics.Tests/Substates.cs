namespace Stateless.Semantics.Tests;

public sealed class Substates
{
    private readonly List<string> _steps = [];

    [Fact]
    public void A_substate_takes_what_its_superstates_take()
    {
        var machine = Nested(Place.Core);
        machine.Configure(Place.Outer).Permit(Move.Go, Place.Next);

        Assert.True(machine.CanFire(Move.Go));
        machine.Fire(Move.Go);

        Assert.Equal(Place.Next, machine.State);
    }

    [Fact]
    public void A_rule_of_the_substate_comes_first()
    {
        var machine = Nested(Place.Inner);
        machine.Configure(Place.Outer).Permit(Move.Go, Place.Next);
        machine.Configure(Place.Inner).Permit(Move.Go, Place.Other);

        machine.Fire(Move.Go);

        Assert.Equal(Place.Other, machine.State);
    }

    [Fact]
    public void A_closed_rule_of_the_substate_lets_the_superstate_answer()
    {
        var machine = Nested(Place.Inner);
        machine.Configure(Place.Outer).Permit(Move.Go, Place.Next);
        machine.Configure(Place.Inner).PermitIf(Move.Go, Place.Other, () => false, "closed");

        machine.Fire(Move.Go);

        Assert.Equal(Place.Next, machine.State);
    }

    [Fact]
    public void When_both_are_closed_the_refusal_names_the_superstates_guards()
    {
        var machine = Nested(Place.Inner);
        machine.Configure(Place.Outer).PermitIf(Move.Go, Place.Next, () => false, "outer closed");
        machine.Configure(Place.Inner).PermitIf(Move.Go, Place.Other, () => false, "inner closed");

        var refused = Assert.Throws<InvalidOperationException>(() => machine.Fire(Move.Go));

        Assert.Equal(
            "Trigger 'Go' is valid for transition from state 'Inner' but a guard conditions are not met. Guard descriptions: 'outer closed'.",
            refused.Message);
    }

    [Fact]
    public void Being_in_a_substate_is_being_in_its_superstates()
    {
        var machine = Nested(Place.Core);

        Assert.True(machine.IsInState(Place.Core));
        Assert.True(machine.IsInState(Place.Inner));
        Assert.True(machine.IsInState(Place.Outer));
        Assert.False(machine.IsInState(Place.Sibling));
    }

    [Fact]
    public void Coming_from_outside_enters_the_superstates_first()
    {
        var machine = Nested(Place.Start);
        machine.Configure(Place.Start).Permit(Move.Go, Place.Core);

        machine.Fire(Move.Go);

        Assert.Equal(["enter Outer", "enter Inner", "enter Core"], _steps);
    }

    [Fact]
    public void Leaving_to_the_outside_leaves_the_superstates_last()
    {
        var machine = Nested(Place.Core);
        machine.Configure(Place.Core).Permit(Move.Go, Place.Next);

        machine.Fire(Move.Go);

        Assert.Equal(["exit Core", "exit Inner", "exit Outer"], _steps);
    }

    [Fact]
    public void Between_siblings_the_superstate_is_neither_left_nor_entered()
    {
        var machine = Nested(Place.Core);
        machine.Configure(Place.Core).Permit(Move.Go, Place.Sibling);

        machine.Fire(Move.Go);

        Assert.Equal(["exit Core", "exit Inner", "enter Sibling"], _steps);
    }

    [Fact]
    public void Going_up_to_the_superstate_does_not_leave_or_enter_it()
    {
        var machine = Nested(Place.Core);
        machine.Configure(Place.Core).Permit(Move.Go, Place.Outer);

        machine.Fire(Move.Go);

        Assert.Equal(["exit Core", "exit Inner"], _steps);
        Assert.Equal(Place.Outer, machine.State);
    }

    [Fact]
    public void Going_down_to_a_substate_does_not_leave_the_superstate()
    {
        var machine = Nested(Place.Outer);
        machine.Configure(Place.Outer).Permit(Move.Go, Place.Inner);

        machine.Fire(Move.Go);

        Assert.Equal(["enter Inner"], _steps);
    }

    [Fact]
    public void A_superstates_rule_to_where_the_machine_already_is_does_nothing()
    {
        var machine = Nested(Place.Inner);
        machine.Configure(Place.Outer).Permit(Move.Go, Place.Inner);

        Assert.True(machine.CanFire(Move.Go));
        machine.Fire(Move.Go);

        Assert.Empty(_steps);
        Assert.Equal(Place.Inner, machine.State);
    }

    [Fact]
    public void A_reentry_of_the_superstate_leaves_the_substate_and_ends_in_the_superstate()
    {
        var machine = Nested(Place.Inner);
        machine.Configure(Place.Outer).PermitReentry(Move.Stay);

        machine.Fire(Move.Stay);

        Assert.Equal(["exit Inner", "exit Outer", "enter Outer"], _steps);
        Assert.Equal(Place.Outer, machine.State);
    }

    [Fact]
    public void An_initial_transition_goes_on_into_the_substate()
    {
        var machine = Nested(Place.Start);
        machine.Configure(Place.Start).Permit(Move.Go, Place.Outer);
        machine.Configure(Place.Outer).InitialTransition(Place.Inner);
        var told = new List<string>();
        machine.OnTransitioned(transition => told.Add($"{transition.Source} to {transition.Destination}"));
        machine.OnTransitionCompleted(transition => told.Add($"done: {transition.Source} to {transition.Destination}"));

        machine.Fire(Move.Go);

        Assert.Equal(Place.Inner, machine.State);
        Assert.Equal(["enter Outer", "enter Inner"], _steps);
        Assert.Equal(["Start to Outer", "Outer to Inner", "done: Start to Inner"], told);
    }

    [Fact]
    public void A_state_cannot_lie_within_itself()
    {
        var machine = Nested(Place.Start);

        Assert.Equal(
            "Configuring Start as a substate of Start creates an illegal cyclic configuration.",
            Assert.Throws<ArgumentException>(() => machine.Configure(Place.Start).SubstateOf(Place.Start)).Message);
        Assert.Equal(
            "Configuring Outer as a substate of Core creates an illegal nested cyclic configuration.",
            Assert.Throws<ArgumentException>(() => machine.Configure(Place.Outer).SubstateOf(Place.Core)).Message);
    }

    private StateMachine<Place, Move> Nested(Place at)
    {
        var machine = new StateMachine<Place, Move>(at);
        machine.Configure(Place.Inner).SubstateOf(Place.Outer);
        machine.Configure(Place.Sibling).SubstateOf(Place.Outer);
        machine.Configure(Place.Core).SubstateOf(Place.Inner);
        foreach (var place in new[] { Place.Outer, Place.Inner, Place.Sibling, Place.Core })
        {
            machine.Configure(place)
                .OnEntry(() => _steps.Add($"enter {place}"))
                .OnExit(() => _steps.Add($"exit {place}"));
        }

        return machine;
    }
}
