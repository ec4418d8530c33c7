using System.Text.Json;
using GrantFlow.Pipeline.Funding.Books;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings;

/// <summary>
/// Proves that the ledger is the sum of the journals of the grants and of the funding lines themselves, and names what is not: each entry of theirs is looked up in the ledger, then each of the ledger with them. It
/// reads a page at a time and stops after a bounded number of pages, to go on where it stopped.
/// </summary>
public sealed class LedgerReconciliation(GrantJournals journals, LedgerStore ledger, SealStore seals, PeriodBook periods, TimeProvider time)
{
    /// <summary>How young an entry may be to count as still on its way.</summary>
    public static readonly TimeSpan Delivery = TimeSpan.FromMinutes(15);

    private const int PageSize = 100, PagesAtOnce = 50, LookupsAtOnce = 16;

    /// <summary>Compares the entries of the days, both inclusive, from where the part before stopped.</summary>
    /// <exception cref="FormatException"><paramref name="after"/> was not handed out for these days.</exception>
    public async Task<ReconciledPart> Run(DateOnly from, DateOnly to, string? after, CancellationToken cancellationToken)
    {
        var part = new ReconciledPart();
        var place = after is null ? ReconciliationPlace.Start : ReconciliationPlace.Parse(after, from, to);
        for (var pages = 0; pages < PagesAtOnce && place is not null; pages++)
        {
            var continuation = place.Day is { } day
                ? await CompareLedger(part, day, place, cancellationToken)
                : await CompareJournals(part, from, to, place, cancellationToken);
            place = place.After(continuation, from, to);
        }

        part.Next = place?.ToString();
        return part;
    }

    private async Task<string?> CompareJournals(ReconciledPart part, DateOnly from, DateOnly to, ReconciliationPlace place, CancellationToken cancellationToken)
    {
        var (entries, continuation) = await journals.Page(PageSize, place.Continuation, cancellationToken);
        foreach (var some in entries.Where(entry => entry.PostedOn >= from && entry.PostedOn <= to).Chunk(LookupsAtOnce))
        {
            foreach (var (entry, late, expected, row) in await Task.WhenAll(some.Select(entry => LookUp(entry, cancellationToken))))
            {
                part.Journals.Add(entry);
                part.Late += late is null ? 0 : 1;
                part.OnTheWay += row is null && IsYoung(entry) ? 1 : 0;
                part.Add(Compare(entry, expected, row));
            }
        }

        return continuation;
    }

    /// <summary>The day an entry was given that came late, how it should stand in the ledger, and the row that stands there.</summary>
    private async Task<(PostedEntry Entry, DateOnly? Late, PostedEntry Expected, Row? Row)> LookUp(PostedEntry entry, CancellationToken cancellationToken)
    {
        if (await ledger.Find(entry, cancellationToken) is { } row)
        {
            return (entry, null, await ledger.Place(entry, entry.PostedOn, cancellationToken), row);
        }

        var late = await seals.LateDay(entry.Id, cancellationToken);
        var expected = await ledger.Place(entry, late ?? entry.PostedOn, cancellationToken);
        return (entry, late, expected, late is null ? null : await ledger.Find(expected, cancellationToken));
    }

    private LedgerDifference? Compare(PostedEntry entry, PostedEntry expected, Row? row)
    {
        if (row is null)
        {
            return IsYoung(entry) ? null : new(LedgerFault.Missing, entry.Id, entry.PostedOn, $"The {Owner(entry)} has this entry and the ledger has not. Where its message is in a poison queue, have it sent again.");
        }

        return ledger.Read(row) is { } posted && Text(posted) == Text(expected)
            ? null
            : new(LedgerFault.Different, entry.Id, entry.PostedOn, $"The ledger's row says something else than the {Owner(entry)}'s entry.");
    }

    private async Task<string?> CompareLedger(ReconciledPart part, DateOnly day, ReconciliationPlace place, CancellationToken cancellationToken)
    {
        var page = await ledger.Page(day, place.Shard, PageSize, place.Continuation, cancellationToken);
        foreach (var some in page.Rows.Chunk(LookupsAtOnce))
        {
            foreach (var (entry, difference) in await Task.WhenAll(some.Select(row => Trace(row, day, cancellationToken))))
            {
                if (entry is not null)
                {
                    part.Ledger.Add(entry);
                }

                part.Add(difference);
            }
        }

        return page.Continuation;
    }

    /// <summary>What an entry says is compared from the journal's side; here it is whether it belongs there at all.</summary>
    private async Task<(PostedEntry? Entry, LedgerDifference? Difference)> Trace(Row row, DateOnly day, CancellationToken cancellationToken)
    {
        if (ledger.Read(row) is not { } entry)
        {
            return (null, new(LedgerFault.Different, row.Key, day, "The row cannot be read, or stands where its content does not belong."));
        }

        if (await journals.Find(entry.Id, cancellationToken) is not { } own || own.Grant != entry.Grant)
        {
            return (entry, new(LedgerFault.Unknown, entry.Id, day, $"The ledger has this entry and no {(LineRows.PartitionOf(entry.Id) is null ? "grant" : "funding line")} does."));
        }

        if (entry.PostedOn != own.PostedOn && (await seals.LateDay(entry.Id, cancellationToken) != entry.PostedOn || await ledger.Find(own, cancellationToken) is not null))
        {
            return (entry, new(LedgerFault.Twice, entry.Id, day, $"The {Owner(entry)}'s entry is of {own.PostedOn:yyyy-MM-dd}, and nothing says that this day is the only one it was given."));
        }

        return (await periods.For(day, cancellationToken)).IsClosed(entry.Period, day)
            ? (entry, new(LedgerFault.PeriodClosed, entry.Id, day, $"The entry counts in {entry.Period}, which was closed for what is posted on this day."))
            : (entry, null);
    }

    private static string Owner(PostedEntry entry) => entry.Grant is null ? "funding line" : "grant";

    private bool IsYoung(PostedEntry entry) => time.GetUtcNow() - entry.At < Delivery;

    private static string Text(PostedEntry entry) => JsonSerializer.Serialize(entry, GrantJson.Options);
}
