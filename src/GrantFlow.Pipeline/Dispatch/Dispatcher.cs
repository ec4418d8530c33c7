using System.Collections.Concurrent;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Dispatch;

/// <summary>
/// Sends outbox rows to their queues. Rows stay until the grant's next commit takes them away, or the sweeper: sending
/// twice is harmless, sending never is not. A row that asks for an answer stays until that is there, or until the sweeper puts the grant on the list of those that wait.
/// </summary>
public sealed class Dispatcher(ITables tables, IQueues queues)
{
    /// <summary>How many grants this process remembers; forgetting one costs a re-send by the sweeper, nothing else.</summary>
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<GrantId, IReadOnlyList<SentRow>> _sent = new();

    /// <summary>Rows of this grant that this process has sent and that are still stored.</summary>
    internal IReadOnlyList<SentRow> SentOf(GrantId grant) => _sent.GetValueOrDefault(grant, []);

    internal void Forget(GrantId grant) => _sent.TryRemove(grant, out _);

    /// <summary>One of them is no longer stored.</summary>
    internal void Forget(GrantId grant, string key)
    {
        while (_sent.TryGetValue(grant, out var keys) && keys.Any(row => row.Key == key))
        {
            if (_sent.TryUpdate(grant, [.. keys.Where(other => other.Key != key)], keys))
            {
                return;
            }
        }
    }

    /// <summary>Sends a commit's rows, and remembers them with those of before that it left.</summary>
    internal async Task Send(GrantId grant, IReadOnlyList<OutboxRow> rows, IReadOnlyList<SentRow> kept, CancellationToken cancellationToken)
    {
        await Task.WhenAll(rows.Select(row => queues.Send(row.Queue, row.Body, null, cancellationToken)));
        if (_sent.Count > Remembered)
        {
            _sent.Clear();
        }

        _sent[grant] = [.. kept, .. rows.Select(row => new SentRow(row.Key, row.Awaits))];
    }

    /// <summary>Sends what a refusal left. The grant's next commit does not know of it: the sweeper takes it away.</summary>
    internal Task SendAside(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken) => Task.WhenAll(rows.Select(row => queues.Send(row.Queue, row.Body, null, cancellationToken)));

    /// <summary>Sends again what a command that was decided before left in the outbox.</summary>
    internal async Task Resend(CommandId command, CancellationToken cancellationToken)
    {
        var rows = await tables.Query(TableNames.Grants, RowQuery.Prefix(command.Grant.Value, GrantRows.OutboxOf(command)), cancellationToken)
            .Select(OutboxRow.From).ToListAsync(cancellationToken);
        await Task.WhenAll(rows.Select(row => queues.Send(row.Queue, row.Body, null, cancellationToken)));
    }
}

/// <summary>A row that was sent and is still stored.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Awaits">For which answer it asks; null where nobody answers.</param>
internal sealed record SentRow(string Key, string? Awaits);
