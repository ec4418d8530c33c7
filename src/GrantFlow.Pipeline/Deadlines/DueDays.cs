using System.Globalization;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Deadlines;

/// <summary>From which day on the clock still has to look.</summary>
/// <param name="Oldest">No earlier day has a grant that is due.</param>
/// <param name="Passes">How often the grants from before there were due days have been looked for.</param>
/// <param name="PassedOn">When that was last done.</param>
internal sealed record DueMark(DateOnly Oldest, int Passes, DateOnly? PassedOn);

/// <summary>
/// One row that remembers the oldest day which may have a grant that is due. Whoever lists a grant under a past day writes
/// the row as well, if only to change its ETag: so the clock, which goes on from what it read before, cannot pass that day by.
/// </summary>
public sealed class DueDays(ITables tables, TimeProvider time)
{
    private const string Partition = "clock";
    private const string Key = "due";

    internal DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    internal async Task<(DueMark Mark, Row? Row)> Read(CancellationToken cancellationToken)
    {
        var row = await tables.Find(TableNames.Views, Partition, Key, cancellationToken);
        return row is null ? (new DueMark(Today, 0, null), null) : (Mark(row), row);
    }

    /// <summary>Writes what follows from what was read; false when somebody wrote in between.</summary>
    internal async Task<bool> Write(DueMark mark, Row? read, CancellationToken cancellationToken)
    {
        var values = Values(mark);
        return await tables.Commit(TableNames.Views, [read is null ? RowChange.Add(Partition, Key, values) : RowChange.Replace(read, values)], cancellationToken) == CommitOutcome.Committed;
    }

    /// <summary>A grant was listed under this day. Unless it is past already, the clock comes by.</summary>
    internal async Task Listed(DateOnly day, CancellationToken cancellationToken)
    {
        if (day >= Today)
        {
            return;
        }

        while (true)
        {
            var (mark, row) = await Read(cancellationToken);
            if (await Write(mark with { Oldest = day < mark.Oldest ? day : mark.Oldest }, row, cancellationToken))
            {
                return;
            }
        }
    }

    internal static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DueMark Mark(Row row) =>
        new(Day(row.Text("oldest")!), (int)row.Number("passes")!.Value, row.Text("passedOn") is { } passed ? Day(passed) : null);

    private static Dictionary<string, object> Values(DueMark mark)
    {
        var values = new Dictionary<string, object> { ["oldest"] = Text(mark.Oldest), ["passes"] = mark.Passes };
        if (mark.PassedOn is { } passed)
        {
            values["passedOn"] = Text(passed);
        }

        return values;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
