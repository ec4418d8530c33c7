namespace GrantFlow.Pipeline.Waiting;

/// <summary>What the pipeline does step by step for many grants at once. Names are stored: add, never rename.</summary>
public enum WorkKind
{
    /// <summary>What was asked of a family, handed to its members' grants.</summary>
    Family,

    /// <summary>A bank's file, brought row by row to the grants it speaks of.</summary>
    Statement,
}

/// <summary>How far a piece of work is.</summary>
public enum WorkStanding
{
    /// <summary>Nothing is left to do, or it waits for a person who sets it off again.</summary>
    Done,

    /// <summary>The pipeline has the turn.</summary>
    UnderWay,
}

/// <summary>Work that was begun and is not known to be done.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Id">Of the family's command or the file.</param>
/// <param name="Since">When it was set off last (UTC).</param>
/// <param name="Asked">How often it was set off again since.</param>
/// <param name="LastAt">When it was last looked at (UTC).</param>
public sealed record UnfinishedWork(WorkKind Kind, string Id, DateTimeOffset Since, int Asked, DateTimeOffset LastAt)
{
    /// <summary>What a person reads: what stands still, and what to look at.</summary>
    public string Reason() => Kind switch
    {
        WorkKind.Family => "Not every member's grant has decided what was asked of this family. Look for messages of households and commands that failed.",
        _ => "Not every row of this bank's file has come to its grant. Look for messages of statements and commands that failed.",
    };
}

/// <summary>Goes on with one kind of work.</summary>
public interface IWorkToFinish
{
    /// <summary>Which kind.</summary>
    WorkKind Kind { get; }

    /// <summary>Looks how far a piece of work is, and sends again whatever it may have lost. Everybody who is asked twice does it once.</summary>
    Task<WorkStanding> GoOn(string id, CancellationToken cancellationToken);
}
