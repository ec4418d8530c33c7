namespace Stateless.Semantics.Tests;

public sealed class ActionsThatThrow
{
    private readonly StateMachine<Place, Move> _machine = new(Place.Start);

    [Fact]
    public void An_entry_action_that_throws_leaves_the_machine_in_the_new_state()
    {
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.Configure(Place.Next).OnEntry(() => throw new TimeoutException("no answer")).Permit(Move.Back, Place.Start);

        Assert.Throws<TimeoutException>(() => _machine.Fire(Move.Go));

        Assert.Equal(Place.Next, _machine.State);
        _machine.Fire(Move.Back);
        Assert.Equal(Place.Start, _machine.State);
    }

    [Fact]
    public void An_exit_action_that_throws_leaves_the_machine_where_it_was()
    {
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next).OnExit(() => throw new TimeoutException("no answer"));

        Assert.Throws<TimeoutException>(() => _machine.Fire(Move.Go));

        Assert.Equal(Place.Start, _machine.State);
    }

    [Fact]
    public void A_listener_that_throws_leaves_the_new_state_without_its_entry_actions()
    {
        var entered = false;
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.Configure(Place.Next).OnEntry(() => entered = true);
        _machine.OnTransitioned(_ => throw new TimeoutException("no answer"));

        Assert.Throws<TimeoutException>(() => _machine.Fire(Move.Go));

        Assert.Equal(Place.Next, _machine.State);
        Assert.False(entered);
    }

    [Fact]
    public void An_entry_action_that_throws_skips_the_rest_and_the_completion()
    {
        var steps = new List<string>();
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.Configure(Place.Next).OnEntry(() => throw new TimeoutException("no answer")).OnEntry(() => steps.Add("second"));
        _machine.OnTransitionCompleted(_ => steps.Add("completed"));

        Assert.Throws<TimeoutException>(() => _machine.Fire(Move.Go));

        Assert.Empty(steps);
    }

    [Fact]
    public void A_guard_that_throws_is_not_a_refusal()
    {
        _machine.Configure(Place.Start).PermitIf(Move.Go, Place.Next, () => throw new TimeoutException("no answer"), "slow");

        Assert.Throws<TimeoutException>(() => _machine.Fire(Move.Go));
        Assert.Throws<TimeoutException>(() => _machine.CanFire(Move.Go));

        Assert.Equal(Place.Start, _machine.State);
    }
}
