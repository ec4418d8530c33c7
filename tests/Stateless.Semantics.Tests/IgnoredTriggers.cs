namespace Stateless.Semantics.Tests;

public sealed class IgnoredTriggers
{
    private readonly StateMachine<Place, Move> _machine = new(Place.Start);

    [Fact]
    public void An_ignored_trigger_is_taken_and_nothing_happens()
    {
        var steps = new List<string>();
        _machine.Configure(Place.Start).OnExit(() => steps.Add("exit")).OnEntry(() => steps.Add("entry")).Ignore(Move.Go);
        _machine.OnTransitioned(_ => steps.Add("told"));
        _machine.OnTransitionCompleted(_ => steps.Add("completed"));

        Assert.True(_machine.CanFire(Move.Go));
        _machine.Fire(Move.Go);

        Assert.Empty(steps);
        Assert.Equal(Place.Start, _machine.State);
    }

    [Fact]
    public void A_guarded_ignore_refuses_when_closed()
    {
        _machine.Configure(Place.Start).IgnoreIf(Move.Go, () => false, "closed");

        Assert.False(_machine.CanFire(Move.Go));
        var refused = Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));

        Assert.EndsWith("Guard descriptions: 'closed'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_substate_can_ignore_what_its_superstate_takes()
    {
        var machine = new StateMachine<Place, Move>(Place.Inner);
        machine.Configure(Place.Outer).Permit(Move.Go, Place.Next);
        machine.Configure(Place.Inner).SubstateOf(Place.Outer).Ignore(Move.Go);

        machine.Fire(Move.Go);

        Assert.Equal(Place.Inner, machine.State);
    }

    [Fact]
    public void Ignoring_and_permitting_the_same_trigger_is_a_programmers_error()
    {
        _machine.Configure(Place.Start).Ignore(Move.Go).Permit(Move.Go, Place.Next);

        Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));
    }
}
