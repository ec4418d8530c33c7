namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>Says what a state takes, refuses and does. Every member returns the configuration itself.</summary>
    public partial class StateConfiguration
    {
        private readonly Node _node;

        internal StateConfiguration(StateMachine<TState, TTrigger> machine, object node)
        {
            Machine = machine;
            _node = (Node)node;
        }

        /// <summary>The state that is configured.</summary>
        public TState State => _node.State;

        /// <summary>The machine it belongs to.</summary>
        public StateMachine<TState, TTrigger> Machine { get; }

        /// <summary>A trigger moves to another state.</summary>
        /// <exception cref="ArgumentException">The destination is this state.</exception>
        public StateConfiguration Permit(TTrigger trigger, TState destinationState)
        {
            RequireAnother(destinationState);
            return Add(new FixedRule(trigger, Guards.None, destinationState));
        }

        /// <summary>A trigger moves to another state if the guard holds.</summary>
        /// <exception cref="ArgumentException">The destination is this state.</exception>
        public StateConfiguration PermitIf(
            TTrigger trigger, TState destinationState, Func<bool> guard, string? guardDescription = null)
        {
            RequireAnother(destinationState);
            return Add(new FixedRule(trigger, Plain(guard, guardDescription), destinationState));
        }

        /// <summary>A trigger moves to another state if every guard holds.</summary>
        /// <exception cref="ArgumentException">The destination is this state.</exception>
        public StateConfiguration PermitIf(
            TTrigger trigger, TState destinationState, params Tuple<Func<bool>, string>[] guards)
        {
            RequireAnother(destinationState);
            return Add(new FixedRule(trigger, Plain(guards), destinationState));
        }

        /// <summary>A trigger moves to another state if the guard holds for its argument.</summary>
        /// <exception cref="ArgumentException">The destination is this state.</exception>
        public StateConfiguration PermitIf<TArg0>(
            TriggerWithParameters<TArg0> trigger, TState destinationState, Func<TArg0, bool> guard, string? guardDescription = null)
        {
            ArgumentNullException.ThrowIfNull(trigger);
            RequireAnother(destinationState);
            return Add(new FixedRule(trigger.Trigger, WithArgument(guard, guardDescription), destinationState));
        }

        /// <summary>A trigger leaves and enters this same state, running its actions.</summary>
        public StateConfiguration PermitReentry(TTrigger trigger) => Add(new ReentryRule(trigger, Guards.None, State));

        /// <summary>A trigger leaves and enters this same state if the guard holds.</summary>
        public StateConfiguration PermitReentryIf(TTrigger trigger, Func<bool> guard, string? guardDescription = null) =>
            Add(new ReentryRule(trigger, Plain(guard, guardDescription), State));

        /// <summary>A trigger is taken and nothing happens.</summary>
        public StateConfiguration Ignore(TTrigger trigger) => Add(new IgnoreRule(trigger, Guards.None));

        /// <summary>A trigger is taken and nothing happens, if the guard holds.</summary>
        public StateConfiguration IgnoreIf(TTrigger trigger, Func<bool> guard, string? guardDescription = null) =>
            Add(new IgnoreRule(trigger, Plain(guard, guardDescription)));

        /// <summary>A trigger moves to the state that is chosen when it is fired, this one included.</summary>
        public StateConfiguration PermitDynamic(TTrigger trigger, Func<TState> destinationStateSelector)
        {
            ArgumentNullException.ThrowIfNull(destinationStateSelector);
            return Add(new DynamicRule(trigger, Guards.None, _ => destinationStateSelector()));
        }

        /// <summary>A trigger moves to the state that is chosen by its argument.</summary>
        public StateConfiguration PermitDynamic<TArg0>(
            TriggerWithParameters<TArg0> trigger, Func<TArg0, TState> destinationStateSelector)
        {
            ArgumentNullException.ThrowIfNull(trigger);
            ArgumentNullException.ThrowIfNull(destinationStateSelector);
            return Add(new DynamicRule(trigger.Trigger, Guards.None, args => destinationStateSelector(Arguments.Get<TArg0>(args, 0))));
        }

        /// <summary>A trigger moves to the state that is chosen when it is fired, if the guard holds.</summary>
        public StateConfiguration PermitDynamicIf(
            TTrigger trigger, Func<TState> destinationStateSelector, Func<bool> guard, string? guardDescription = null)
        {
            ArgumentNullException.ThrowIfNull(destinationStateSelector);
            return Add(new DynamicRule(trigger, Plain(guard, guardDescription), _ => destinationStateSelector()));
        }

        /// <summary>This state lies within another and takes what that one takes.</summary>
        /// <exception cref="ArgumentException">The other state already lies within this one, or is it.</exception>
        public StateConfiguration SubstateOf(TState superstate)
        {
            var parent = Machine.NodeOf(superstate);
            if (parent.IsWithin(State))
            {
                var nested = superstate.Equals(State) ? "" : "nested ";
                throw new ArgumentException(
                    $"Configuring {State} as a substate of {superstate} creates an illegal {nested}cyclic configuration.");
            }

            _node.Parent = parent;
            parent.Children.Add(_node);
            return this;
        }

        /// <summary>Entering this state goes on into one of its substates.</summary>
        /// <exception cref="InvalidOperationException">There is one already.</exception>
        /// <exception cref="ArgumentException">The target is this state.</exception>
        public StateConfiguration InitialTransition(TState targetState)
        {
            if (_node.HasInitialTarget)
            {
                throw new InvalidOperationException(
                    $"This state has already been configured with an initial transition ({_node.InitialTarget}).");
            }

            if (targetState.Equals(State))
            {
                throw new ArgumentException("Setting the current state as the target destination state is not allowed.", nameof(targetState));
            }

            _node.StartIn(targetState);
            return this;
        }

        private static Guards Plain(Func<bool> guard, string? description)
        {
            ArgumentNullException.ThrowIfNull(guard);
            return Guards.Of(_ => guard(), guard, description);
        }

        private static Guards Plain(Tuple<Func<bool>, string>[] guards) =>
            Guards.Of(guards.Select(guard =>
                ((Func<object?[], bool>)(_ => guard.Item1()), (Delegate)guard.Item1, (string?)guard.Item2)));

        private static Guards WithArgument<TArg0>(Func<TArg0, bool> guard, string? description)
        {
            ArgumentNullException.ThrowIfNull(guard);

            // The argument is packed by a lambda, which is what an undescribed guard is then named after.
            Func<object?[], bool> packed = args => guard(Arguments.Get<TArg0>(args, 0));
            return Guards.Of(packed, packed, description);
        }

        private StateConfiguration Add(Rule rule)
        {
            _node.Add(rule);
            return this;
        }

        private void RequireAnother(TState destination)
        {
            if (destination.Equals(State))
            {
                throw new ArgumentException(
                    "Permit() (and PermitIf()) require that the destination state is not equal to the source state. "
                    + "To accept a trigger without changing state, use either Ignore() or PermitReentry().",
                    nameof(destination));
            }
        }
    }
}
