using System.Text.Json.Serialization;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Postings;

/// <summary>A journal entry on its way to the ledger, with the moment that orders it within its day.</summary>
/// <param name="Id">The entry's id; deterministic.</param>
/// <param name="Kind">Why it is posted.</param>
/// <param name="PostedOn">Posting day in UTC.</param>
/// <param name="At">The moment of the event (UTC).</param>
/// <param name="Grant">The grant; null when the entry is the funding line's own.</param>
/// <param name="Line">The grant's line, or null.</param>
/// <param name="Programme">The programme.</param>
/// <param name="FundingLine">The funding line.</param>
/// <param name="EventId">The event that caused it.</param>
/// <param name="Postings">Balanced.</param>
public sealed record PostedEntry(
    string Id, EntryKind Kind, DateOnly PostedOn, DateTimeOffset At, GrantId? Grant, LineId? Line, ProgrammeId Programme, FundingLineId FundingLine, string EventId, IReadOnlyList<Posting> Postings)
{
    /// <summary>The country office that had the grant; null where none was chosen yet, and in entries from before it was kept.</summary>
    public OfficeId? Office { get; init; }

    /// <summary>The entry that this one takes back, or null.</summary>
    public string? Corrects { get; init; }

    /// <summary>What it was paid as in another currency; null where nothing was converted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaidAs? PaidAs { get; init; }

    /// <summary>The period it counts in when that is not the posting day's: it came late and its own month was still open, or the posting day's month does not take it any more.</summary>
    public AccountingPeriod? LateFor { get; init; }

    /// <summary>The period it counts in.</summary>
    [JsonIgnore]
    public AccountingPeriod Period => LateFor ?? AccountingPeriod.Of(PostedOn);

    /// <summary>The same as it stands in the ledger.</summary>
    /// <param name="day">The day it is placed on: its own, or a later one where that was sealed before it came.</param>
    /// <param name="periods">What was done with periods, as it holds for that day.</param>
    public PostedEntry PlacedOn(DateOnly day, PeriodHistory periods) =>
        this with { PostedOn = day, LateFor = periods.PeriodOf(PostedOn, day) is var period && period != AccountingPeriod.Of(day) ? period : null };

    /// <summary>An entry as decided, at the moment of its event.</summary>
    public static PostedEntry From(JournalEntry entry, DateTimeOffset at) =>
        new(entry.Id, entry.Kind, entry.PostedOn, at, entry.Grant, entry.Line, entry.Programme, entry.FundingLine, entry.EventId, entry.Postings)
        {
            Office = entry.Office,
            Corrects = entry.Corrects,
            PaidAs = entry.PaidAs,
        };
}
