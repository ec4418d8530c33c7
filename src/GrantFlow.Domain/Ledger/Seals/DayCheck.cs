namespace GrantFlow.Domain.Ledger.Seals;

/// <summary>A row of a file.</summary>
/// <param name="Number">The first after the header is 1.</param>
/// <param name="Entry">The entry's id as the row has it.</param>
/// <param name="Leaf">The hash of what the row says, 64 lower-case hex digits.</param>
public sealed record FileRow(long Number, string Entry, string Leaf);

/// <summary>Holds a day's rows of a file against the rows that were sealed.</summary>
public static class DayCheck
{
    /// <summary>The first difference, or null when the file has every sealed row in its place and no other.</summary>
    public static Finding? Whole(DateOnly day, IReadOnlyList<SealedLeaf> sealedRows, IReadOnlyList<FileRow> rows)
    {
        var at = 0;
        while (at < rows.Count && at < sealedRows.Count && rows[at].Leaf == sealedRows[at].Leaf)
        {
            at++;
        }

        var row = at < rows.Count ? rows[at] : null;
        var expected = at < sealedRows.Count ? sealedRows[at] : null;
        return (row, expected) switch
        {
            (null, null) => null,
            (null, { } missing) => Missing(day, missing, rows.Count == 0 ? null : rows[^1].Number + 1),
            ({ } added, null) => TooMuch(day, added, sealedRows, rows),
            ({ } other, { } one) => Differs(day, other, one, sealedRows, rows),
        };
    }

    /// <summary>For a file that holds a choice of rows: the first that was never sealed, or null. What the choice left out cannot be told.</summary>
    public static Finding? Part(DateOnly day, IReadOnlyList<SealedLeaf> sealedRows, IReadOnlyList<FileRow> rows)
    {
        var known = sealedRows.Select(leaf => leaf.Leaf).ToHashSet();
        var entries = sealedRows.Select(leaf => leaf.Entry).ToHashSet();
        var seen = new HashSet<string>();
        foreach (var row in rows)
        {
            if (!known.Contains(row.Leaf))
            {
                return entries.Contains(row.Entry) ? Altered(day, row, row.Entry) : Added(day, row);
            }

            if (!seen.Add(row.Leaf) && sealedRows.Count(leaf => leaf.Leaf == row.Leaf) < rows.Count(other => other.Leaf == row.Leaf))
            {
                return Repeated(day, row);
            }
        }

        return null;
    }

    private static Finding Differs(DateOnly day, FileRow row, SealedLeaf expected, IReadOnlyList<SealedLeaf> sealedRows, IReadOnlyList<FileRow> rows)
    {
        var (here, there) = (rows.Count(other => other.Leaf == expected.Leaf), sealedRows.Count(other => other.Leaf == expected.Leaf));
        var wasSealed = sealedRows.Any(leaf => leaf.Leaf == row.Leaf);
        if (!wasSealed && here < there)
        {
            return row.Entry == expected.Entry || rows.Count == sealedRows.Count ? Altered(day, row, expected.Entry)
                : rows.Count > sealedRows.Count ? Added(day, row)
                : Missing(day, expected, row.Number);
        }

        return !wasSealed ? Added(day, row)
            : here < there ? Missing(day, expected, row.Number)
            : rows.Count(other => other.Leaf == row.Leaf) > sealedRows.Count(leaf => leaf.Leaf == row.Leaf) ? Repeated(day, row)
            : new(FindingKind.RowMoved, day, row.Number, row.Entry, $"Row {row.Number}, of entry {row.Entry}, stands where one of entry {expected.Entry} was sealed: rows of {Text(day)} are in another order.");
    }

    private static Finding TooMuch(DateOnly day, FileRow row, IReadOnlyList<SealedLeaf> sealedRows, IReadOnlyList<FileRow> rows) =>
        sealedRows.Any(leaf => leaf.Leaf == row.Leaf) && rows.Count(other => other.Leaf == row.Leaf) > 1 ? Repeated(day, row) : Added(day, row);

    private static Finding Altered(DateOnly day, FileRow row, string entry) =>
        new(FindingKind.RowAltered, day, row.Number, entry, $"Row {row.Number} does not say what was sealed on {Text(day)} of entry {entry}.");

    private static Finding Missing(DateOnly day, SealedLeaf expected, long? before) =>
        new(FindingKind.RowMissing, day, before, expected.Entry, $"A row of entry {expected.Entry}, sealed on {Text(day)}, is missing{(before is { } number ? $" before row {number}" : "")}.");

    private static Finding Added(DateOnly day, FileRow row) =>
        new(FindingKind.RowAdded, day, row.Number, row.Entry, $"Row {row.Number}, of entry {row.Entry}, was never sealed on {Text(day)}.");

    private static Finding Repeated(DateOnly day, FileRow row) =>
        new(FindingKind.RowRepeated, day, row.Number, row.Entry, $"Row {row.Number}, of entry {row.Entry}, is there more often than it was sealed on {Text(day)}.");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
