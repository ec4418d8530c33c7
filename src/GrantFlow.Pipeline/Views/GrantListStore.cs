using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Views;

/// <summary>
/// Several rows per grant: one in its office's partition, which also remembers what was written last, and one in each list
/// it stands in beside (<see cref="Lists"/>): its state's, the one of the day on which it is due, the deputies'. A list reads
/// one office, or one state after the other; it never scans. These rows' keys carry the version they show: so whoever
/// removes a row removes exactly what was overtaken, whatever others write at that moment.
/// </summary>
public sealed class GrantListStore(ITables tables, DueDays days)
{
    /// <summary>Brings the lists up to a grant's newer line. An older line, arriving late, changes nothing.</summary>
    public Task Show(GrantSummary summary, CancellationToken cancellationToken) => Write(summary, renews: false, cancellationToken);

    /// <summary>As <see cref="Show"/>, but writes also the version that is shown: for lines from before one of the lists was kept.</summary>
    internal Task Renew(GrantSummary summary, CancellationToken cancellationToken) => Write(summary, renews: true, cancellationToken);

    internal Task<RowPage> Page(GrantListPartition partition, GrantFilter filter, int size, string? continuation, CancellationToken cancellationToken) =>
        tables.Page(TableNames.Views, new RowQuery(partition.Value) { Where = filter.Conditions() }, size, continuation, cancellationToken);

    internal IAsyncEnumerable<GrantSummary> All(GrantState state, CancellationToken cancellationToken) =>
        tables.Query(TableNames.Views, new RowQuery(Lists.State(state)), cancellationToken).Select(Read);

    internal IAsyncEnumerable<GrantId> Due(DateOnly day, CancellationToken cancellationToken) =>
        tables.Query(TableNames.Views, new RowQuery(Lists.Due(day)), cancellationToken).Select(row => Read(row).Grant);

    internal static GrantSummary Read(Row row) => GrantRows.Read<GrantSummary>(row);

    private async Task Write(GrantSummary summary, bool renews, CancellationToken cancellationToken)
    {
        while (true)
        {
            var officeRow = await tables.Find(TableNames.Views, Lists.Office(summary.Office), summary.Grant.Value, cancellationToken);
            var shown = officeRow is null ? null : Read(officeRow);
            if (shown?.Version > summary.Version)
            {
                // An earlier try of this one may have stopped half-way.
                await Remove(summary, Lists.Beside(summary), cancellationToken);
                return;
            }

            if (shown?.Version == summary.Version && !renews)
            {
                return;
            }

            // The office row comes last: whatever stops this half-way, the next delivery does all of it again.
            await Move(shown, summary, cancellationToken);
            var last = officeRow is null ? RowChange.Add(Lists.Office(summary.Office), summary.Grant.Value, Values(summary)) : RowChange.Replace(officeRow, Values(summary));
            if (await tables.Commit(TableNames.Views, [last], cancellationToken) == CommitOutcome.Committed)
            {
                return;
            }
        }
    }

    private async Task Move(GrantSummary? shown, GrantSummary summary, CancellationToken cancellationToken)
    {
        var overtaken = shown is null ? [] : Lists.Beside(shown).ToList();
        foreach (var list in Lists.Beside(summary))
        {
            var put = RowChange.Upsert(list, Key(summary), Values(summary));
            // Within one list it is one change, so that nobody sees the grant twice or not at all.
            var replaces = overtaken.Remove(list) && shown!.Version != summary.Version;
            if (!replaces || await tables.Commit(TableNames.Views, [put, Removal(shown!, list)], cancellationToken) != CommitOutcome.Committed)
            {
                await tables.Commit(TableNames.Views, [put], cancellationToken);
            }
        }

        if (summary.DueOn is { } day)
        {
            await days.Listed(day, cancellationToken);
        }

        if (shown is not null)
        {
            await Remove(shown, overtaken, cancellationToken);
        }
    }

    private async Task Remove(GrantSummary overtaken, IReadOnlyList<string> lists, CancellationToken cancellationToken)
    {
        foreach (var list in lists)
        {
            await tables.Commit(TableNames.Views, [Removal(overtaken, list)], cancellationToken);
        }
    }

    private static RowChange Removal(GrantSummary overtaken, string list) =>
        RowChange.Delete(new Row(list, Key(overtaken), new Dictionary<string, object>()));

    private static string Key(GrantSummary summary) => string.Create(CultureInfo.InvariantCulture, $"{summary.Grant}-{summary.Version:D6}");

    private static Dictionary<string, object> Values(GrantSummary summary)
    {
        var values = GrantRows.Values(summary);
        values["state"] = summary.State.ToString();
        values["programme"] = summary.Programme.Value;
        if (summary.Next is { } next)
        {
            values["next"] = next.ToString();
        }

        if (summary.Escalated is not null)
        {
            values["escalated"] = true;
        }

        if (summary.Repairs is not null)
        {
            values["repairs"] = true;
        }

        return values;
    }
}
