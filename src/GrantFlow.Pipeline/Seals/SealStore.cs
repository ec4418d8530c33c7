using System.Globalization;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Seals;

/// <summary>How far the ledger is sealed.</summary>
/// <param name="Day">The last sealed day, or the day before the first that will be.</param>
/// <param name="Hash">Its seal's hash; <see cref="Seal.First"/> before the first.</param>
/// <param name="Row">As read.</param>
internal sealed record SealHead(DateOnly Day, string Hash, Row Row);

/// <summary>Seals by day, the last of them, and where entries went that came after their day's seal.</summary>
public sealed class SealStore(ITables tables)
{
    private const string Days = "days", Late = "late", HeadKey = "head", DayFormat = "yyyy-MM-dd";

    /// <summary>The last sealed day, or null while nothing was ever sealed. Days before the first sealed one count as sealed.</summary>
    public async Task<DateOnly?> LastDay(CancellationToken cancellationToken) => (await Head(cancellationToken))?.Day;

    /// <summary>The seal of a day, or null.</summary>
    public async Task<Seal?> Find(DateOnly day, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Seals, Days, Text(day), cancellationToken) is { } row ? Read(row) : null;

    /// <summary>The seals of the days, both inclusive, in order; a day without one is left out.</summary>
    public IAsyncEnumerable<Seal> Read(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        tables.Query(TableNames.Seals, new RowQuery(Days, Text(from), Text(to.AddDays(1))), cancellationToken).Select(Read);

    /// <summary>The day an entry that came late is posted on: what was said first, or else the day after the last sealed one.</summary>
    internal async Task<DateOnly> PlaceLate(PostedEntry entry, CancellationToken cancellationToken)
    {
        if (await tables.Find(TableNames.Seals, Late, entry.Id, cancellationToken) is { } known)
        {
            return DayOf(known);
        }

        var day = await NextOpen(entry, cancellationToken);
        var values = new Dictionary<string, object> { ["day"] = Text(day), ["own"] = Text(entry.PostedOn) };
        return await tables.Commit(TableNames.Seals, [RowChange.Add(Late, entry.Id, values)], cancellationToken) == CommitOutcome.Committed
            ? day
            : DayOf((await tables.Find(TableNames.Seals, Late, entry.Id, cancellationToken))!);
    }

    /// <summary>The day an entry was given that came late; null where none did.</summary>
    internal async Task<DateOnly?> LateDay(string entry, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Seals, Late, entry, cancellationToken) is { } row ? DayOf(row) : null;

    /// <summary>The day was sealed before the entry came in: it is given a later one, unless it was already.</summary>
    internal async Task MoveOn(PostedEntry entry, DateOnly closed, CancellationToken cancellationToken)
    {
        var row = (await tables.Find(TableNames.Seals, Late, entry.Id, cancellationToken))!;
        if (DayOf(row) == closed)
        {
            var values = new Dictionary<string, object>(row.Values) { ["day"] = Text(await NextOpen(entry with { PostedOn = closed }, cancellationToken)) };
            await tables.Commit(TableNames.Seals, [RowChange.Replace(row, values)], cancellationToken);
        }
    }

    /// <summary>Null while nothing was ever sealed.</summary>
    internal async Task<SealHead?> Head(CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Seals, Days, HeadKey, cancellationToken) is { } row ? new SealHead(DayOf(row), row.Text("hash")!, row) : null;

    /// <summary>Says where the chain begins, once.</summary>
    internal Task Begin(DateOnly dayBefore, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Seals, [RowChange.Add(Days, HeadKey, HeadValues(dayBefore, Seal.First))], cancellationToken);

    /// <summary>Writes a seal next to the last one, once. False when another process was first.</summary>
    internal async Task<bool> Add(Seal seal, SealHead head, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var values = GrantRows.Values(seal);
        values["hash"] = seal.Hash;
        values["at"] = at;
        return await tables.Commit(
            TableNames.Seals,
            [RowChange.Add(Days, Text(seal.Day), values), RowChange.Replace(head.Row, HeadValues(seal.Day, seal.Hash))],
            cancellationToken) == CommitOutcome.Committed;
    }

    /// <summary>Between the closing of a day's gates and its seal, the day after is the first that takes entries.</summary>
    private async Task<DateOnly> NextOpen(PostedEntry entry, CancellationToken cancellationToken) =>
        Later((await LastDay(cancellationToken) ?? entry.PostedOn).AddDays(1), entry.PostedOn.AddDays(1));

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static Seal Read(Row row) => GrantRows.Read<Seal>(row);

    private static Dictionary<string, object> HeadValues(DateOnly day, string hash) => new() { ["day"] = Text(day), ["hash"] = hash };

    private static DateOnly DayOf(Row row) => DateOnly.ParseExact(row.Text("day")!, DayFormat, CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
