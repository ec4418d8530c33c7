namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    public partial class StateConfiguration
    {
        /// <summary>A trigger runs an action and leaves the state as it is; no entry or exit action runs.</summary>
        public StateConfiguration InternalTransition(TTrigger trigger, Action internalAction)
        {
            ArgumentNullException.ThrowIfNull(internalAction);
            return Add(new InternalRule(trigger, Guards.None, (_, _) => internalAction()));
        }

        /// <summary>A trigger runs an action and leaves the state as it is; no entry or exit action runs.</summary>
        public StateConfiguration InternalTransition(TTrigger trigger, Action<Transition> entryAction)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            return Add(new InternalRule(trigger, Guards.None, (transition, _) => entryAction(transition)));
        }

        /// <summary>A trigger with an argument runs an action and leaves the state as it is.</summary>
        public StateConfiguration InternalTransition<TArg0>(
            TriggerWithParameters<TArg0> trigger, Action<TArg0, Transition> internalAction)
        {
            ArgumentNullException.ThrowIfNull(trigger);
            ArgumentNullException.ThrowIfNull(internalAction);
            return Add(new InternalRule(
                trigger.Trigger, Guards.None, (transition, args) => internalAction(Arguments.Get<TArg0>(args, 0), transition)));
        }

        /// <summary>A trigger runs an action and leaves the state as it is, if the guard holds.</summary>
        public StateConfiguration InternalTransitionIf(
            TTrigger trigger, Func<bool> guard, Action entryAction, string? guardDescription = null)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            return Add(new InternalRule(trigger, Plain(guard, guardDescription), (_, _) => entryAction()));
        }

        /// <summary>Runs when the state is entered, after the actions of its superstates.</summary>
        public StateConfiguration OnEntry(Action entryAction, string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            _node.AddEntry((_, _) => entryAction());
            return this;
        }

        /// <summary>Runs when the state is entered, after the actions of its superstates.</summary>
        public StateConfiguration OnEntry(Action<Transition> entryAction, string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            _node.AddEntry((transition, _) => entryAction(transition));
            return this;
        }

        /// <summary>Runs when the state is entered by this trigger.</summary>
        public StateConfiguration OnEntryFrom(TTrigger trigger, Action entryAction, string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            return EntryFrom(trigger, (_, _) => entryAction());
        }

        /// <summary>Runs when the state is entered by this trigger.</summary>
        public StateConfiguration OnEntryFrom(
            TTrigger trigger, Action<Transition> entryAction, string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(entryAction);
            return EntryFrom(trigger, (transition, _) => entryAction(transition));
        }

        /// <summary>Runs with the argument when the state is entered by this trigger.</summary>
        public StateConfiguration OnEntryFrom<TArg0>(
            TriggerWithParameters<TArg0> trigger, Action<TArg0> entryAction, string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(trigger);
            ArgumentNullException.ThrowIfNull(entryAction);
            return EntryFrom(trigger.Trigger, (_, args) => entryAction(Arguments.Get<TArg0>(args, 0)));
        }

        /// <summary>Runs with both arguments when the state is entered by this trigger.</summary>
        public StateConfiguration OnEntryFrom<TArg0, TArg1>(
            TriggerWithParameters<TArg0, TArg1> trigger, Action<TArg0, TArg1> entryAction, string? entryActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(trigger);
            ArgumentNullException.ThrowIfNull(entryAction);
            return EntryFrom(
                trigger.Trigger, (_, args) => entryAction(Arguments.Get<TArg0>(args, 0), Arguments.Get<TArg1>(args, 1)));
        }

        /// <summary>Runs when the state is left, before the actions of its superstates.</summary>
        public StateConfiguration OnExit(Action exitAction, string? exitActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(exitAction);
            _node.AddExit(_ => exitAction());
            return this;
        }

        /// <summary>Runs when the state is left, before the actions of its superstates.</summary>
        public StateConfiguration OnExit(Action<Transition> exitAction, string? exitActionDescription = null)
        {
            ArgumentNullException.ThrowIfNull(exitAction);
            _node.AddExit(exitAction);
            return this;
        }

        private StateConfiguration EntryFrom(TTrigger trigger, Action<Transition, object?[]> action)
        {
            _node.AddEntry((transition, args) =>
            {
                if (transition.Trigger.Equals(trigger))
                {
                    action(transition, args);
                }
            });
            return this;
        }
    }
}
