namespace Stateless;

/// <summary>
/// A machine over <typeparamref name="TState"/> that <typeparamref name="TTrigger"/>s move.
/// Not safe for concurrent use: one machine serves one decision.
/// </summary>
public partial class StateMachine<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Dictionary<TState, Node> _nodes = [];
    private readonly Dictionary<TTrigger, TriggerWithParameters> _parameters = [];
    private readonly Func<TState> _read;
    private readonly Action<TState> _write;

    /// <summary>A machine that keeps its own state.</summary>
    /// <param name="initialState">Where it starts; no entry action runs for it.</param>
    public StateMachine(TState initialState)
    {
        var state = initialState;
        _read = () => state;
        _write = next => state = next;
    }

    /// <summary>A machine whose state is kept elsewhere.</summary>
    /// <param name="stateAccessor">Reads the state, at every use anew.</param>
    /// <param name="stateMutator">Writes the state.</param>
    public StateMachine(Func<TState> stateAccessor, Action<TState> stateMutator)
    {
        ArgumentNullException.ThrowIfNull(stateAccessor);
        ArgumentNullException.ThrowIfNull(stateMutator);
        _read = stateAccessor;
        _write = stateMutator;
    }

    /// <summary>The current state.</summary>
    public TState State
    {
        get => _read();
        private set => _write(value);
    }

    /// <summary>Begins or continues the configuration of a state.</summary>
    /// <param name="state">The state to configure.</param>
    public StateConfiguration Configure(TState state) => new(this, NodeOf(state));

    /// <summary>Declares that a trigger carries an argument.</summary>
    /// <exception cref="InvalidOperationException">The trigger has its parameters already.</exception>
    public TriggerWithParameters<TArg0> SetTriggerParameters<TArg0>(TTrigger trigger) =>
        Declare(new TriggerWithParameters<TArg0>(trigger));

    /// <summary>Declares that a trigger carries two arguments.</summary>
    /// <exception cref="InvalidOperationException">The trigger has its parameters already.</exception>
    public TriggerWithParameters<TArg0, TArg1> SetTriggerParameters<TArg0, TArg1>(TTrigger trigger) =>
        Declare(new TriggerWithParameters<TArg0, TArg1>(trigger));

    /// <summary>Declares that a trigger carries three arguments.</summary>
    /// <exception cref="InvalidOperationException">The trigger has its parameters already.</exception>
    public TriggerWithParameters<TArg0, TArg1, TArg2> SetTriggerParameters<TArg0, TArg1, TArg2>(TTrigger trigger) =>
        Declare(new TriggerWithParameters<TArg0, TArg1, TArg2>(trigger));

    /// <summary>Whether the machine is in the state or in one of its substates.</summary>
    public bool IsInState(TState state) => NodeOf(State).IsWithin(state);

    /// <summary>Whether the trigger can be fired now. An ignored trigger can. Guards with parameters are asked with defaults.</summary>
    public bool CanFire(TTrigger trigger) => NodeOf(State).Find(trigger, []).CanFire;

    /// <summary>Whether the trigger can be fired now, and if guards stand against it, which.</summary>
    /// <param name="trigger">The trigger to test.</param>
    /// <param name="unmetGuards">The descriptions of the guards that failed; null if the trigger is not configured at all.</param>
    public bool CanFire(TTrigger trigger, out ICollection<string>? unmetGuards)
    {
        var found = NodeOf(State).Find(trigger, []);
        unmetGuards = found.UnmetGuards;
        return found.CanFire;
    }

    /// <summary>Whether the trigger can be fired now with this argument.</summary>
    public bool CanFire<TArg0>(TriggerWithParameters<TArg0> trigger, TArg0 arg0)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return NodeOf(State).Find(trigger.Trigger, [arg0]).CanFire;
    }

    /// <summary>Whether the trigger can be fired now with this argument, and if guards stand against it, which.</summary>
    public bool CanFire<TArg0>(TriggerWithParameters<TArg0> trigger, TArg0 arg0, out ICollection<string>? unmetGuards)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        var found = NodeOf(State).Find(trigger.Trigger, [arg0]);
        unmetGuards = found.UnmetGuards;
        return found.CanFire;
    }

    /// <summary>Says the state and what can be fired from it.</summary>
    public override string ToString() =>
        $"StateMachine {{ State = {State}, PermittedTriggers = {{ {string.Join(", ", NodeOf(State).PermittedTriggers([]))} }}}}";

    private Node NodeOf(TState state)
    {
        if (!_nodes.TryGetValue(state, out var node))
        {
            node = new Node(state);
            _nodes.Add(state, node);
        }

        return node;
    }

    private T Declare<T>(T trigger)
        where T : TriggerWithParameters
    {
        if (!_parameters.TryAdd(trigger.Trigger, trigger))
        {
            throw new InvalidOperationException(
                $"Parameters for the trigger '{trigger}' have already been configured.");
        }

        return trigger;
    }
}
