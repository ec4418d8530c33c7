using System.Collections.Immutable;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>A grant with all that led to it. Telling a story on gives a new one, so that many can start from the same point.</summary>
internal sealed record Story(Grant? Grant)
{
    public static readonly Story Nothing = new((Grant?)null);

    public ImmutableList<GrantEvent> Events { get; init; } = [];

    public ImmutableList<JournalEntry> Entries { get; init; } = [];

    public ImmutableList<Effect> Effects { get; init; } = [];

    /// <summary>The grant, once there is one.</summary>
    public Grant Now => Grant!;

    public Decision Decide(GrantCommand command, DecisionContext? context = null) => GrantDecider.Decide(Grant, command, context ?? World.Now);

    /// <summary>The code of the refusal, or null when the command is accepted.</summary>
    public RefusalCode? Refusal(GrantCommand command, DecisionContext? context = null) => (Decide(command, context) as Decision.Refused)?.Code;

    /// <summary>Tells the story on; a refusal fails the test.</summary>
    public Story Do(params ReadOnlySpan<GrantCommand> commands)
    {
        var story = this;
        foreach (var command in commands)
            story = story.Do(command, World.Now);
        return story;
    }

    public Story Do(GrantCommand command, DecisionContext context) => Decide(command, context) switch
    {
        Decision.Accepted accepted => After(accepted),
        Decision.Refused refused => throw new Xunit.Sdk.XunitException($"{command.GetType().Name} at {Standing(Grant)} was refused: {refused.Code}: {refused.Why}"),
        _ => throw new Xunit.Sdk.XunitException("A decision is accepted or refused."),
    };

    public Story After(Decision.Accepted accepted) => new(accepted.Grant)
    {
        Events = Events.AddRange(accepted.Events),
        Entries = Entries.AddRange(accepted.Entries),
        Effects = Effects.AddRange(accepted.Effects),
    };

    /// <summary>Where a grant stands, in one word: <c>Verified</c>, <c>OnHold/Verified</c>, <c>Disbursing+plan</c> when a change of plan waits, or <c>nothing</c>.</summary>
    public static string Standing(Grant? grant) => grant is null ? "nothing" : $"{grant.State}{(grant.HeldFrom is { } held ? $"/{held}" : "")}{(grant.Pending is null ? "" : "+plan")}";
}
