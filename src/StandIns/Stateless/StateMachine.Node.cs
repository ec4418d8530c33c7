namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    private sealed class Node(TState state)
    {
        private readonly Dictionary<TTrigger, List<Rule>> _rules = [];
        private readonly List<Action<Transition, object?[]>> _entryActions = [];
        private readonly List<Action<Transition>> _exitActions = [];

        public TState State { get; } = state;

        public Node? Parent { get; set; }

        public List<Node> Children { get; } = [];

        public bool HasInitialTarget { get; private set; }

        public TState? InitialTarget { get; private set; }

        public void StartIn(TState state)
        {
            InitialTarget = state;
            HasInitialTarget = true;
        }

        public void Add(Rule rule)
        {
            if (!_rules.TryGetValue(rule.Trigger, out var rules))
            {
                _rules.Add(rule.Trigger, rules = []);
            }

            rules.Add(rule);
        }

        public void AddEntry(Action<Transition, object?[]> action) => _entryActions.Add(action);

        public void AddExit(Action<Transition> action) => _exitActions.Add(action);

        /// <summary>Whether the state is this one or one of its substates.</summary>
        public bool Includes(TState state) => State.Equals(state) || Children.Exists(child => child.Includes(state));

        /// <summary>Whether the state is this one or one of its superstates.</summary>
        public bool IsWithin(TState state) => State.Equals(state) || (Parent is not null && Parent.IsWithin(state));

        public IEnumerable<TTrigger> PermittedTriggers(object?[] args)
        {
            var own = _rules.Where(entry => entry.Value.Exists(rule => rule.Guards.Unmet(args).Count == 0))
                .Select(entry => entry.Key);
            return Parent is null ? own : own.Union(Parent.PermittedTriggers(args));
        }

        /// <summary>The superstate is asked when no rule of this state is open; its refusal is told rather than this state's.</summary>
        public Found Find(TTrigger trigger, object?[] args)
        {
            var own = FindOwn(trigger, args);
            if (own.CanFire || Parent is null)
            {
                return own;
            }

            var inherited = Parent.Find(trigger, args);
            return inherited.Rule is null ? own : inherited;
        }

        public void Enter(Transition transition, object?[] args)
        {
            if (!transition.IsReentry)
            {
                if (Includes(transition.Source))
                {
                    return;
                }

                if (transition is not InitialTransition)
                {
                    Parent?.Enter(transition, args);
                }
            }

            foreach (var action in _entryActions)
            {
                action(transition, args);
            }
        }

        public void Exit(Transition transition)
        {
            if (!transition.IsReentry && Includes(transition.Destination))
            {
                return;
            }

            foreach (var action in _exitActions)
            {
                action(transition);
            }

            if (transition.IsReentry || Parent is null)
            {
                return;
            }

            // A move to the superstate itself does not leave it.
            if (!IsWithin(transition.Destination) || !Parent.State.Equals(transition.Destination))
            {
                Parent.Exit(transition);
            }
        }

        private Found FindOwn(TTrigger trigger, object?[] args)
        {
            if (!_rules.TryGetValue(trigger, out var rules))
            {
                return default;
            }

            var asked = rules.Select(rule => new Found(rule, rule.Guards.Unmet(args))).ToList();
            var open = asked.Where(found => found.CanFire).ToList();
            return open.Count switch
            {
                0 => new Found(rules[0], [.. asked.SelectMany(found => found.UnmetGuards!).Distinct()]),
                1 => open[0],
                _ => throw new InvalidOperationException(
                    $"Multiple permitted exit transitions are configured from state '{State}' for trigger '{trigger}'. "
                    + "Guard clauses must be mutually exclusive."),
            };
        }
    }
}
