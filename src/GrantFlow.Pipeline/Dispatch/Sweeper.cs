using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Domain.Waiting;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Versions;
using GrantFlow.Pipeline.Waiting;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Dispatch;

/// <summary>
/// Sends what is older than a minute and still in an outbox, then removes it. It heals the one window nobody else does: a
/// command was stored, its messages were not all sent, and the command itself is in the poison queue. What asks for an answer that is not there by then goes to the list of grants that wait, before it
/// is removed: a process that dies in between lists it again.
/// </summary>
public sealed class Sweeper(ITables tables, IQueues queues, Dispatcher dispatcher, GrantStore grants, WaitingStore waiting, TimeProvider time, ILogger<Sweeper> log)
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
            try
            {
                resent += await Send(row, cancellationToken) ? 1 : 0;
            }
            catch (LaterReleaseException later)
            {
                // A newer host's sweep takes it; here it must not hold up the others.
                log.LogInformation("A message in an outbox is left to a newer host: {Why}", later.Message);
            }
        }

        if (resent > 0)
        {
            log.LogWarning("Sent {Count} outbox messages again that were older than {Age}.", resent, Age);
        }

        return resent;
    }

    /// <summary>Deals with one row. Whether its message was sent again.</summary>
    private async Task<bool> Send(Row row, CancellationToken cancellationToken)
    {
        var sends = false;
        var left = OutboxRow.From(row);
        var grant = GrantId.Parse(row.Partition);
        var key = WaitingMessage.KeyOf(grant, left.Queue, left.Body);
        var present = key is null ? null : (await grants.Find(grant, cancellationToken))?.Grant;
        var awaited = present is null ? null : Awaited.Find(present, key!);
        if ((key is null || IsNeeded(present, awaited)) && dispatcher.SentOf(grant).All(sent => sent.Key != left.Key))
        {
            await queues.Send(left.Queue, left.Body, null, cancellationToken);
            sends = true;
        }

        if (awaited is not null)
        {
            var since = row.Values.TryGetValue(GrantRows.At, out var at) ? (DateTimeOffset)at : time.GetUtcNow();
            await waiting.Add(new WaitingMessage(grant, awaited.Key, left.Queue, left.Body, since, Asked: 0), since + Patience.FirstLook, cancellationToken);
        }

        await tables.Commit(TableNames.Grants, [RowChange.Delete(row with { ETag = null })], cancellationToken);
        dispatcher.Forget(grant, left.Key);
        return sends;
    }

    /// <summary>An answer that is there, or a provider that has the payment, says that the message arrived, whoever sent it. A request to stop may come after that.</summary>
    private static bool IsNeeded(Grant? grant, Awaited? awaited) =>
        awaited is { Kind: AwaitedKind.Screening or AwaitedKind.Funding or AwaitedKind.Handing } || (awaited is not null && grant!.Withdrawing);
}
