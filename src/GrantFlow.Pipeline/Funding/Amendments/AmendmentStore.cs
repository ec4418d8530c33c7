using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Funding.Amendments;

/// <summary>The amendments of funding lines, each in a row of its line's partition.</summary>
public sealed class AmendmentStore(ITables tables)
{
    /// <summary>The most of one line: after that its agreement is due for other rules.</summary>
    public const int MostOfALine = 500;

    private const string State = "state", Hash = "hash";

    /// <summary>An amendment, or null.</summary>
    public async Task<Amendment?> Find(FundingLineId line, AmendmentId id, CancellationToken cancellationToken) =>
        await FindRow(line, id, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>All of a line, the oldest first.</summary>
    public async Task<IReadOnlyList<Amendment>> Of(FundingLineId line, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Funding, RowQuery.Prefix(LineRows.Partition(line), LineRows.AmendmentPrefix), 2 * MostOfALine, null, cancellationToken);
        return [.. page.Rows.Select(Read).OrderBy(one => one.ProposedAt).ThenBy(one => one.Id.Value, StringComparer.Ordinal)];
    }

    internal Task<Row?> FindRow(FundingLineId line, AmendmentId id, CancellationToken cancellationToken) =>
        tables.Find(TableNames.Funding, LineRows.Partition(line), LineRows.Amendment(id), cancellationToken);

    /// <summary>Those that were agreed and are not with the line yet.</summary>
    internal IAsyncEnumerable<Amendment> Waiting(FundingLineId line, CancellationToken cancellationToken) => tables
        .Query(TableNames.Funding, RowQuery.Prefix(LineRows.Partition(line), LineRows.AmendmentPrefix) with { Where = [new Condition(State, "eq", nameof(AmendmentState.Agreed))] }, cancellationToken)
        .Select(Read);

    /// <summary>Puts a new one on file. False when there is one under its id.</summary>
    internal async Task<bool> Add(Amendment amendment, string hash, CancellationToken cancellationToken) =>
        await tables.Commit(TableNames.Funding, [RowChange.Add(LineRows.Partition(amendment.Line), LineRows.Amendment(amendment.Id), Values(amendment, hash))], cancellationToken) == CommitOutcome.Committed;

    /// <summary>Writes it as it stands now, with what else is in its transaction. False when it moved meanwhile.</summary>
    internal async Task<bool> Change(Row read, Amendment amendment, IEnumerable<RowChange> with, CancellationToken cancellationToken) =>
        await tables.Commit(TableNames.Funding, [RowChange.Replace(read, Values(amendment, HashOf(read))), .. with], cancellationToken) == CommitOutcome.Committed;

    internal static Amendment Read(Row row) => GrantRows.Read<Amendment>(row);

    /// <summary>What makes the request that made it the same as another.</summary>
    internal static string HashOf(Row row) => row.Text(Hash)!;

    private static Dictionary<string, object> Values(Amendment amendment, string hash)
    {
        var values = GrantRows.Values(amendment);
        values[State] = amendment.State.ToString();
        values[Hash] = hash;
        return values;
    }
}
