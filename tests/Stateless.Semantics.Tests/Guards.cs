namespace Stateless.Semantics.Tests;

public sealed class Guards
{
    private readonly StateMachine<Place, Move> _machine = new(Place.Start);

    [Fact]
    public void A_guard_that_holds_lets_the_trigger_pass()
    {
        _machine.Configure(Place.Start).PermitIf(Move.Go, Place.Next, () => true, "always");

        Assert.True(_machine.CanFire(Move.Go));
        _machine.Fire(Move.Go);

        Assert.Equal(Place.Next, _machine.State);
    }

    [Fact]
    public void A_guard_that_fails_refuses_and_names_its_description()
    {
        _machine.Configure(Place.Start).PermitIf(Move.Go, Place.Next, () => false, "has money");

        Assert.False(_machine.CanFire(Move.Go));
        var refused = Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));

        Assert.Equal(
            "Trigger 'Go' is valid for transition from state 'Start' but a guard conditions are not met. Guard descriptions: 'has money'.",
            refused.Message);
        Assert.Equal(Place.Start, _machine.State);
    }

    [Fact]
    public void A_lambda_without_description_is_called_Function_in_the_refusal()
    {
        _machine.Configure(Place.Start).PermitIf(Move.Go, Place.Next, () => false);

        var refused = Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));

        Assert.EndsWith("Guard descriptions: 'Function'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_without_description_is_called_by_its_name_in_the_refusal()
    {
        _machine.Configure(Place.Start).PermitIf(Move.Go, Place.Next, Never);

        var refused = Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));

        Assert.EndsWith("Guard descriptions: 'Never'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_guards_every_one_is_asked_and_every_failed_one_is_named_in_order()
    {
        _machine.Configure(Place.Start).PermitIf(
            Move.Go,
            Place.Next,
            Tuple.Create<Func<bool>, string>(() => false, "first"),
            Tuple.Create<Func<bool>, string>(() => true, "second"),
            Tuple.Create<Func<bool>, string>(() => false, "third"));

        var refused = Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));

        Assert.EndsWith("Guard descriptions: 'first, third'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_rules_the_only_open_one_is_taken()
    {
        _machine.Configure(Place.Start)
            .PermitIf(Move.Go, Place.Next, () => false, "to next")
            .PermitIf(Move.Go, Place.Other, () => true, "to other");

        _machine.Fire(Move.Go);

        Assert.Equal(Place.Other, _machine.State);
    }

    [Fact]
    public void When_no_rule_is_open_the_refusal_names_the_guards_of_all()
    {
        _machine.Configure(Place.Start)
            .PermitIf(Move.Go, Place.Next, () => false, "to next")
            .PermitIf(Move.Go, Place.Other, () => false, "to other");

        var refused = Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go));

        Assert.EndsWith("Guard descriptions: 'to next, to other'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_open_rules_are_a_programmers_error_also_when_only_asking()
    {
        _machine.Configure(Place.Start)
            .PermitIf(Move.Go, Place.Next, () => true, "to next")
            .PermitIf(Move.Go, Place.Other, () => true, "to other");
        const string Text =
            "Multiple permitted exit transitions are configured from state 'Start' for trigger 'Go'. Guard clauses must be mutually exclusive.";

        Assert.Equal(Text, Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Go)).Message);
        Assert.Equal(Text, Assert.Throws<InvalidOperationException>(() => _machine.CanFire(Move.Go)).Message);
    }

    [Fact]
    public void Asking_tells_the_failed_guards_none_when_open_and_null_when_the_trigger_is_unknown()
    {
        _machine.Configure(Place.Start)
            .PermitIf(Move.Go, Place.Next, () => false, "has money")
            .Permit(Move.Jump, Place.Other);

        Assert.False(_machine.CanFire(Move.Go, out var failed));
        Assert.True(_machine.CanFire(Move.Jump, out var none));
        Assert.False(_machine.CanFire(Move.Back, out var unknown));

        Assert.Equal(["has money"], failed);
        Assert.Empty(none!);
        Assert.Null(unknown);
    }

    [Fact]
    public void Guards_are_asked_anew_every_time()
    {
        var open = false;
        _machine.Configure(Place.Start).PermitIf(Move.Go, Place.Next, () => open, "open");

        Assert.False(_machine.CanFire(Move.Go));
        open = true;

        Assert.True(_machine.CanFire(Move.Go));
    }

    [Fact]
    public void A_guarded_reentry_runs_exit_and_entry_only_when_open()
    {
        var open = false;
        var steps = new List<string>();
        _machine.Configure(Place.Start)
            .OnExit(() => steps.Add("exit"))
            .OnEntry(() => steps.Add("entry"))
            .PermitReentryIf(Move.Stay, () => open, "open");

        Assert.Throws<InvalidOperationException>(() => _machine.Fire(Move.Stay));
        Assert.Empty(steps);
        open = true;
        _machine.Fire(Move.Stay);

        Assert.Equal(["exit", "entry"], steps);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rule_to_the_same_state_is_refused_when_it_is_declared(bool guarded)
    {
        var start = _machine.Configure(Place.Start);

        var refused = Assert.Throws<ArgumentException>(() => guarded
            ? start.PermitIf(Move.Stay, Place.Start, () => true)
            : start.Permit(Move.Stay, Place.Start));

        Assert.StartsWith(
            "Permit() (and PermitIf()) require that the destination state is not equal to the source state. "
            + "To accept a trigger without changing state, use either Ignore() or PermitReentry().",
            refused.Message,
            StringComparison.Ordinal);
    }

    private static bool Never() => false;
}
