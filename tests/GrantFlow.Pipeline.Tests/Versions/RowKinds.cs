using System.Text.Json;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Households;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout;
using GrantFlow.Domain.Suppliers;
using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Dispatch;
using GrantFlow.Pipeline.Evidence;
using GrantFlow.Pipeline.Export.Jobs;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts.Book;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Rates;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Views;
using GrantFlow.Pipeline.Waiting;

namespace GrantFlow.Pipeline.Tests.Versions;

/// <summary>A kind of row: where it stands and how it is read.</summary>
/// <param name="Name">In words.</param>
/// <param name="Table">Its table.</param>
/// <param name="Is">Whether a row of that table, which is of no kind before, is of this one.</param>
/// <param name="Again">Reads it with the product's own code; what it is when it is written again, as JSON, or null where it has no JSON.</param>
internal sealed record RowKind(string Name, string Table, Func<Row, bool> Is, Func<Row, string?> Again);

/// <summary>Every kind of row that there is, but those of the vault, which are sealed. A new one is added here, and a sample of it to <c>Samples/rows</c>.</summary>
internal static class RowKinds
{
    public static IReadOnlyList<RowKind> All { get; } =
    [
        Json<Grant>("grant", TableNames.Grants, row => row.Key == "state"),
        Json<GrantEvent>("grant-event", TableNames.Grants, Starts("evt-")),
        Json<PostedEntry>("grant-entry", TableNames.Grants, Starts("jnl-")),
        Plain("grant-outbox", TableNames.Grants, Starts("out-"), row => OutboxRow.From(row)),
        Json<CommandOutcome>("command-outcome", TableNames.Grants, Starts("cmd-")),
        Plain("command-request", TableNames.Grants, Starts("req-"), row => row.Text("hash")!),
        Json<Look>("look", TableNames.Grants, Starts("see-")),
        Json<Household>("household", TableNames.Households, row => row.Key == "household"),
        Json<HouseholdEntry>("household-request", TableNames.Households, Starts("cmd-")),
        Plain("identity-claim", TableNames.Identities, row => row.Values.ContainsKey("grant"), row => row.Text("grant")!),
        Plain("identity-alike", TableNames.Identities, Starts("G-"), row => row.Key),
        Plain("funding-balance", TableNames.Funding, row => row.Key == ShardBalance.Key, row => ShardBalance.From(row)),
        Plain("funding-reservation", TableNames.Funding, Starts("res-"), row => Reservation.From(row)),
        Plain("funding-shard-amendment", TableNames.Funding, row => row.Partition.Contains('|') && row.Key.StartsWith("amd-", StringComparison.Ordinal), row => ShardAmendment.From(row)),
        Plain("funding-overdrafts", TableNames.Funding, row => row.Key == "overdrafts", row => row.Text("since")!),
        Plain("line-listed", TableNames.Funding, row => row.Partition == "books", row => row.Text("line")!),
        Json<LineBook>("line-book", TableNames.Funding, row => row.Key == "book"),
        Json<PostedEntry>("line-entry", TableNames.Funding, Starts("jnl-")),
        Plain("line-outbox", TableNames.Funding, Starts("out-"), row => row.Values["at"]),
        Json<Amendment>("line-amendment", TableNames.Funding, Starts("amd-")),
        Json<PaymentAttempt>("payment-attempt", TableNames.Payments, Starts("attempt-")),
        Plain("payment-of-uetr", TableNames.Payments, row => row.Partition.StartsWith("uetr-", StringComparison.Ordinal), row => row.Values.Count),
        Plain("payment-of-account", TableNames.Payments, row => row.Partition.StartsWith("account-", StringComparison.Ordinal), row => row.Values.Count),
        Plain("batch-listed", TableNames.Batches, row => row.Partition == "list", row => row.Text("batch")!),
        Plain("due-group", TableNames.Batches, row => row.Partition == "due", row => DueGroup.Parse(row.Key)),
        Json<DueLine>("due-line", TableNames.Batches, row => row.Partition.StartsWith("due|", StringComparison.Ordinal)),
        Json<PaymentBatch>("batch", TableNames.Batches, row => row.Key == "batch"),
        Json<BatchLine>("batch-line", TableNames.Batches, Starts("line-")),
        Json<BatchTally>("batch-tally", TableNames.Batches, Starts("tally-")),
        Json<Look>("bank-file-look", TableNames.Batches, Starts("see-")),
        Json<RequestEntry>("batch-request", TableNames.Batches, Starts("req-")),
        Json<StatementFile>("statement-listed", TableNames.Statements, row => row.Partition == "files"),
        Json<OpenRow>("statement-open-row", TableNames.Statements, row => row.Partition == "open"),
        Plain("statement-inbox", TableNames.Statements, row => row.Partition == "inbox", row => row.Number("tries")!),
        Json<StatementFile>("statement-file", TableNames.Statements, row => row.Key == "file"),
        Json<Pipeline.Statements.StatementEntry>("statement-row", TableNames.Statements, Starts("row-")),
        Json<Dictionary<RowResult, int>>("statement-sums", TableNames.Statements, Starts("sum-")),
        Json<StoredRate>("rate", TableNames.Rates, _ => true),
        Json<EvidenceFile>("evidence-file", TableNames.Evidence, row => row.Values.Count > 0),
        Plain("evidence-use", TableNames.Evidence, Starts("G-"), row => row.Key),
        Json<Supplier>("supplier", TableNames.Suppliers, row => row.Partition == "register"),
        Json<SupplierList>("supplier-list", TableNames.Suppliers, row => row.Partition == "lists"),
        Json<LineUse>("invoice-claim", TableNames.Suppliers, row => row.Key == "claim"),
        Plain("ledger-gate", TableNames.Ledger, row => row.Key is "gate" or "opened", row => row.Key),
        Json<PostedEntry>("ledger-entry", TableNames.Ledger, row => row.Values.ContainsKey("data")),
        Plain("seal-head", TableNames.Seals, row => row.Key == "head", row => row.Text("hash")!),
        Json<Seal>("seal", TableNames.Seals, row => row.Partition == "days"),
        Plain("late-entry", TableNames.Seals, row => row.Partition == "late", row => row.Values.Count),
        Json<StoredChange>("period-change", TableNames.Seals, row => row.Partition == "periods"),
        Plain("balances-whole", TableNames.Seals, row => row.Key == "~whole", row => row.Values.Count),
        Json<IReadOnlyList<BalanceBook.KeptBalance>>("balances", TableNames.Seals, row => row.Partition.StartsWith("balances|", StringComparison.Ordinal)),
        Json<LedgerJob>("job", TableNames.Exports, row => row.Key == "job"),
        Plain("job-sent", TableNames.Exports, row => row.Key == "sent", row => row.Number("slice")!),
        Json<ExportPart>("export-part", TableNames.Exports, Starts("part-")),
        Plain("job-listed", TableNames.Exports, row => row.Partition.Contains('|'), row => row.Text("job")!),
        Plain("clock", TableNames.Views, row => row.Partition == "clock", row => row.Values.Count),
        Json<GrantSummary>("list-line", TableNames.Views, Starts("G-")),
        Json<WaitingMessage>("waiting-message", TableNames.Attention, row => row.Partition == "waiting"),
        Json<UnfinishedWork>("unfinished-work", TableNames.Attention, row => row.Partition == "unfinished"),
        Json<OverdueAnswer>("overdue-answer", TableNames.Attention, row => row.Partition == "overdue"),
        Plain("failure-note", TableNames.Attention, row => row.Partition == "notes", row => row.Text("why")!),
        Json<FailedMessage>("failed-message", TableNames.Attention, row => row.Partition.StartsWith("queue|", StringComparison.Ordinal)),
        Plain("failed-grant", TableNames.Attention, row => row.Partition.StartsWith("grant|", StringComparison.Ordinal), row => row.Text("queue")!),
        Plain("sandbox-payment", TableNames.Sandbox, _ => true, row => SandboxPayment.From(row)),
    ];

    /// <summary>Null where nobody has named it yet.</summary>
    public static RowKind? Of(string table, Row row) => All.FirstOrDefault(kind => kind.Table == table && kind.Is(row));

    private static RowKind Json<T>(string name, string table, Func<Row, bool> @is) => new(name, table, @is, row => JsonSerializer.Serialize(GrantRows.Read<T>(row), GrantJson.Options));

    private static RowKind Plain(string name, string table, Func<Row, bool> @is, Func<Row, object> read) => new(name, table, @is, row =>
    {
        Assert.NotNull(read(row));
        return null;
    });

    private static Func<Row, bool> Starts(string with) => row => row.Key.StartsWith(with, StringComparison.Ordinal);
}
