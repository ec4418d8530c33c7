namespace Stateless.Semantics.Tests;

public sealed class EntryAndExit
{
    private readonly StateMachine<Place, Move> _machine = new(Place.Start);
    private readonly List<string> _steps = [];

    [Fact]
    public void The_order_is_exit_state_told_entry_completed()
    {
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next).OnExit(() => Step("exit"));
        _machine.Configure(Place.Next).OnEntry(() => Step("entry"));
        _machine.OnTransitioned(_ => Step("told"));
        _machine.OnTransitionCompleted(_ => Step("completed"));

        _machine.Fire(Move.Go);

        Assert.Equal(["exit in Start", "told in Next", "entry in Next", "completed in Next"], _steps);
    }

    [Fact]
    public void On_reentry_the_same_order_holds_in_the_same_state()
    {
        _machine.Configure(Place.Start).PermitReentry(Move.Stay).OnExit(() => Step("exit")).OnEntry(() => Step("entry"));
        _machine.OnTransitioned(transition => Step(transition.IsReentry ? "told reentry" : "told"));
        _machine.OnTransitionCompleted(_ => Step("completed"));

        _machine.Fire(Move.Stay);

        Assert.Equal(["exit in Start", "told reentry in Start", "entry in Start", "completed in Start"], _steps);
    }

    [Fact]
    public void Actions_of_one_state_run_in_the_order_they_were_declared()
    {
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next).OnExit(() => Step("exit 1")).OnExit(_ => Step("exit 2"));
        _machine.Configure(Place.Next)
            .OnEntry(() => Step("entry 1"))
            .OnEntryFrom(Move.Go, () => Step("entry from Go"))
            .OnEntryFrom(Move.Jump, () => Step("entry from Jump"))
            .OnEntry(transition => Step($"entry by {transition.Trigger}"));

        _machine.Fire(Move.Go);

        Assert.Equal(
            ["exit 1 in Start", "exit 2 in Start", "entry 1 in Next", "entry from Go in Next", "entry by Go in Next"],
            _steps);
    }

    [Fact]
    public void A_machine_runs_no_entry_action_for_the_state_it_starts_in()
    {
        _machine.Configure(Place.Start).OnEntry(() => Step("entry"));

        Assert.Equal(Place.Start, _machine.State);
        Assert.Empty(_steps);
    }

    [Fact]
    public void A_transition_knows_where_from_where_to_and_why()
    {
        StateMachine<Place, Move>.Transition? seen = null;
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.OnTransitioned(transition => seen = transition);

        _machine.Fire(Move.Go);

        Assert.NotNull(seen);
        Assert.Equal((Place.Start, Place.Next, Move.Go), (seen.Source, seen.Destination, seen.Trigger));
        Assert.False(seen.IsReentry);
        Assert.Empty(seen.Parameters);
    }

    [Fact]
    public void A_trigger_fired_by_an_entry_action_waits_until_the_transition_is_complete()
    {
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.Configure(Place.Next)
            .Permit(Move.Jump, Place.Other)
            .OnEntry(() =>
            {
                _machine.Fire(Move.Jump);
                Step("fired");
            });
        _machine.Configure(Place.Other).OnEntry(() => Step("entry"));
        _machine.OnTransitionCompleted(transition => Step($"completed {transition.Destination}"));

        _machine.Fire(Move.Go);

        Assert.Equal(["fired in Next", "completed Next in Next", "entry in Other", "completed Other in Other"], _steps);
    }

    [Fact]
    public void An_internal_transition_runs_its_action_and_nothing_else()
    {
        _machine.Configure(Place.Start)
            .OnExit(() => Step("exit"))
            .OnEntry(() => Step("entry"))
            .InternalTransition(Move.Stay, () => Step("inside"));
        _machine.OnTransitioned(_ => Step("told"));
        _machine.OnTransitionCompleted(_ => Step("completed"));

        _machine.Fire(Move.Stay);

        Assert.Equal(["inside in Start"], _steps);
    }

    [Fact]
    public void An_internal_transition_can_be_told_what_it_answers()
    {
        _machine.Configure(Place.Start).InternalTransition(Move.Stay, transition => Step($"inside by {transition.Trigger}"));

        _machine.Fire(Move.Stay);

        Assert.Equal(["inside by Stay in Start"], _steps);
    }

    [Fact]
    public void An_entry_action_for_one_trigger_can_be_told_the_transition()
    {
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.Configure(Place.Next).OnEntryFrom(Move.Go, transition => Step($"from {transition.Source}"));

        _machine.Fire(Move.Go);

        Assert.Equal(["from Start in Next"], _steps);
    }

    [Fact]
    public void A_configuration_knows_its_state_and_machine_and_a_machine_says_where_it_stands()
    {
        var start = _machine.Configure(Place.Start).Permit(Move.Go, Place.Next).PermitIf(Move.Back, Place.Other, () => false);

        Assert.Equal(Place.Start, start.State);
        Assert.Same(_machine, start.Machine);
        Assert.Equal("StateMachine { State = Start, PermittedTriggers = { Go }}", _machine.ToString());
    }

    [Fact]
    public void A_guarded_internal_transition_refuses_when_closed()
    {
        _machine.Configure(Place.Start).InternalTransitionIf(Move.Stay, () => false, () => Step("inside"), "closed");

        Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Stay));

        Assert.Empty(_steps);
    }

    [Fact]
    public void The_state_can_be_kept_elsewhere()
    {
        var kept = Place.Start;
        var machine = new StateMachine<Place, Move>(() => kept, next => kept = next);
        machine.Configure(Place.Start).Permit(Move.Go, Place.Next);

        machine.Fire(Move.Go);
        Assert.Equal(Place.Next, kept);
        kept = Place.Start;

        Assert.Equal(Place.Start, machine.State);
        Assert.True(machine.CanFire(Move.Go));
    }

    private void Step(string what) => _steps.Add($"{what} in {_machine.State}");
}
