using System.Globalization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>
/// The rows of a batch's partition: <c>batch</c>, <c>line-…</c> for each payment, <c>req-…</c> (something was asked of it under a key), and <c>tally-…</c>: its lines counted by
/// state, in shards, so that answers to many lines at once do not wait for each other.
/// </summary>
internal static class BatchRows
{
    public const string Batch = "batch";
    public const string LinePrefix = "line-";
    public const string TallyPrefix = "tally-";

    /// <summary>How many lines one transaction changes: with every shard, the batch and a request they are its 100 rows at most.</summary>
    public const int Step = 80;

    private const int TallyShards = 8;
    private const string StateProperty = "state";

    public static string Line(PaymentId payment) => $"{LinePrefix}{payment}";

    public static string Request(string key) => $"req-{key}";

    public static Dictionary<string, object> LineValues(BatchLine line)
    {
        var values = GrantRows.Values(line);
        values[StateProperty] = line.State.ToString();
        return values;
    }

    /// <summary>Lines in one state.</summary>
    public static Condition In(BatchLineState state) => new(StateProperty, "eq", state.ToString());

    public static string Tally(PaymentId payment) => string.Create(CultureInfo.InvariantCulture, $"{TallyPrefix}{Shards.Hash(payment.Value) % TallyShards}");
}
