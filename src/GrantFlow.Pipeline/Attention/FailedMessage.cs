using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Attention;

/// <summary>What became of a message that failed. Names are stored: add, never rename.</summary>
public enum FailedStanding
{
    /// <summary>Waits for a person.</summary>
    Open,

    /// <summary>Somebody sent it again. Where it fails again it is open again.</summary>
    Redriven,

    /// <summary>Somebody said that it is not needed.</summary>
    Discarded,
}

/// <summary>What a person did with a failed message.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Did">Sent it again or discarded it.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record FailureDecision(Actor By, DateTimeOffset At, FailedStanding Did, string Reason);

/// <summary>A message that failed too often, or that nobody can read. It is kept whole until a person says what becomes of it, and after.</summary>
/// <param name="Queue">Where it failed, without the poison twin's ending.</param>
/// <param name="Id">Follows from queue and text, so that the same message twice is one; 32 lower-case hex digits.</param>
/// <param name="Text">The message as it was.</param>
/// <param name="Reason">Why it failed the last time.</param>
/// <param name="FirstAt">When it was first found in the poison queue (UTC).</param>
/// <param name="LastAt">When it was last found there (UTC).</param>
/// <param name="Times">How often it was.</param>
/// <param name="Standing">What became of it.</param>
public sealed record FailedMessage(string Queue, string Id, string Text, string Reason, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times, FailedStanding Standing)
{
    /// <summary>What it says it is; null where it cannot be read, or says something that is none of ours.</summary>
    public string? Schema { get; init; }

    /// <summary>Its own id, as it says: of a command that of the command. Null where it cannot be told.</summary>
    public string? MessageId { get; init; }

    /// <summary>The grant, batch or file it is about, as it says; null where it cannot be told.</summary>
    public string? Correlation { get; init; }

    /// <summary>What people did with it, in order.</summary>
    public ImmutableList<FailureDecision> Decisions { get; init; } = [];

    /// <summary>The grant it is about; null where it is about something else.</summary>
    [JsonIgnore]
    public GrantId? Grant => GrantId.TryParse(Correlation, out var grant) ? grant : null;
}
