namespace Stateless.Semantics.Tests;

public sealed class ParameterisedTriggers
{
    private readonly StateMachine<Place, Move> _machine = new(Place.Start);

    [Fact]
    public void The_arguments_reach_the_entry_action_of_the_trigger()
    {
        var go = _machine.SetTriggerParameters<string, int>(Move.Go);
        var heard = "";
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.Configure(Place.Next).OnEntryFrom(go, (name, count) => heard = $"{name} {count}");

        _machine.Fire(go, "apples", 3);

        Assert.Equal("apples 3", heard);
    }

    [Fact]
    public void One_argument_reaches_the_entry_action_of_its_trigger_only()
    {
        var go = _machine.SetTriggerParameters<int>(Move.Go);
        var jump = _machine.SetTriggerParameters<int>(Move.Jump);
        var heard = new List<string>();
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.Configure(Place.Next)
            .OnEntryFrom(go, count => heard.Add($"go {count}"))
            .OnEntryFrom(jump, count => heard.Add($"jump {count}"));

        _machine.Fire(go, 3);

        Assert.Equal(["go 3"], heard);
    }

    [Fact]
    public void The_arguments_are_in_the_transition()
    {
        var go = _machine.SetTriggerParameters<string, int, bool>(Move.Go);
        object?[]? seen = null;
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.OnTransitioned(transition => seen = transition.Parameters);

        _machine.Fire(go, "apples", 3, true);

        Assert.Equal(["apples", 3, true], seen!);
    }

    [Fact]
    public void A_guard_is_asked_with_the_argument()
    {
        var go = _machine.SetTriggerParameters<int>(Move.Go);
        _machine.Configure(Place.Start).PermitIf(go, Place.Next, amount => amount <= 2000, "at most 2000");

        Assert.False(_machine.CanFire(go, 2001));
        Assert.False(_machine.CanFire(go, 2001, out var failed));
        Assert.True(_machine.CanFire(go, 2000));

        Assert.Equal(["at most 2000"], failed);
        Assert.Throws<InvalidOperationException>(() => _machine.Fire(go, 2001));
        _machine.Fire(go, 2000);
        Assert.Equal(Place.Next, _machine.State);
    }

    [Fact]
    public void Asking_without_argument_asks_the_guard_with_the_default()
    {
        var go = _machine.SetTriggerParameters<int>(Move.Go);
        int? asked = null;
        _machine.Configure(Place.Start).PermitIf(go, Place.Next, amount => (asked = amount) == 0, "zero");

        Assert.True(_machine.CanFire(Move.Go));
        Assert.Equal(0, asked);
    }

    [Fact]
    public void Firing_the_bare_trigger_passes_and_gives_actions_the_defaults()
    {
        var go = _machine.SetTriggerParameters<string, int>(Move.Go);
        var heard = "nothing";
        _machine.Configure(Place.Start).Permit(Move.Go, Place.Next);
        _machine.Configure(Place.Next).OnEntryFrom(go, (name, count) => heard = $"{name ?? "null"} {count}");

        _machine.Fire(Move.Go);

        Assert.Equal("null 0", heard);
    }

    [Fact]
    public void A_trigger_gets_its_parameters_once()
    {
        _machine.SetTriggerParameters<int>(Move.Go);

        Assert.Throws<InvalidOperationException>(() => _machine.SetTriggerParameters<string>(Move.Go));
    }

    [Fact]
    public void Arguments_of_another_number_or_type_are_refused_with_the_position()
    {
        var go = _machine.SetTriggerParameters<string, int>(Move.Go);

        Assert.Equal(
            "Too many parameters have been supplied. Expecting 2 but got 3.",
            Assert.Throws<ArgumentException>(() => go.ValidateParameters(["apples", 3, true])).Message);
        Assert.Equal(
            "An argument of type System.Int32 is required in position 1.",
            Assert.Throws<ArgumentException>(() => go.ValidateParameters(["apples"])).Message);
        Assert.Equal(
            "The argument in position 1 is of type System.String but must be of type System.Int32.",
            Assert.Throws<ArgumentException>(() => go.ValidateParameters(["apples", "three"])).Message);
        go.ValidateParameters(["apples", 3]);
        go.ValidateParameters([]);
    }

    [Fact]
    public void A_parameterised_trigger_can_leave_the_state_as_it_is()
    {
        var stay = _machine.SetTriggerParameters<int>(Move.Stay);
        var heard = 0;
        Place? source = null;
        _machine.Configure(Place.Start).InternalTransition(stay, (amount, transition) =>
        {
            heard = amount;
            source = transition.Source;
        });

        _machine.Fire(stay, 7);

        Assert.Equal(7, heard);
        Assert.Equal(Place.Start, source);
        Assert.Equal(Place.Start, _machine.State);
    }
}
