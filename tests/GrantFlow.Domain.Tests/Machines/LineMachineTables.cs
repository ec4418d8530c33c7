using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests.Support;

namespace GrantFlow.Domain.Tests.Machines;

/// <summary>Where every trigger leads a line, a batch or a period, written down a second time, by hand. What is not in a table is refused.</summary>
internal static class LineMachineTables
{
    private const string InKindTable = """
        state     | trigger | next
        Planned   | Order   | Ordered
        Planned   | Cancel  | Cancelled
        Ordered   | Deliver | Delivered
        Ordered   | Dispute | Disputed
        Ordered   | Cancel  | Cancelled
        Delivered | Accept  | Accepted
        Delivered | Dispute | Disputed
        Accepted  | Settle  | Settled
        Disputed  | Order   | Ordered
        Disputed  | Cancel  | Cancelled
        """;

    private const string CashTable = """
        state      | trigger  | next
        Planned    | FallDue  | Due
        Planned    | Cancel   | Cancelled
        Due        | Release  | Released
        Due        | SettleLate | Paid
        Due        | Cancel   | Cancelled
        Released   | Instruct | Instructed
        Released   | Doubt    | Unknown
        Released   | Fail     | Failed
        Instructed | Settle   | Paid
        Instructed | Doubt    | Unknown
        Instructed | Fail     | Failed
        Instructed | Return   | Returned
        Unknown    | Instruct | Instructed
        Unknown    | Settle   | Paid
        Unknown    | Fail     | Failed
        Unknown    | Return   | Returned
        Failed     | Reroute  | Due
        Failed     | Retry    | Due
        Failed     | SettleLate | Paid
        Failed     | Cancel   | Cancelled
        Paid       | Return   | Returned
        Returned   | Reroute  | Due
        Returned   | GiveBack | GivenBack
        """;

    private const string BatchTable = """
        state            | trigger    | next
        Draft            | Release    | Released
        Draft            | Cancel     | Cancelled
        Released         | Send       | Sent
        Released         | SettleSome | PartiallySettled
        Released         | SettleAll  | Settled
        Released         | Fail       | Failed
        Sent             | SettleSome | PartiallySettled
        Sent             | SettleAll  | Settled
        Sent             | Fail       | Failed
        PartiallySettled | SettleAll  | Settled
        PartiallySettled | Fail       | Failed
        Settled          | SettleSome | PartiallySettled
        Settled          | Fail       | Failed
        Failed           | SettleSome | PartiallySettled
        Failed           | SettleAll  | Settled
        """;

    private const string PeriodTable = """
        state          | trigger         | next
        Open           | SoftClose       | SoftClosed
        Open           | Close           | Closed
        SoftClosed     | UndoSoftClose   | Open
        SoftClosed     | Close           | Closed
        Closed         | AskReopening    | ReopeningAsked
        ReopeningAsked | AgreeReopening  | SoftClosed
        ReopeningAsked | RejectReopening | Closed
        """;

    public static IReadOnlyDictionary<(InKindState, InKindTrigger), InKindState> InKind { get; } = Read<InKindState, InKindTrigger>(InKindTable);

    public static IReadOnlyDictionary<(CashState, CashTrigger), CashState> Cash { get; } = Read<CashState, CashTrigger>(CashTable);

    public static IReadOnlyDictionary<(BatchState, BatchTrigger), BatchState> Batch { get; } = Read<BatchState, BatchTrigger>(BatchTable);

    public static IReadOnlyDictionary<(PeriodState, PeriodTrigger), PeriodState> Period { get; } = Read<PeriodState, PeriodTrigger>(PeriodTable);

    private static Dictionary<(TState, TTrigger), TState> Read<TState, TTrigger>(string table)
        where TState : struct, Enum
        where TTrigger : struct, Enum =>
        TextTable.Rows(table).ToDictionary(row => (Enum.Parse<TState>(row[0]), Enum.Parse<TTrigger>(row[1])), row => Enum.Parse<TState>(row[2]));
}
