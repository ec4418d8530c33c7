using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Seals;

/// <summary>Whatever somebody does to a copy of a day is found, and named where it is.</summary>
public sealed class DayCheckTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly FundingLineId Line = FundingLineId.Parse("care/reintegration");

    private static readonly IReadOnlyList<SealedLeaf> Sealed = [.. Enumerable.Range(1, 12).Select(number => new SealedLeaf(Line, $"e{(number + 1) / 2}", Hash($"row {number}")))];

    [Fact]
    public void An_unchanged_copy_has_nothing_wrong() => Assert.Null(DayCheck.Whole(Day, Sealed, Copy()));

    [Fact]
    public void Every_altered_row_is_named() => ForEach(at => At(FindingKind.RowAltered, at, Change(rows => rows[at] = rows[at] with { Leaf = Hash("other") })));

    [Fact]
    public void Every_dropped_row_is_named_by_its_entry() => ForEach(at =>
    {
        var finding = Change(rows => rows.RemoveAt(at));
        Assert.Equal((FindingKind.RowMissing, Sealed[at].Entry), (finding!.Kind, finding.Entry));
        Assert.Equal(at + 1, finding.Row);
    });

    [Fact]
    public void Every_added_row_is_named() => ForEach(at => At(FindingKind.RowAdded, at, Change(rows => rows.Insert(at, new FileRow(0, "forged", Hash("forged"))))));

    [Fact]
    public void Every_repeated_row_is_named() => ForEach(at =>
    {
        var finding = Change(rows => rows.Insert(at, rows[at]));
        Assert.Equal((FindingKind.RowRepeated, Sealed[at].Entry), (finding!.Kind, finding.Entry));
    });

    [Fact]
    public void Two_rows_that_changed_places_are_found_where_the_first_stood() => ForEach(at =>
    {
        var other = (at + 5) % Sealed.Count;
        var finding = Change(rows => (rows[at], rows[other]) = (rows[other], rows[at]));
        Assert.Equal((FindingKind.RowMoved, Math.Min(at, other) + 1L), (finding!.Kind, finding.Row!.Value));
    });

    [Fact]
    public void A_copy_cut_off_anywhere_lacks_the_next_row() => ForEach(at =>
    {
        var finding = Change(rows => rows.RemoveRange(at, rows.Count - at));
        Assert.Equal((FindingKind.RowMissing, Sealed[at].Entry), (finding!.Kind, finding.Entry));
    });

    [Fact]
    public void A_row_of_another_entry_in_the_place_of_one_is_altered() =>
        At(FindingKind.RowAltered, 4, Change(rows => rows[4] = new FileRow(0, "forged", Hash("forged"))));

    [Fact]
    public void Of_two_forgeries_the_first_is_named() => At(FindingKind.RowAltered, 2, Change(rows =>
    {
        rows[2] = rows[2] with { Leaf = Hash("other") };
        rows.RemoveAt(7);
    }));

    [Fact]
    public void A_choice_of_rows_may_lack_some_but_has_no_other()
    {
        var rows = Copy();
        rows.RemoveAll(row => row.Number % 3 == 0);
        Assert.Null(DayCheck.Part(Day, Sealed, rows));
        Assert.Equal(FindingKind.RowAdded, DayCheck.Part(Day, Sealed, [.. rows, new FileRow(99, "forged", Hash("forged"))])!.Kind);
        Assert.Equal(FindingKind.RowRepeated, DayCheck.Part(Day, Sealed, [.. rows, rows[0]])!.Kind);
        Assert.Equal(FindingKind.RowAltered, DayCheck.Part(Day, Sealed, [rows[0] with { Leaf = Hash("other") }])!.Kind);
    }

    private static void ForEach(Action<int> check)
    {
        for (var at = 0; at < Sealed.Count; at++)
        {
            check(at);
        }
    }

    private static void At(FindingKind kind, int at, Finding? finding) => Assert.Equal((kind, at + 1L), (finding!.Kind, finding.Row!.Value));

    private static Finding? Change(Action<List<FileRow>> change)
    {
        var rows = Copy();
        change(rows);
        return DayCheck.Whole(Day, Sealed, [.. rows.Select((row, at) => row with { Number = at + 1 })]);
    }

    private static List<FileRow> Copy() => [.. Sealed.Select((leaf, at) => new FileRow(at + 1, leaf.Entry, leaf.Leaf))];

    private static string Hash(string text) => Convert.ToHexStringLower(SealedRow.Leaf([text]));
}
