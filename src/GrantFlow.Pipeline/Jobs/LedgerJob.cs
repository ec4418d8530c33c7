using System.Text.Json.Serialization;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Postings;

namespace GrantFlow.Pipeline.Jobs;

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>Nothing was done yet.</summary>
    Queued,

    /// <summary>Some of it is done.</summary>
    Running,

    /// <summary>All of it is done.</summary>
    Done,

    /// <summary>It was given up; <see cref="LedgerJob.Why"/> says why.</summary>
    Failed,

    /// <summary>It was done, and its file is gone. Never stored: it follows from the time.</summary>
    Expired,
}

/// <summary>Work on the ledger that takes longer than a request may. It is done in slices; what is stored here is where the next one begins.</summary>
[JsonDerivedType(typeof(ExportJob), "export")]
[JsonDerivedType(typeof(RebuildJob), "rebuild")]
[JsonDerivedType(typeof(ReconciliationJob), "reconciliation")]
public abstract record LedgerJob
{
    /// <summary>After so long without a step a job is over: its host died again and again, or its message is gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Follows from who asked and their key.</summary>
    public required JobId Id { get; init; }

    /// <summary>Who asked.</summary>
    public required ActorId By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Of the request: the same key with another hash is refused.</summary>
    public required string RequestHash { get; init; }

    /// <summary>As stored; see <see cref="StateAt"/>.</summary>
    public JobState State { get; init; }

    /// <summary>Slices that are done.</summary>
    public int Slices { get; init; }

    /// <summary>How often the present slice failed.</summary>
    public int Failures { get; init; }

    /// <summary>Why it was given up.</summary>
    public string? Why { get; init; }

    /// <summary>When something happened to it last.</summary>
    public required DateTimeOffset MovedAt { get; init; }

    /// <summary>Nothing is left to do, or nobody will do it.</summary>
    [JsonIgnore]
    public bool IsOver => State is JobState.Done or JobState.Failed;

    /// <summary>The kind, as lists of jobs tell them apart.</summary>
    internal abstract string Kind { get; }

    /// <summary>How it stands at a moment.</summary>
    public virtual JobState StateAt(DateTimeOffset now) => IsLost(now) ? JobState.Failed : State;

    /// <summary>Why it is over without having been done; null where it is not.</summary>
    public string? WhyAt(DateTimeOffset now) => IsLost(now)
        ? $"Nothing has happened to it since {MovedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and it is given up. Ask again under another Idempotency-Key; if that stops as well, have the poison queue of exports looked at."
        : Why;

    /// <summary>Nobody works on it any more, although it is not over.</summary>
    internal bool IsLost(DateTimeOffset now) => !IsOver && now - MovedAt > Patience;
}
