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

    /// <summary>Steps of payment batches: release line by line, then the bank file.</summary>
    public const string Batches = "batches";

    /// <summary>Files of banks on their way to the grants they speak of.</summary>
    public const string Statements = "statements";

    /// <summary>Journal entries on their way to the ledger.</summary>
    public const string Postings = "postings";

    /// <summary>Changes on their way to the work lists.</summary>
    public const string Views = "views";

    /// <summary>Slices of work on the ledger that takes longer than a request may: large exports, rebuilds.</summary>
    public const string Exports = "exports";

    /// <summary>Every queue, without the poison twins.</summary>
    public static IReadOnlyList<string> All { get; } = [Commands, Households, Screening, Funding, Payouts, Batches, Statements, Postings, Views, Exports];

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

    /// <summary>Partition = funding line and shard: balance and reservations; or funding line: its own book, entries and amendments.</summary>
    public const string Funding = "funding";

    /// <summary>Partition = end-to-end id: our own book of every attempt to pay; or a keyed hash or reference that leads to one.</summary>
    public const string Payments = "payments";

    /// <summary>Partition = batch id: the batch and its lines; or a list of batches.</summary>
    public const string Batches = "batches";

    /// <summary>Partition = imported bank file: its rows and what became of them; or a list of files or open rows.</summary>
    public const string Statements = "statements";

    /// <summary>Partition = source and currency: dated exchange rates.</summary>
    public const string Rates = "rates";

    /// <summary>Partition = hash of a file that proves a delivery: the lines it was used for; or a grant: its files.</summary>
    public const string Evidence = "evidence";

    /// <summary>Partition = supplier, a list of suppliers, or the keyed hash of an invoice: who delivers, what screening found, and which line an invoice is settled on.</summary>
    public const string Suppliers = "suppliers";

    /// <summary>Partition = posting day and shard: postings in order.</summary>
    public const string Ledger = "ledger";

    /// <summary>Partition = the days' seals and balances; the entries that came after theirs; or what was done with periods.</summary>
    public const string Seals = "seals";

    /// <summary>Partition = job: an export or a rebuild, and its parts; or somebody's list of them.</summary>
    public const string Exports = "exports";

    /// <summary>Partition = office, state, due day or the deputies' list: work-list rows; and the clock's own.</summary>
    public const string Views = "views";

    /// <summary>Partition = queue: messages that failed too often; or a grant: those about it; or why messages failed that may go through yet; or grants that wait for an answer, by when to look, and those that wait too long; or families and bank files under way.</summary>
    public const string Attention = "attention";

    /// <summary>Partition = end-to-end id: the sandbox payout provider's book.</summary>
    public const string Sandbox = "sandbox";

    /// <summary>Every table.</summary>
    public static IReadOnlyList<string> All { get; } = [Grants, Households, Identities, People, Funding, Payments, Batches, Statements, Rates, Evidence, Suppliers, Ledger, Seals, Exports, Views, Attention, Sandbox];
}

/// <summary>The blob containers of the pipeline.</summary>
public static class ContainerNames
{
    /// <summary>Payment files for banks.</summary>
    public const string BankFiles = "bank-files";

    /// <summary>What banks put here for us to read, as it comes.</summary>
    public const string BankInbox = "bank-inbox";

    /// <summary>Bank files that were read.</summary>
    public const string Statements = "statements";

    /// <summary>Photos and papers that prove deliveries.</summary>
    public const string Evidence = "evidence";

    /// <summary>Sanctions lists as they were imported, entry by entry.</summary>
    public const string SupplierLists = "supplier-lists";

    /// <summary>What every row of a sealed day was sealed as.</summary>
    public const string Seals = "seals";

    /// <summary>Large exports of the ledger and their parts, for some days.</summary>
    public const string Exports = "exports";

    /// <summary>Every container.</summary>
    public static IReadOnlyList<string> All { get; } = [BankFiles, BankInbox, Statements, Evidence, SupplierLists, Seals, Exports];
}
