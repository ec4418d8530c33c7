using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>The journals of the grants as they were committed with them: what the ledger is made of, and can be made of again.</summary>
public sealed class GrantJournals(ITables tables)
{
    private static readonly RowQuery All = RowQuery.Prefix("", GrantRows.Journal("")) with { Partition = null };

    /// <summary>An entry of a grant, or null.</summary>
    internal async Task<PostedEntry?> Find(GrantId grant, string entry, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Grants, grant.Value, GrantRows.Journal(entry), cancellationToken) is { } row ? GrantRows.Read<PostedEntry>(row) : null;

    /// <summary>A grant's own, in order.</summary>
    public IAsyncEnumerable<PostedEntry> Of(GrantId grant, CancellationToken cancellationToken) =>
        tables.Query(TableNames.Grants, RowQuery.Prefix(grant.Value, GrantRows.Journal("")), cancellationToken).Select(GrantRows.Read<PostedEntry>);

    /// <summary>Those of all grants, a page at a time.</summary>
    internal async Task<(IReadOnlyList<PostedEntry> Entries, string? Continuation)> Page(int size, string? continuation, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Grants, All, size, continuation, cancellationToken);
        return ([.. page.Rows.Select(GrantRows.Read<PostedEntry>)], page.Continuation);
    }
}
