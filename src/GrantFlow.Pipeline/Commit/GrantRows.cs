using System.Globalization;
using System.Text.Json;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Versions;

namespace GrantFlow.Pipeline.Commit;

/// <summary>
/// The rows of a grant's partition: <c>state</c>, <c>evt-NNNN</c>, <c>jnl-…</c>, <c>out-…</c> (outbox), <c>cmd-…</c> (a
/// command was decided) and <c>req-…</c> (a command was accepted at the door).
/// </summary>
internal static class GrantRows
{
    public const string State = "state";
    public const string Queue = "queue";
    public const string At = "at";

    private const string Data = "data";
    private const int PartLength = StorageLimits.PropertyBytes / sizeof(char);

    public static string Event(int version) => $"evt-{version:D4}";

    public static string Journal(string entryId) => $"jnl-{entryId}";

    public static string Outbox(CommandId command, int number) => $"{OutboxOf(command)}{number:D2}";

    public static string OutboxOf(CommandId command) => $"out-{Suffix(command)}-";

    /// <summary>Somebody looked at the person. Two looks of one person within a tick are one.</summary>
    public static string Look(Look look) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"see-{look.At.UtcTicks:D19}-{Shards.Hash(look.By.Id.Value):x8}");

    public static string Command(CommandId command) => $"cmd-{Suffix(command)}";

    public static string Request(CommandId command) => $"req-{Suffix(command)}";

    public static Dictionary<string, object> StateValues(Grant grant)
    {
        var values = Values(grant);
        values["state"] = grant.State.ToString();
        values["version"] = grant.Version;
        return values;
    }

    /// <summary>A value as the content of a row. Its version is written where there is more than one.</summary>
    public static Dictionary<string, object> Values<T>(T value)
    {
        var values = TextValues(JsonSerializer.Serialize(value, GrantJson.Options));
        if (Upcasts.Known.PresentOf(typeof(T)) is > 1 and var version)
        {
            values[RowVersion.Property] = version;
        }

        return values;
    }

    /// <summary>A text in as many properties as it needs: <c>data</c>, <c>data2</c>, … Twenty lines in an unusual script are longer than one holds.</summary>
    public static Dictionary<string, object> TextValues(string text)
    {
        var values = new Dictionary<string, object>();
        for (var (part, at) = (1, 0); at < text.Length || part == 1; part++, at += PartLength)
        {
            values[Part(part)] = text.Substring(at, Math.Min(PartLength, text.Length - at));
        }

        return values;
    }

    public static string ReadText(Row row)
    {
        var text = row.Text(Data) ?? throw new InvalidOperationException($"Row {row.Partition}/{row.Key} has no data.");
        for (var part = 2; row.Text(Part(part)) is { } more; part++)
        {
            text += more;
        }

        return text;
    }

    /// <summary>The content of a row, of whatever release.</summary>
    /// <exception cref="LaterReleaseException">Only a later release understands it.</exception>
    public static T Read<T>(Row row) => StoredJson.Read<T>(ReadText(row), $"Row {row.Partition}/{row.Key}", RowVersion.Of(row));

    private static string Part(int part) => part == 1 ? Data : string.Create(CultureInfo.InvariantCulture, $"{Data}{part}");

    private static string Suffix(CommandId command) => command.Value[(command.Grant.Value.Length + 1)..];
}
