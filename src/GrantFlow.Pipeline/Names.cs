namespace GrantFlow.Pipeline;

/// <summary>The queues of the pipeline. Each has a poison twin named <c>&lt;queue&gt;-poison</c>, as the Functions host makes it.</summary>
public static class QueueNames
{
    /// <summary>Commands to grants: the only way a grant ever moves.</summary>
    public const string Commands = "commands";

    /// <summary>What is asked of a whole family, on its way to the members' grants.</summary>
    public const string Households = "households";

    /// <summary>Requests to look for duplicates.</summary>
    public const string Screening = "screening";

    /// <summary>Requests to reserve, release or settle money on a funding line.</summary>
    public const string Funding = "funding";

    /// <summary>Instructions to payout providers.</summary>
    public const string Payouts = "payouts";

    /// <summary>Journal entries on their way to the ledger.</summary>
    public const string Postings = "postings";

    /// <summary>Changes on their way to the work lists.</summary>
    public const string Views = "views";

    /// <summary>Every queue, without the poison twins.</summary>
    public static IReadOnlyList<string> All { get; } = [Commands, Households, Screening, Funding, Payouts, Postings, Views];

    /// <summary>The queue where the host puts a message of <paramref name="queue"/> that failed too often.</summary>
    public static string Poison(string queue) => queue + "-poison";
}

/// <summary>The tables of the pipeline and what their partitions are.</summary>
public static class TableNames
{
    /// <summary>Partition = grant id: state, events, journal entries, outbox, command markers.</summary>
    public const string Grants = "grants";

    /// <summary>Partition = household id: who was handed in together, what was asked of them.</summary>
    public const string Households = "households";

    /// <summary>Partition = keyed hash: of an identity, the grant that claims it; of what alike people share, their grants.</summary>
    public const string Identities = "identities";

    /// <summary>Partition = person id: encrypted personal data.</summary>
    public const string People = "people";

    /// <summary>Partition = funding line and shard: balance and reservations.</summary>
    public const string Funding = "funding";

    /// <summary>Partition = posting day and shard: postings in order.</summary>
    public const string Ledger = "ledger";

    /// <summary>Partition = office, state, due day or the deputies' list: work-list rows; and the clock's own.</summary>
    public const string Views = "views";

    /// <summary>Partition = end-to-end id: the sandbox payout provider's book.</summary>
    public const string Sandbox = "sandbox";

    /// <summary>Every table.</summary>
    public static IReadOnlyList<string> All { get; } = [Grants, Households, Identities, People, Funding, Ledger, Views, Sandbox];
}
