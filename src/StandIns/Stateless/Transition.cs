namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    /// <summary>One move of the machine.</summary>
    public class Transition
    {
        /// <summary>Describes a move.</summary>
        /// <param name="source">The state that is left.</param>
        /// <param name="destination">The state that is entered.</param>
        /// <param name="trigger">What caused it.</param>
        /// <param name="parameters">The trigger's arguments, if any.</param>
        public Transition(TState source, TState destination, TTrigger trigger, object?[]? parameters = null)
        {
            Source = source;
            Destination = destination;
            Trigger = trigger;
            Parameters = parameters ?? [];
        }

        /// <summary>The state that is left.</summary>
        public TState Source { get; }

        /// <summary>The state that is entered.</summary>
        public TState Destination { get; }

        /// <summary>What caused the move.</summary>
        public TTrigger Trigger { get; }

        /// <summary>Whether source and destination are the same.</summary>
        public bool IsReentry => Source.Equals(Destination);

        /// <summary>The trigger's arguments.</summary>
        public object?[] Parameters { get; }
    }

    private sealed class InitialTransition(TState source, TState destination, TTrigger trigger, object?[] parameters)
        : Transition(source, destination, trigger, parameters);
}
