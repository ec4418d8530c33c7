using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Waiting;

/// <summary>The list of work that was begun and is not known to be done: one row each, written before the work's first message. It is as long as what is under way, and no longer.</summary>
public sealed class UnfinishedStore(ITables tables, TimeProvider time)
{
    private const string Unfinished = "unfinished", Due = "due", Overdue = "overdue";

    internal static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(10);

    /// <summary>Work is set off. Also again: then it is looked at anew.</summary>
    internal Task Add(WorkKind kind, string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return tables.Commit(TableNames.Attention, [RowChange.Upsert(Unfinished, $"{kind}-{id}", Values(new UnfinishedWork(kind, id, now, 0, now), now + FirstLook, isOverdue: false))], cancellationToken);
    }

    internal async Task<IReadOnlyList<(UnfinishedWork Work, Row Row)>> DueAt(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        [.. (await tables.Page(TableNames.Attention, new RowQuery(Unfinished) { Where = [new Condition(Due, "lt", now)] }, most, null, cancellationToken)).Rows.Select(row => (GrantRows.Read<UnfinishedWork>(row), row))];

    /// <summary>The first that people should look at.</summary>
    public async Task<IReadOnlyList<UnfinishedWork>> Standing(int most, CancellationToken cancellationToken) =>
        [.. (await tables.Page(TableNames.Attention, new RowQuery(Unfinished) { Where = [new Condition(Overdue, "eq", true)] }, most, null, cancellationToken)).Rows.Select(GrantRows.Read<UnfinishedWork>)];

    /// <summary>It is looked at again later, unless somebody set it off anew or looked meanwhile.</summary>
    internal Task Later(Row row, UnfinishedWork work, DateTimeOffset due, bool isOverdue, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Attention, [RowChange.Replace(row, Values(work, due, isOverdue))], cancellationToken);

    /// <summary>It is done, unless somebody set it off anew meanwhile.</summary>
    internal Task Remove(Row row, CancellationToken cancellationToken) => tables.Commit(TableNames.Attention, [RowChange.Delete(row)], cancellationToken);

    private static Dictionary<string, object> Values(UnfinishedWork work, DateTimeOffset due, bool isOverdue)
    {
        var values = GrantRows.Values(work);
        values[Due] = due;
        values[Overdue] = isOverdue;
        return values;
    }
}
