using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Attention;

/// <summary>Failed messages by queue, and beside them by grant. A message's row is written first and decides; what stands beside it only leads there.</summary>
public sealed class FailureStore(ITables tables)
{
    private const string Standing = "standing";

    /// <summary>The id of a message of a queue.</summary>
    public static string IdOf(string queue, string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{queue}\n{text}")))[..32];

    /// <summary>A failed message, or null.</summary>
    public async Task<FailedMessage?> Find(string queue, string id, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Attention, PartitionOf(queue), id, cancellationToken) is { } row ? GrantRows.Read<FailedMessage>(row) : null;

    /// <summary>A page of the messages of a queue that wait for a person, in order of their ids.</summary>
    /// <exception cref="FormatException">The cursor was not handed out for this queue.</exception>
    public async Task<(IReadOnlyList<FailedMessage> Messages, string? Next)> Open(string queue, int size, string? cursor, CancellationToken cancellationToken)
    {
        var open = new RowQuery(PartitionOf(queue)) { Where = [new Condition(Standing, "eq", nameof(FailedStanding.Open))] };
        var page = await tables.Page(TableNames.Attention, open, size, cursor, cancellationToken);
        // Storage may look at many that are decided, and answer with none and a place to go on.
        while (page is { Rows.Count: 0, Continuation: { } next })
        {
            page = await tables.Page(TableNames.Attention, open, size, next, cancellationToken);
        }

        return ([.. page.Rows.Select(GrantRows.Read<FailedMessage>)], page.Continuation);
    }

    /// <summary>The messages about a grant that wait for a person.</summary>
    public async Task<IReadOnlyList<FailedMessage>> About(GrantId grant, CancellationToken cancellationToken) =>
        await Flagged(grant, cancellationToken).Where(message => message.Standing == FailedStanding.Open).ToListAsync(cancellationToken);

    /// <summary>The message of a command, where it waits for a person or was discarded; null where it did not fail, or was sent again.</summary>
    public async Task<FailedMessage?> Of(CommandId command, CancellationToken cancellationToken) =>
        await Flagged(command.Grant, cancellationToken).FirstOrDefaultAsync(message => message.Queue == QueueNames.Commands && message.MessageId == command.Value, cancellationToken);

    private async IAsyncEnumerable<FailedMessage> Flagged(GrantId grant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in tables.Query(TableNames.Attention, new RowQuery(PartitionOf(grant)), cancellationToken))
        {
            if (await Find(row.Text("queue")!, row.Key, cancellationToken) is { Standing: not FailedStanding.Redriven } message)
            {
                yield return message;
            }
        }
    }

    /// <summary>Changes a message, or adds it where <paramref name="change"/> is given null; null from it changes nothing. Returns it as it stands then.</summary>
    internal async Task<FailedMessage?> Change(string queue, string id, Func<FailedMessage?, FailedMessage?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await tables.Find(TableNames.Attention, PartitionOf(queue), id, cancellationToken);
            var present = row is null ? null : GrantRows.Read<FailedMessage>(row);
            if (change(present) is not { } changed)
            {
                return present;
            }

            var values = GrantRows.Values(changed);
            values[Standing] = changed.Standing.ToString();
            if (await tables.Commit(TableNames.Attention, [row is null ? RowChange.Add(PartitionOf(queue), id, values) : RowChange.Replace(row, values)], cancellationToken) == CommitOutcome.Committed)
            {
                await Flag(changed, cancellationToken);
                return changed;
            }
        }
    }

    private async Task Flag(FailedMessage message, CancellationToken cancellationToken)
    {
        if (message.Grant is { } grant)
        {
            await tables.Commit(
                TableNames.Attention,
                [message.Standing != FailedStanding.Redriven
                    ? RowChange.Upsert(PartitionOf(grant), message.Id, new Dictionary<string, object> { ["queue"] = message.Queue })
                    : RowChange.Delete(new Row(PartitionOf(grant), message.Id, new Dictionary<string, object>()))],
                cancellationToken);
        }
    }

    private static string PartitionOf(string queue) => $"queue|{queue}";

    private static string PartitionOf(GrantId grant) => $"grant|{grant}";
}
