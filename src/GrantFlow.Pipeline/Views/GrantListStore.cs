using System.Globalization;
using System.Text.Json;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Views;

/// <summary>
/// Two rows per grant: one in its office's partition, which also remembers what was written last, and one in its state's
/// partition. A list reads one office, or one state after the other; it never scans. The state row's key carries the
/// version it shows: so whoever removes a row removes exactly what was overtaken, whatever others write at that moment.
/// </summary>
public sealed class GrantListStore(ITables tables)
{
    /// <summary>Brings the lists up to a grant's newer line. An older line, arriving late, changes nothing.</summary>
    public async Task Show(GrantSummary summary, CancellationToken cancellationToken)
    {
        while (true)
        {
            var officeRow = await tables.Find(TableNames.Views, Office(summary.Office), summary.Grant.Value, cancellationToken);
            var shown = officeRow is null ? null : Read(officeRow);
            if (shown is not null && shown.Version >= summary.Version)
            {
                if (shown.Version > summary.Version)
                {
                    // An earlier try of this one may have stopped half-way.
                    await Remove(summary, cancellationToken);
                }

                return;
            }

            // The office row comes last: whatever stops this half-way, the next delivery does all of it again.
            await Move(shown, summary, cancellationToken);
            var last = officeRow is null ? RowChange.Add(Office(summary.Office), summary.Grant.Value, Values(summary)) : RowChange.Replace(officeRow, Values(summary));
            if (await tables.Commit(TableNames.Views, [last], cancellationToken) == CommitOutcome.Committed)
            {
                return;
            }
        }
    }

    internal Task<RowPage> Page(GrantListPartition partition, GrantFilter filter, int size, string? continuation, CancellationToken cancellationToken) =>
        tables.Page(TableNames.Views, new RowQuery(partition.Value) { Where = filter.Conditions() }, size, continuation, cancellationToken);

    internal IAsyncEnumerable<GrantSummary> Expired(GrantState state, DateOnly today, CancellationToken cancellationToken) =>
        tables.Query(TableNames.Views, new RowQuery(State(state)) { Where = [new Condition("expiresOn", "lt", Day(today))] }, cancellationToken).Select(Read);

    internal static GrantSummary Read(Row row) => JsonSerializer.Deserialize<GrantSummary>(row.Text("data")!, GrantJson.Options)!;

    internal static string Office(OfficeId office) => $"office|{office}";

    internal static string State(GrantState state) => $"state|{state}";

    private async Task Move(GrantSummary? shown, GrantSummary summary, CancellationToken cancellationToken)
    {
        var put = RowChange.Upsert(State(summary.State), StateKey(summary), Values(summary));
        // Within one list it is one change, so that nobody sees the grant twice or not at all.
        if (shown?.State == summary.State && await tables.Commit(TableNames.Views, [put, Removal(shown)], cancellationToken) == CommitOutcome.Committed)
        {
            return;
        }

        await tables.Commit(TableNames.Views, [put], cancellationToken);
        if (shown is not null)
        {
            await Remove(shown, cancellationToken);
        }
    }

    private Task<CommitOutcome> Remove(GrantSummary overtaken, CancellationToken cancellationToken) =>
        tables.Commit(TableNames.Views, [Removal(overtaken)], cancellationToken);

    private static RowChange Removal(GrantSummary overtaken) =>
        RowChange.Delete(new Row(State(overtaken.State), StateKey(overtaken), new Dictionary<string, object>()));

    private static string StateKey(GrantSummary summary) => string.Create(CultureInfo.InvariantCulture, $"{summary.Grant}-{summary.Version:D6}");

    private static Dictionary<string, object> Values(GrantSummary summary)
    {
        var values = new Dictionary<string, object>
        {
            ["data"] = JsonSerializer.Serialize(summary, GrantJson.Options),
            ["state"] = summary.State.ToString(),
            ["programme"] = summary.Programme.Value,
        };
        if (summary.Next is { } next)
        {
            values["next"] = next.ToString();
        }

        if (summary.ExpiresOn is { } expires)
        {
            values["expiresOn"] = Day(expires);
        }

        return values;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
