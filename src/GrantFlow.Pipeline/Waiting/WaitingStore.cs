using System.Globalization;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Waiting;

/// <summary>
/// Grants that wait for an answer, in the order in which they are to be looked at, so that a look at nothing costs one read however many grants there are; and beside them those that wait too long. A grant comes here only
/// when an answer takes longer than a minute.
/// </summary>
public sealed class WaitingStore(ITables tables)
{
    private const string Waiting = "waiting", Overdue = "overdue";

    /// <summary>Lists a grant, to be looked at from a moment on. Twice is once.</summary>
    internal Task Add(WaitingMessage message, DateTimeOffset due, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Attention, [RowChange.Upsert(Waiting, KeyOf(message, due), GrantRows.Values(message))], cancellationToken);

    /// <summary>The first of those that are due.</summary>
    internal async Task<IReadOnlyList<(WaitingMessage Message, Row Row)>> Due(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        [.. (await tables.Page(TableNames.Attention, new RowQuery(Waiting, null, Moment(now)), most, null, cancellationToken)).Rows.Select(row => (GrantRows.Read<WaitingMessage>(row), row))];

    /// <summary>It is looked at again later. False when another host looked at the same time: then that one's word counts.</summary>
    internal async Task<bool> Later(Row row, WaitingMessage message, DateTimeOffset due, CancellationToken cancellationToken) =>
        await tables.Commit(TableNames.Attention, [RowChange.Delete(row), RowChange.Upsert(Waiting, KeyOf(message, due), GrantRows.Values(message))], cancellationToken) == CommitOutcome.Committed;

    /// <summary>The answer is there.</summary>
    internal async Task Remove(Row row, WaitingMessage message, CancellationToken cancellationToken)
    {
        // People may have been asked to look by whoever died before noting it: a bank's answer is never asked for, and may be overdue all the same.
        if (message.Asked > 0 || message.Queue == QueueNames.Payouts)
        {
            await tables.Commit(TableNames.Attention, [RowChange.Delete(new Row(Overdue, KeyOf(message.Grant, message.Key), new Dictionary<string, object>()))], cancellationToken);
        }

        await tables.Commit(TableNames.Attention, [RowChange.Delete(row)], cancellationToken);
    }

    /// <summary>Has people look.</summary>
    internal Task Raise(OverdueAnswer answer, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Attention, [RowChange.Upsert(Overdue, KeyOf(answer.Grant, answer.Key), GrantRows.Values(answer))], cancellationToken);

    /// <summary>The first that people were asked to look at, in order of grants. Some may have been answered since.</summary>
    internal async Task<IReadOnlyList<OverdueAnswer>> Raised(GrantId? grant, int most, CancellationToken cancellationToken) =>
        [.. (await tables.Page(TableNames.Attention, grant is { } one ? RowQuery.Prefix(Overdue, $"{one}-") : new RowQuery(Overdue), most, null, cancellationToken)).Rows.Select(GrantRows.Read<OverdueAnswer>)];

    private static string KeyOf(GrantId grant, string key) => $"{grant}-{key}";

    private static string KeyOf(WaitingMessage message, DateTimeOffset due) => $"{Moment(due)}-{KeyOf(message.Grant, message.Key)}";

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
