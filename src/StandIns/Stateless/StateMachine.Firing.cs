namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    private readonly Queue<(TTrigger Trigger, object?[] Args)> _pending = [];
    private bool _firing;
    private Action<TState, TTrigger, ICollection<string>?> _unhandled = Refuse;
    private Action<Transition>? _transitioned;
    private Action<Transition>? _transitionCompleted;

    /// <summary>
    /// Moves the machine by a trigger. Fired from within an action, the trigger waits until the transition under way is complete.
    /// </summary>
    /// <exception cref="InvalidOperationException">The state does not take the trigger, or its guards say no.</exception>
    public void Fire(TTrigger trigger) => Enqueue(trigger);

    /// <inheritdoc cref="Fire(TTrigger)" />
    public void Fire<TArg0>(TriggerWithParameters<TArg0> trigger, TArg0 arg0)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        Enqueue(trigger.Trigger, arg0);
    }

    /// <inheritdoc cref="Fire(TTrigger)" />
    public void Fire<TArg0, TArg1>(TriggerWithParameters<TArg0, TArg1> trigger, TArg0 arg0, TArg1 arg1)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        Enqueue(trigger.Trigger, arg0, arg1);
    }

    /// <inheritdoc cref="Fire(TTrigger)" />
    public void Fire<TArg0, TArg1, TArg2>(
        TriggerWithParameters<TArg0, TArg1, TArg2> trigger, TArg0 arg0, TArg1 arg1, TArg2 arg2)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        Enqueue(trigger.Trigger, arg0, arg1, arg2);
    }

    /// <summary>Replaces the exception for triggers that the state does not take.</summary>
    public void OnUnhandledTrigger(Action<TState, TTrigger> unhandledTriggerAction)
    {
        ArgumentNullException.ThrowIfNull(unhandledTriggerAction);
        _unhandled = (state, trigger, _) => unhandledTriggerAction(state, trigger);
    }

    /// <summary>Replaces the exception for triggers that the state does not take; told the guards that failed, if any.</summary>
    public void OnUnhandledTrigger(Action<TState, TTrigger, ICollection<string>?> unhandledTriggerAction)
    {
        ArgumentNullException.ThrowIfNull(unhandledTriggerAction);
        _unhandled = unhandledTriggerAction;
    }

    /// <summary>Called when the state has changed and before entry actions run.</summary>
    public void OnTransitioned(Action<Transition> onTransitionAction)
    {
        ArgumentNullException.ThrowIfNull(onTransitionAction);
        _transitioned += onTransitionAction;
    }

    /// <summary>Called when the entry actions of a transition have run.</summary>
    public void OnTransitionCompleted(Action<Transition> onTransitionAction)
    {
        ArgumentNullException.ThrowIfNull(onTransitionAction);
        _transitionCompleted += onTransitionAction;
    }

    private static void Refuse(TState state, TTrigger trigger, ICollection<string>? unmetGuards) =>
        throw new InvalidOperationException(unmetGuards is { Count: > 0 }
            ? $"Trigger '{trigger}' is valid for transition from state '{state}' but a guard conditions are not met. "
              + $"Guard descriptions: '{string.Join(", ", unmetGuards)}'."
            : $"No valid leaving transitions are permitted from state '{state}' for trigger '{trigger}'. "
              + "Consider ignoring the trigger.");

    private void Enqueue(TTrigger trigger, params object?[] args)
    {
        _pending.Enqueue((trigger, args));
        if (_firing)
        {
            return;
        }

        // After an exception what is still pending stays pending, and is fired first by the next call: as the real one does.
        _firing = true;
        try
        {
            while (_pending.TryDequeue(out var next))
            {
                FireOne(next.Trigger, next.Args);
            }
        }
        finally
        {
            _firing = false;
        }
    }

    private void FireOne(TTrigger trigger, object?[] args)
    {
        if (_parameters.TryGetValue(trigger, out var declared))
        {
            declared.ValidateParameters(args!);
        }

        var source = State;
        var node = NodeOf(source);
        var found = node.Find(trigger, args);
        if (!found.CanFire)
        {
            _unhandled(source, trigger, found.UnmetGuards);
            return;
        }

        switch (found.Rule!)
        {
            case IgnoreRule:
                break;
            case InternalRule rule:
                rule.Action(new Transition(source, source, trigger, args), args);
                break;
            case ReentryRule rule:
                Reenter(node, new Transition(source, rule.Destination, trigger, args), args);
                break;
            case DynamicRule rule:
                Move(node, new Transition(source, rule.Choose(args), trigger, args), args);
                break;

            // The rule of a superstate may lead to where the machine already is: that is no move, and nothing runs.
            case FixedRule rule when !rule.Destination.Equals(source):
                Move(node, new Transition(source, rule.Destination, trigger, args), args);
                break;
        }
    }

    private void Move(Node from, Transition transition, object?[] args)
    {
        from.Exit(transition);

        // The state changes before anything of the new state runs: an entry action that throws leaves the machine moved.
        State = transition.Destination;
        _transitioned?.Invoke(transition);
        var last = Enter(NodeOf(transition.Destination), transition, args);
        if (!last.State.Equals(State))
        {
            State = last.State;
        }

        _transitionCompleted?.Invoke(new Transition(transition.Source, State, transition.Trigger, args));
    }

    private void Reenter(Node from, Transition transition, object?[] args)
    {
        from.Exit(transition);
        var target = NodeOf(transition.Destination);

        // A substate may use the re-entry of its superstate: then the superstate is left and entered, and becomes the state.
        if (!transition.Source.Equals(transition.Destination))
        {
            transition = new Transition(transition.Destination, transition.Destination, transition.Trigger, args);
            target.Exit(transition);
        }

        _transitioned?.Invoke(transition);
        var last = Enter(target, transition, args);
        _transitionCompleted?.Invoke(transition);

        // Here the state is written last, so an entry action that throws on re-entry leaves the machine where it was.
        State = last.State;
    }

    private Node Enter(Node node, Transition transition, object?[] args)
    {
        node.Enter(transition, args);
        if (!node.HasInitialTarget)
        {
            return node;
        }

        var target = node.Children.Find(child => child.State.Equals(node.InitialTarget))
            ?? throw new InvalidOperationException(
                $"The target ({node.InitialTarget}) for the initial transition is not a substate.");
        var initial = new InitialTransition(transition.Source, target.State, transition.Trigger, args);
        _transitioned?.Invoke(new Transition(transition.Destination, target.State, transition.Trigger, args));
        return Enter(target, initial, args);
    }
}
