namespace Stateless.Semantics.Tests;

public sealed class DynamicDestinations
{
    private readonly StateMachine<Place, Move> _machine = new(Place.Start);

    [Fact]
    public void The_destination_is_chosen_when_the_trigger_is_fired()
    {
        var target = Place.Next;
        _machine.Configure(Place.Start).PermitDynamic(Move.Go, () => target);
        target = Place.Other;

        _machine.Fire(Move.Go);

        Assert.Equal(Place.Other, _machine.State);
    }

    [Fact]
    public void Asking_does_not_choose()
    {
        var chosen = 0;
        _machine.Configure(Place.Start).PermitDynamic(Move.Go, () =>
        {
            chosen++;
            return Place.Next;
        });

        Assert.True(_machine.CanFire(Move.Go));
        Assert.Equal(0, chosen);
        _machine.Fire(Move.Go);

        Assert.Equal(1, chosen);
    }

    [Fact]
    public void The_argument_chooses()
    {
        var go = _machine.SetTriggerParameters<int>(Move.Go);
        _machine.Configure(Place.Start).PermitDynamic(go, amount => amount > 100 ? Place.Other : Place.Next);

        _machine.Fire(go, 101);

        Assert.Equal(Place.Other, _machine.State);
    }

    [Fact]
    public void A_guard_stands_before_the_choice()
    {
        _machine.Configure(Place.Start).PermitDynamicIf(
            Move.Go, () => throw new InvalidOperationException("chosen"), () => false, "closed");

        var refused = Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));

        Assert.EndsWith("Guard descriptions: 'closed'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choosing_the_same_state_is_a_reentry()
    {
        var steps = new List<string>();
        _machine.Configure(Place.Start)
            .OnExit(() => steps.Add("exit"))
            .OnEntry(transition => steps.Add(transition.IsReentry ? "reentry" : "entry"))
            .PermitDynamic(Move.Stay, () => Place.Start);

        _machine.Fire(Move.Stay);

        Assert.Equal(["exit", "reentry"], steps);
        Assert.Equal(Place.Start, _machine.State);
    }

    [Fact]
    public void A_choice_may_lead_to_a_state_that_was_never_configured()
    {
        _machine.Configure(Place.Start).PermitDynamic(Move.Go, () => Place.Core);

        _machine.Fire(Move.Go);

        Assert.Equal(Place.Core, _machine.State);
        Assert.False(_machine.CanFire(Move.Go));
    }

    [Fact]
    public void A_choice_that_throws_leaves_the_state_as_it_was()
    {
        var steps = new List<string>();
        _machine.Configure(Place.Start)
            .OnExit(() => steps.Add("exit"))
            .PermitDynamic(Move.Go, () => throw new TimeoutException("no answer"));

        Assert.Throws<TimeoutException>(() => _machine.Fire(Move.Go));

        Assert.Empty(steps);
        Assert.Equal(Place.Start, _machine.State);
    }
}
