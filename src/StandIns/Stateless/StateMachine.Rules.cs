namespace Stateless;

public partial class StateMachine<TState, TTrigger>
{
    private abstract record Rule(TTrigger Trigger, Guards Guards);

    private sealed record FixedRule(TTrigger Trigger, Guards Guards, TState Destination) : Rule(Trigger, Guards);

    private sealed record DynamicRule(TTrigger Trigger, Guards Guards, Func<object?[], TState> Choose) : Rule(Trigger, Guards);

    private sealed record ReentryRule(TTrigger Trigger, Guards Guards, TState Destination) : Rule(Trigger, Guards);

    private sealed record InternalRule(TTrigger Trigger, Guards Guards, Action<Transition, object?[]> Action)
        : Rule(Trigger, Guards);

    private sealed record IgnoreRule(TTrigger Trigger, Guards Guards) : Rule(Trigger, Guards);

    /// <summary>What looking for a trigger's rule came to. No guards at all means that no rule names the trigger.</summary>
    private readonly record struct Found(Rule? Rule, ICollection<string>? UnmetGuards)
    {
        public bool CanFire => Rule is not null && UnmetGuards is { Count: 0 };
    }

    private sealed class Guards
    {
        private readonly IReadOnlyList<(Func<object?[], bool> Holds, string Description)> _all;

        private Guards(IReadOnlyList<(Func<object?[], bool>, string)> all) => _all = all;

        public static Guards None { get; } = new([]);

        public static Guards Of(Func<object?[], bool> holds, Delegate named, string? description) =>
            new([(holds, Describe(named, description))]);

        public static Guards Of(IEnumerable<(Func<object?[], bool> Holds, Delegate Named, string? Description)> guards) =>
            new([.. guards.Select(guard => (guard.Holds, Describe(guard.Named, guard.Description)))]);

        /// <summary>Every guard is asked, also after one has failed.</summary>
        public List<string> Unmet(object?[] args) =>
            [.. _all.Where(guard => !guard.Holds(args)).Select(guard => guard.Description)];

        private static string Describe(Delegate guard, string? description) =>
            description ?? (guard.Method.Name.AsSpan().IndexOfAny("<>`") >= 0 ? "Function" : guard.Method.Name);
    }
}
