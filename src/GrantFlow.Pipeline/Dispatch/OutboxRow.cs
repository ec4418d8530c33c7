using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Dispatch;

/// <summary>A message that is stored with the change it comes from, and sent afterwards.</summary>
/// <param name="Key">Row key: derived from the command, so that a second delivery finds the same rows.</param>
/// <param name="Queue">Where it goes.</param>
/// <param name="Body">The message text.</param>
internal sealed record OutboxRow(string Key, string Queue, string Body)
{
    /// <summary>For which answer it asks (<see cref="Domain.Waiting.Awaited.Key"/>); null where nobody answers. Not stored: the message says it too.</summary>
    public string? Awaits { get; init; }

    public RowChange ToAdd(string partition, DateTimeOffset at)
    {
        var values = GrantRows.TextValues(Body);
        values[GrantRows.Queue] = Queue;
        values[GrantRows.At] = at;
        return RowChange.Add(partition, Key, values);
    }

    public static OutboxRow From(Row row) => new(row.Key, row.Text(GrantRows.Queue)!, GrantRows.ReadText(row));
}
