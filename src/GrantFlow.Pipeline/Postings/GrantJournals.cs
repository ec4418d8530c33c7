using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>The journals of the grants as they were committed with them, and those of the funding lines themselves: what the ledger is made of, and can be made of again.</summary>
public sealed class GrantJournals(ITables tables)
{
    private static readonly RowQuery All = RowQuery.Prefix("", GrantRows.Journal("")) with { Partition = null };

    /// <summary>Begins a place among the funding lines' journals, which come after the grants'. No store's own places begin with it.</summary>
    private const string Lines = "~";

    /// <summary>An entry by its id, of a grant or of a funding line itself; null where neither has it.</summary>
    internal async Task<PostedEntry?> Find(string entry, CancellationToken cancellationToken)
    {
        var (table, partition) = GrantId.TryParse(GrantOf(entry), out var grant) ? (TableNames.Grants, grant.Value) : (TableNames.Funding, LineRows.PartitionOf(entry));
        return partition is not null && await tables.Find(table, partition, GrantRows.Journal(entry), cancellationToken) is { } row ? GrantRows.Read<PostedEntry>(row) : null;
    }

    /// <summary>A grant's own, in order.</summary>
    public IAsyncEnumerable<PostedEntry> Of(GrantId grant, CancellationToken cancellationToken) => In(TableNames.Grants, grant.Value, cancellationToken);

    /// <summary>A funding line's own, in order: what its agreement holds, and how that changed.</summary>
    public IAsyncEnumerable<PostedEntry> Of(FundingLineId line, CancellationToken cancellationToken) => In(TableNames.Funding, LineBook.IdOf(line), cancellationToken);

    /// <summary>Those of all grants and then of all funding lines, a page at a time.</summary>
    internal async Task<(IReadOnlyList<PostedEntry> Entries, string? Continuation)> Page(int size, string? continuation, CancellationToken cancellationToken)
    {
        if (continuation?.StartsWith(Lines, StringComparison.Ordinal) == true)
        {
            return await PageOfLine(continuation[Lines.Length..] is { Length: > 0 } after ? after : null, cancellationToken);
        }

        var page = await tables.Page(TableNames.Grants, All, size, continuation, cancellationToken);
        return ([.. page.Rows.Select(GrantRows.Read<PostedEntry>)], page.Continuation ?? Lines);
    }

    /// <summary>One line's at a time: there are few, since only its rules and its amendments post them.</summary>
    private async Task<(IReadOnlyList<PostedEntry> Entries, string? Continuation)> PageOfLine(string? after, CancellationToken cancellationToken)
    {
        var page = await tables.Page(TableNames.Funding, new RowQuery(LineRows.Books), 1, after, cancellationToken);
        var entries = page.Rows is [var book, ..] ? await In(TableNames.Funding, book.Key, cancellationToken).ToListAsync(cancellationToken) : [];
        return (entries, page.Continuation is { } more ? Lines + more : null);
    }

    private IAsyncEnumerable<PostedEntry> In(string table, string partition, CancellationToken cancellationToken) =>
        tables.Query(table, RowQuery.Prefix(partition, GrantRows.Journal("")), cancellationToken).Select(GrantRows.Read<PostedEntry>);

    /// <summary>An entry's id is its grant's with the numbers of the event and of the entry.</summary>
    private static string GrantOf(string id) => id.LastIndexOf('-') is > 0 and var last && id.LastIndexOf('-', last - 1) is > 0 and var before ? id[..before] : "";
}
