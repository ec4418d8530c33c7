using System.Text.Json;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Commit;

/// <summary>
/// The rows of a grant's partition: <c>state</c>, <c>evt-NNNN</c>, <c>jnl-…</c>, <c>out-…</c> (outbox), <c>cmd-…</c> (a
/// command was decided) and <c>req-…</c> (a command was accepted at the door).
/// </summary>
internal static class GrantRows
{
    public const string State = "state";
    public const string Data = "data";
    public const string Queue = "queue";
    public const string At = "at";

    public static string Event(int version) => $"evt-{version:D4}";

    public static string Journal(string entryId) => $"jnl-{entryId}";

    public static string Outbox(CommandId command, int number) => $"{OutboxOf(command)}{number:D2}";

    public static string OutboxOf(CommandId command) => $"out-{Suffix(command)}-";

    public static string Command(CommandId command) => $"cmd-{Suffix(command)}";

    public static string Request(CommandId command) => $"req-{Suffix(command)}";

    public static Dictionary<string, object> StateValues(Grant grant) => new()
    {
        [Data] = JsonSerializer.Serialize(grant, GrantJson.Options),
        ["state"] = grant.State.ToString(),
        ["version"] = grant.Version,
    };

    public static T Read<T>(Row row) =>
        JsonSerializer.Deserialize<T>(row.Text(Data) ?? throw new InvalidOperationException($"Row {row.Partition}/{row.Key} has no data."), GrantJson.Options)!;

    private static string Suffix(CommandId command) => command.Value[(command.Grant.Value.Length + 1)..];
}
