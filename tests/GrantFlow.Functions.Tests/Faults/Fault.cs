namespace GrantFlow.Functions.Tests.Faults;

/// <summary>What can go wrong between a client and storage.</summary>
public enum Fault
{
    /// <summary>The time runs out before anything was sent.</summary>
    TimeoutBeforeSend,

    /// <summary>The connection breaks before anything was sent.</summary>
    NoConnection,

    /// <summary>Storage did what it was asked for, and its answer never came.</summary>
    TimeoutAfterSend,

    /// <summary>500, and nothing was done.</summary>
    ServerError,

    /// <summary>503 with <c>Retry-After</c>, and nothing was done.</summary>
    ServerBusy,

    /// <summary>429 with <c>Retry-After</c>, and nothing was done.</summary>
    Throttled,

    /// <summary>Something on the way sent a write twice and hands on the second answer: 409, 412 or 404 for what went well; of a message, a second copy.</summary>
    SentTwice,

    /// <summary>It arrives late: what was sent after it is there before it.</summary>
    Late,
}
