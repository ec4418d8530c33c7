using System.Collections.Immutable;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Statements.Reading;

namespace GrantFlow.Pipeline.Statements;

/// <summary>A bank's file that came in.</summary>
/// <param name="Id">What is in it.</param>
/// <param name="ReceivedAt">When (UTC).</param>
/// <param name="By">Who brought it; null for the bank itself.</param>
/// <param name="Bytes">How long it is; null where nobody read to its end.</param>
public sealed record StatementFile(StatementId Id, DateTimeOffset ReceivedAt, ActorId? By, long? Bytes)
{
    /// <summary>Which kind of file; null for one that was not taken.</summary>
    public StatementKind? Kind { get; init; }

    /// <summary>The bank's id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>When the bank made it, as it says.</summary>
    public string? MadeAt { get; init; }

    /// <summary>How the bank named it, where it came from the bank's container.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is kept.</summary>
    public string? Blob { get; init; }

    /// <summary>What does not add up in it.</summary>
    public ImmutableList<string>? Findings { get; init; }

    /// <summary>How many rows it came to; null until all of them are laid out.</summary>
    public int? Rows { get; init; }

    /// <summary>Why it was not taken, by name; null for one that was.</summary>
    public StatementFault? Fault { get; init; }

    /// <summary>The same in words.</summary>
    public string? Why { get; init; }
}
