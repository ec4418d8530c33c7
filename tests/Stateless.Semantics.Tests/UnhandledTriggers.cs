namespace Stateless.Semantics.Tests;

public sealed class UnhandledTriggers
{
    private readonly StateMachine<Place, Move> _machine = new(Place.Start);

    [Fact]
    public void An_unknown_trigger_is_refused_with_state_and_trigger()
    {
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);

        var refused = Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Back));

        Assert.Equal(
            "No valid leaving transitions are permitted from state 'Start' for trigger 'Back'. Consider ignoring the trigger.",
            refused.Message);
        Assert.Equal(Place.Start, _machine.State);
    }

    [Fact]
    public void A_state_that_was_never_configured_refuses_everything()
    {
        Assert.False(_machine.CanFire(Move.Go));
        Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));
    }

    [Fact]
    public void A_handler_replaces_the_exception()
    {
        (Place, Move)? seen = null;
        _machine.OnUnhandledTrigger((state, trigger) => seen = (state, trigger));

        _machine.Fire(Move.Back);

        Assert.Equal((Place.Start, Move.Back), seen);
        Assert.Equal(Place.Start, _machine.State);
    }

    [Fact]
    public void A_handler_is_told_the_failed_guards_and_null_for_an_unknown_trigger()
    {
        var seen = new List<IEnumerable<string>?>();
        _machine.Configure(Place.Start).PermitIf(Move.Go, Place.Next, () => false, "closed");
        _machine.OnUnhandledTrigger((_, _, guards) => seen.Add(guards));

        _machine.Fire(Move.Go);
        _machine.Fire(Move.Back);

        Assert.Equal(["closed"], seen[0]!);
        Assert.Null(seen[1]);
    }

    [Fact]
    public void A_refusal_does_not_stop_the_machine()
    {
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);

        Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Back));
        _machine.Fire(Move.Go);

        Assert.Equal(Place.Next, _machine.State);
    }
}
