using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Seals;

/// <summary>A day that is over is sealed once, and nothing is posted to it any more.</summary>
public sealed class SealerTests
{
    private static readonly DateOnly Monday = SealRun.Day, Tuesday = Monday.AddDays(1), Wednesday = Monday.AddDays(2);

    private readonly SealRun _run = new();

    [Fact]
    public async Task A_day_is_sealed_when_it_is_over_and_the_grace_is_past()
    {
        await Store(SealRun.Entry(1));
        _run.Time.AdvanceTo(new(Tuesday.ToDateTime(new TimeOnly(1, 59)), TimeSpan.Zero));
        await _run.Sealer.Tick(default);
        Assert.Null(await _run.Seals.Find(Monday, default));
        _run.Until(Tuesday);
        await _run.Sealer.Tick(default);
        var seal = await _run.Seals.Find(Monday, default);
        Assert.Equal((1L, 2L), (seal!.Entries, seal.Rows));
        await _run.Holds([SealRun.Entry(1)]);
    }

    [Fact]
    public async Task Sealing_again_changes_nothing()
    {
        await Store(SealRun.Entry(1));
        _run.Until(Tuesday);
        Assert.Equal(1, await _run.Sealer.Tick(default));
        var rows = _run.Tables.Rows(TableNames.Seals).Select(row => row.ETag).ToList();
        Assert.Equal(0, await _run.Sealer.Tick(default));
        Assert.Equal(rows, _run.Tables.Rows(TableNames.Seals).Select(row => row.ETag));
    }

    [Fact]
    public async Task After_a_pause_every_day_is_caught_up_also_those_on_which_nothing_was_posted()
    {
        PostedEntry[] entries = [SealRun.Entry(1), SealRun.Entry(2, Monday.AddDays(40))];
        await Store(entries);
        _run.Until(Monday.AddDays(60));
        Assert.Equal(60, await _run.Sealer.Tick(default));
        var seals = await _run.Seals.Read(Monday, Monday.AddDays(60), default).ToListAsync();
        Assert.Equal(60, seals.Count);
        Assert.Equal(58, seals.Count(seal => seal.Rows == 0));
        await _run.Holds(entries);
    }

    [Fact]
    public async Task The_first_seal_names_nothing_before_it_and_each_next_one_the_one_before()
    {
        await Store(SealRun.Entry(1));
        _run.Until(Wednesday);
        await _run.Sealer.Tick(default);
        var first = await _run.Seals.Find(Monday, default);
        Assert.Equal(Seal.First, first!.Previous);
        Assert.Equal(first.Hash, (await _run.Seals.Find(Tuesday, default))!.Previous);
    }

    [Fact]
    public async Task An_empty_ledger_begins_its_chain_at_once()
    {
        _run.Until(Tuesday);
        Assert.Equal(1, await _run.Sealer.Tick(default));
        Assert.Empty((await _run.Seals.Find(Monday, default))!.Lines);
    }

    [Fact]
    public async Task What_comes_after_the_seal_is_posted_on_the_next_open_day_and_says_so()
    {
        await Store(SealRun.Entry(1));
        _run.Until(Wednesday);
        await _run.Sealer.Tick(default);
        await Store(SealRun.Entry(2));
        var late = _run.Tables.Entries().Single(entry => entry.Id == SealRun.Entry(2).Id);
        Assert.Equal((Wednesday, SealRun.Entry(2).At), (late.PostedOn, late.At));
        await _run.Holds([SealRun.Entry(1), SealRun.Entry(2)]);
    }

    [Fact]
    public async Task A_late_entry_of_another_month_counts_in_its_own()
    {
        var december = SealRun.Entry(1, new(2025, 12, 31));
        await Store(december);
        _run.Until(Tuesday);
        await _run.Sealer.Tick(default);
        await Store(SealRun.Entry(2, new(2025, 12, 31)), SealRun.Entry(3));
        var late = _run.Tables.Entries().Single(entry => entry.Id == SealRun.Entry(2, new(2025, 12, 31)).Id);
        Assert.Equal((Tuesday, "2025-12"), (late.PostedOn, late.Period.Value));
        Assert.Null(_run.Tables.Entries().Single(entry => entry.Id == SealRun.Entry(3).Id).LateFor);
    }

    [Fact]
    public async Task A_late_entry_stays_where_it_went_however_often_and_late_it_comes_again()
    {
        await Store(SealRun.Entry(1));
        _run.Until(Wednesday);
        await _run.Sealer.Tick(default);
        await Store(SealRun.Entry(2), SealRun.Entry(2));
        _run.Until(Monday.AddDays(5));
        await _run.Sealer.Tick(default);
        await Store(SealRun.Entry(2), SealRun.Entry(1));
        Assert.Equal(Wednesday, _run.Tables.Entries().Single(entry => entry.Id == SealRun.Entry(2).Id).PostedOn);
        await _run.Holds([SealRun.Entry(1), SealRun.Entry(2)]);
    }

    [Fact]
    public async Task An_entry_of_a_day_before_the_chain_is_late_as_well()
    {
        await Store(SealRun.Entry(1));
        _run.Until(Tuesday);
        await _run.Sealer.Tick(default);
        await Store(SealRun.Entry(2, Monday.AddDays(-3)));
        Assert.Equal(Tuesday, _run.Tables.Entries().Single(entry => entry.Id == SealRun.Entry(2).Id).PostedOn);
    }

    [Fact]
    public async Task A_ledger_from_before_there_were_seals_is_sealed_from_its_first_day()
    {
        // As a version without gates left it.
        foreach (var number in Enumerable.Range(1, 20))
        {
            var entry = SealRun.Entry(number);
            await Store(entry);
        }

        foreach (var gate in _run.Tables.Rows(TableNames.Ledger).Where(row => row.Text("data") is null))
        {
            await _run.Tables.Commit(TableNames.Ledger, [Stores.RowChange.Delete(gate)], default);
        }

        _run.Until(Wednesday);
        await _run.Sealer.Tick(default);
        Assert.Equal(20, (await _run.Seals.Find(Monday, default))!.Entries);
        await Store(SealRun.Entry(21));
        await _run.Holds([.. Enumerable.Range(1, 21).Select(number => SealRun.Entry(number))]);
    }

    [Fact]
    public async Task A_row_changed_after_its_seal_no_longer_fits_it()
    {
        await Store(SealRun.Entry(1), SealRun.Entry(2));
        _run.Until(Tuesday);
        await _run.Sealer.Tick(default);
        var row = _run.Tables.EntryRows().First();
        await _run.Tables.Commit(TableNames.Ledger, [Stores.RowChange.Replace(row, new Dictionary<string, object>(row.Values) { ["data"] = row.Text("data")!.Replace("Commitment", "Split", StringComparison.Ordinal) })], default);
        var seal = await _run.Seals.Find(Monday, default);
        Assert.NotEqual(seal, await _run.Sealer.SealOf(Monday, seal!.Previous, default));
    }

    [Theory]
    [MemberData(nameof(TheoryNumbers.Seeds), 150, MemberType = typeof(TheoryNumbers))]
    public async Task Entries_that_come_while_days_are_sealed_are_posted_once_in_any_order_of_calls(int seed)
    {
        var random = new Random(seed);
        var entries = Enumerable.Range(0, 8).Select(number => SealRun.Entry(number, Monday.AddDays(random.Next(3)))).ToList();
        await Store([.. entries.Take(3)]);
        _run.Until(Monday.AddDays(3 + random.Next(2)));
        var order = new Interleaving(seed);
        _run.Watch.Order = order;
        order.Run(
        [
            .. entries.Select<PostedEntry, Func<Task>>(entry => () => Store(entry)),
            .. entries.Take(3).Select<PostedEntry, Func<Task>>(entry => () => Store(entry)),
            () => _run.Sealer.Tick(default),
            () => _run.Sealer.Tick(default),
        ]);
        await _run.Holds(entries);
        Assert.NotNull(await _run.Seals.Find(Wednesday, default));
    }

    [Theory]
    [MemberData(nameof(TheoryNumbers.Seeds), 150, MemberType = typeof(TheoryNumbers))]
    public async Task A_process_that_dies_at_any_call_leaves_what_the_next_one_finishes(int seed)
    {
        var random = new Random(seed);
        var entries = Enumerable.Range(0, 8).Select(number => SealRun.Entry(number, Monday.AddDays(random.Next(3)))).ToList();
        _run.Watch.Plan((_, _) => random.Next(6) == 0 ? (Mishap)random.Next(5) : null);
        foreach (var entry in entries.Concat(entries.Take(4)))
        {
            await _run.Retried(() => _run.Ledger.Store(entry, default));
            if (random.Next(3) == 0)
            {
                _run.Until(DateOnly.FromDateTime(_run.Time.GetUtcNow().UtcDateTime).AddDays(1));
                await _run.Retried(() => _run.Sealer.Tick(default));
            }
        }

        _run.Until(Monday.AddDays(20));
        await _run.Retried(() => _run.Sealer.Tick(default));
        await _run.Holds(entries);
    }

    private async Task Store(params PostedEntry[] entries)
    {
        foreach (var entry in entries)
        {
            await _run.Ledger.Store(entry, default);
        }
    }
}
