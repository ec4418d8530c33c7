using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Dispatch;

/// <summary>
/// Sends what is older than a minute and still in an outbox, then removes it. It heals the one window nobody else does: a
/// command was stored, its messages were not all sent, and the command itself is in the poison queue.
/// </summary>
public sealed class Sweeper(ITables tables, IQueues queues, Dispatcher dispatcher, TimeProvider time, ILogger<Sweeper> log)
{
    /// <summary>Younger rows belong to a command that is being handled.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    /// <summary>Sweeps once. Returns how many messages were sent again.</summary>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var resent = 0;
        // Tables has no index over row keys of all partitions: this scan costs one request per thousand rows (docs/adr/0004).
        var query = new RowQuery(null, "out-", "out.") { Where = [new Condition(GrantRows.At, "lt", time.GetUtcNow() - Age)] };
        await foreach (var row in tables.Query(TableNames.Grants, query, cancellationToken))
        {
            var waiting = OutboxRow.From(row);
            var grant = GrantId.Parse(row.Partition);
            if (!dispatcher.SentOf(grant).Contains(waiting.Key))
            {
                await queues.Send(waiting.Queue, waiting.Body, null, cancellationToken);
                resent++;
            }

            await tables.Commit(TableNames.Grants, [RowChange.Delete(row with { ETag = null })], cancellationToken);
            dispatcher.Forget(grant, waiting.Key);
        }

        if (resent > 0)
        {
            log.LogWarning("Sent {Count} outbox messages again that were older than {Age}.", resent, Age);
        }

        return resent;
    }
}
