using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Funding.Books;

/// <summary>
/// The rows of a funding line's own partition, beside those of its shards: <c>book</c> (how its own entries stand), <c>jnl-…</c> (the entries), <c>out-…</c> (entries that may not have been
/// sent to the ledger yet) and <c>amd-…</c> (amendments). One partition more lists the lines that have a book.
/// </summary>
internal static class LineRows
{
    public const string Book = "book";

    /// <summary>The partition with a row for each line that has a book.</summary>
    public const string Books = "books";

    public const string OutboxPrefix = "out-";

    public const string AmendmentPrefix = "amd-";

    public static string Partition(FundingLineId line) => LineBook.IdOf(line);

    public static string Outbox(string entry) => OutboxPrefix + entry;

    public static string Amendment(AmendmentId id) => $"{AmendmentPrefix}{id}";

    /// <summary>An entry's partition out of its id; null where it is none of a funding line.</summary>
    public static string? PartitionOf(string entry) => entry.LastIndexOf('-') is > 0 and var last && LineBook.IsId(entry[..last]) ? entry[..last] : null;

    /// <summary>The changes that bring an entry into the line's partition, and the book up to it.</summary>
    public static IEnumerable<RowChange> Post(string partition, Row? book, LinePosted posted, DateTimeOffset at)
    {
        var values = GrantRows.Values(posted.Book);
        yield return book is null ? RowChange.Add(partition, Book, values) : RowChange.Replace(book, values);
        yield return RowChange.Add(partition, GrantRows.Journal(posted.Entry.Id), GrantRows.Values(PostedEntry.From(posted.Entry, at)));
        yield return RowChange.Add(partition, Outbox(posted.Entry.Id), new Dictionary<string, object> { [GrantRows.At] = at });
    }
}
