using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Postings;

/// <summary>A journal entry on its way to the ledger, with the moment that orders it within its day.</summary>
/// <param name="Id">The entry's id; deterministic.</param>
/// <param name="Kind">Why it is posted.</param>
/// <param name="PostedOn">Posting day in UTC.</param>
/// <param name="At">The moment of the event (UTC).</param>
/// <param name="Grant">The grant.</param>
/// <param name="Line">The grant's line, or null.</param>
/// <param name="Programme">The programme.</param>
/// <param name="FundingLine">The funding line.</param>
/// <param name="EventId">The event that caused it.</param>
/// <param name="Postings">Balanced.</param>
public sealed record PostedEntry(
    string Id, EntryKind Kind, DateOnly PostedOn, DateTimeOffset At, GrantId Grant, LineId? Line, ProgrammeId Programme, FundingLineId FundingLine, string EventId, IReadOnlyList<Posting> Postings)
{
    /// <summary>An entry as decided, at the moment of its event.</summary>
    public static PostedEntry From(JournalEntry entry, DateTimeOffset at) =>
        new(entry.Id, entry.Kind, entry.PostedOn, at, entry.Grant, entry.Line, entry.Programme, entry.FundingLine, entry.EventId, entry.Postings);
}
