using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Seals;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>Nothing counts in a month that is closed, whoever writes it, whenever it comes, and however often.</summary>
public sealed class PeriodTests
{
    private static readonly AccountingPeriod December = AccountingPeriod.Parse("2025-12"), January = December.Next, February = January.Next;

    private readonly SealRun _run = new();
    private readonly PeriodHost _host;

    public PeriodTests() => _host = new(_run, TimeSpan.Zero);

    [Fact]
    public async Task What_comes_late_for_a_closed_month_counts_in_the_next_one()
    {
        var (missed, other) = (_host.Entry(1), _host.Entry(2));
        await _host.Ledger.Store(other, default);
        await Seal(new(2026, 2, 3));
        await _host.Do("fynn", January, PeriodTrigger.Close);
        await Seal(new(2026, 2, 10));
        await _host.Ledger.Store(missed, default);

        var late = _run.Tables.Entries().Single(entry => entry.Id == missed.Id);
        Assert.Equal((new DateOnly(2026, 2, 10), February, null), (late.PostedOn, late.Period, late.LateFor));
        Assert.Equal(January, _run.Tables.Entries().Single(entry => entry.Id == other.Id).Period);
        Assert.Equal([(January, 1), (February, 1)], (await _run.Balances.At(new(2026, 2, 10), default)).GroupBy(one => one.Period).Select(one => (one.Key, one.Count() / 2)));
    }

    [Fact]
    public async Task Until_the_closing_holds_late_entries_still_count_in_the_month()
    {
        var (first, second) = (_host.Entry(1), _host.Entry(2));
        await Seal(new(2026, 2, 3));
        await _host.Do("fynn", January, PeriodTrigger.Close);
        await _host.Ledger.Store(first, default);
        _run.Time.Advance(TimeSpan.FromDays(1));
        // Given its day before the closing held, and placed there although it holds by now.
        await _host.Ledger.Store(first, default);
        await _run.Sealer.Tick(default);
        await _host.Ledger.Store(second, default);

        Assert.Equal([(first.Id, new DateOnly(2026, 2, 3), January), (second.Id, new DateOnly(2026, 2, 4), February)], _run.Tables.Entries().OrderBy(entry => entry.PostedOn).Select(entry => (entry.Id, entry.PostedOn, entry.Period)));
    }

    [Fact]
    public async Task After_a_cut_off_the_rest_of_the_month_counts_in_the_next_one_on_its_own_days()
    {
        await _host.Ledger.Store(_host.Entry(1), default);
        await _host.Do("fynn", January, PeriodTrigger.SoftClose);
        _run.Time.Advance(TimeSpan.FromDays(1));
        await _host.Ledger.Store(_host.Entry(2), default);

        var entries = _run.Tables.Entries().OrderBy(entry => entry.PostedOn).ToList();
        Assert.Equal([(SealRun.Day, January), (SealRun.Day.AddDays(1), February)], entries.Select(entry => (entry.PostedOn, entry.Period)));
        Assert.Equal([null, February], entries.Select(entry => entry.LateFor));
    }

    [Fact]
    public async Task A_change_as_it_was_stored_by_the_first_version_still_reads()
    {
        const string Stored = """{"change":{"number":1,"period":"2026-01","trigger":"SoftClose","by":"fynn","at":"2026-01-05T08:00:00+00:00","holdsFrom":"2026-01-06","reason":"It is time."},"request":"a","hash":"b"}""";
        await _run.Tables.Commit(TableNames.Seals, [RowChange.Add("periods", "000001", new Dictionary<string, object> { ["data"] = Stored })], default);

        var change = Assert.Single((await _host.Book.Read(default)).Changes);
        Assert.Equal(new PeriodChange(1, January, PeriodTrigger.SoftClose, ActorId.Parse("fynn"), _run.Time.GetUtcNow(), new(2026, 1, 6), "It is time."), change);
        Assert.Equal(Stored, Commit.GrantRows.Values(new StoredChange(change, "a", "b"))["data"]);
        Assert.Equal(["SoftClose", "UndoSoftClose", "Close", "AskReopening", "AgreeReopening", "RejectReopening"], Enum.GetNames<PeriodTrigger>());
    }

    [Fact]
    public async Task The_history_is_read_once_a_day_and_process_however_many_entries_there_are()
    {
        var before = _run.Watch.Calls.Count;
        for (var number = 0; number < 20; number++)
        {
            await _host.Ledger.Store(_host.Entry(number), default);
        }

        Assert.Equal(1, _run.Watch.Calls.Skip(before).Count(call => call.Operation == "page" && call.Name == TableNames.Seals));
        _run.Time.Advance(TimeSpan.FromDays(1));
        await _host.Ledger.Store(_host.Entry(20), default);
        await _host.Ledger.Store(_host.Entry(21), default);
        Assert.Equal(2, _run.Watch.Calls.Skip(before).Count(call => call.Operation == "page" && call.Name == TableNames.Seals));
    }

    [Fact]
    public async Task A_request_again_under_its_key_is_done_once_and_another_under_it_is_refused()
    {
        await Seal(new(2026, 2, 3));
        Assert.IsType<PeriodAnswer.Done>(await _host.Ask("fynn", January, PeriodTrigger.Close, "one", "hash"));
        Assert.IsType<PeriodAnswer.Done>(await _host.Ask("fynn", January, PeriodTrigger.Close, "one", "hash"));
        Assert.IsType<PeriodAnswer.KeyReused>(await _host.Ask("fynn", January, PeriodTrigger.AskReopening, "one", "another"));
        Assert.Equal(RefusalCode.WrongState, Assert.IsType<PeriodAnswer.Refused>(await _host.Ask("faye", January, PeriodTrigger.Close, "one", "hash")).Why.Code);
        Assert.Single((await _host.Book.Read(default)).Changes);
    }

    [Fact]
    public async Task Months_with_entries_are_closed_in_their_order_and_only_when_they_are_sealed()
    {
        await _host.Ledger.Store(SealRun.Entry(1, new(2025, 12, 30)), default);
        await _host.Ledger.Store(_host.Entry(2), default);
        _run.Until(new(2026, 2, 3));
        Assert.Equal(RefusalCode.PeriodNotSealed, Code(await _host.Ask("fynn", January, PeriodTrigger.Close)));
        await _run.Sealer.Tick(default);
        Assert.Equal(RefusalCode.EarlierPeriodOpen, Code(await _host.Ask("fynn", January, PeriodTrigger.Close)));
        await _host.Do("fynn", December, PeriodTrigger.Close);
        await _host.Do("fynn", January, PeriodTrigger.Close);
        Assert.Equal(RefusalCode.PeriodNotOver, Code(await _host.Ask("fynn", February, PeriodTrigger.Close)));

        static RefusalCode? Code(PeriodAnswer answer) => (answer as PeriodAnswer.Refused)?.Why.Code;
    }

    [Theory]
    [MemberData(nameof(TheoryNumbers.Seeds), 30, MemberType = typeof(TheoryNumbers))]
    public async Task Of_two_at_once_each_decides_on_what_the_other_did(int seed)
    {
        var other = new PeriodHost(_run, TimeSpan.FromMinutes(5));
        await Seal(new(2026, 2, 3));
        await _host.Do("fynn", January, PeriodTrigger.Close);
        await _host.Do("fynn", January, PeriodTrigger.AskReopening);
        var order = new Interleaving(seed);
        _run.Watch.Order = order;
        var answers = new PeriodAnswer[3];
        order.Run(
            async () => answers[0] = await _host.Ask("faye", January, PeriodTrigger.AgreeReopening),
            async () => answers[1] = await other.Ask("finn", January, PeriodTrigger.RejectReopening),
            async () => answers[2] = await other.Ask("fynn", January, PeriodTrigger.AgreeReopening));

        Assert.Single(answers.OfType<PeriodAnswer.Done>());
        Assert.IsType<PeriodAnswer.Refused>(answers[2]);
        Assert.Equal([1, 2, 3], (await _host.Book.Read(default)).Changes.Select(change => change.Number));
    }

    [Fact]
    public async Task An_entry_that_counts_in_a_month_closed_for_its_day_is_named_by_the_reconciliation()
    {
        var walk = new PeriodWalk(1);
        await Seal(walk.Run, new(2026, 2, 3));
        await walk.Host.Do("fynn", January, PeriodTrigger.Close);
        walk.Run.Time.Advance(TimeSpan.FromDays(2));
        var entry = walk.Host.Entry(1);
        await walk.Run.Tables.Commit(TableNames.Grants, [RowChange.Upsert(entry.Grant!.Value.Value, Commit.GrantRows.Journal(entry.Id), Commit.GrantRows.Values(entry))], default);
        await walk.Host.Ledger.Restore(entry with { LateFor = January }, default);

        var named = (await Reconcile(walk)).SelectMany(part => part.Named).ToList();

        Assert.Contains(named, one => one.Fault == LedgerFault.PeriodClosed && one.Entry == entry.Id && one.Why.Contains("2026-01", StringComparison.Ordinal));
        Assert.Contains(named, one => one.Fault == LedgerFault.Different && one.Entry == entry.Id);
    }

    [Theory]
    [MemberData(nameof(TheoryNumbers.Seeds), 60, MemberType = typeof(TheoryNumbers))]
    public async Task Whatever_happens_nothing_counts_in_a_closed_month_and_the_ledger_is_made_again_the_same(int seed)
    {
        var walk = new PeriodWalk(seed);
        await walk.Go(90);

        walk.Run.Watch.Looking = true;
        var history = await walk.Host.Book.Read(default);
        Assert.Equal(walk.Decided.Select(entry => entry.Id).Order(StringComparer.Ordinal), walk.Run.Tables.Entries().Select(entry => entry.Id).Order(StringComparer.Ordinal));
        Assert.All(walk.Run.Tables.Entries(), entry =>
        {
            Assert.False(history.IsClosed(entry.Period, entry.PostedOn), $"{entry.Id} counts in {entry.Period}, closed for {entry.PostedOn:yyyy-MM-dd}.");
            Assert.Equal(history.PeriodOf(walk.Decided.Single(own => own.Id == entry.Id).PostedOn, entry.PostedOn), entry.Period);
        });
        Assert.All(await Reconcile(walk), part => Assert.Empty(part.Named));

        var before = Everything(walk);
        foreach (var row in walk.Run.Tables.Rows(TableNames.Ledger))
        {
            await walk.Run.Tables.Commit(TableNames.Ledger, [RowChange.Delete(row with { ETag = null })], default);
        }

        Assert.Empty((await walk.Rebuild.Run(default)).Problems);
        Assert.Equal(before, Everything(walk));
    }

    [Fact]
    public async Task The_walks_close_reopen_and_move_entries_forward_and_back()
    {
        var (closed, reopened, forward, late) = (0, 0, 0, 0);
        for (var seed = 0; seed < 12; seed++)
        {
            var walk = new PeriodWalk(seed);
            await walk.Go(90);
            var changes = (await walk.Host.Book.Read(default)).Changes;
            closed += changes.Count(change => change.Trigger == PeriodTrigger.Close);
            reopened += changes.Count(change => change.Trigger == PeriodTrigger.AgreeReopening);
            forward += walk.Run.Tables.Entries().Count(entry => entry.LateFor > AccountingPeriod.Of(entry.PostedOn));
            late += walk.Run.Tables.Entries().Count(entry => entry.LateFor < AccountingPeriod.Of(entry.PostedOn));
        }

        Assert.True(closed > 5 && reopened > 0 && forward > 5 && late > 5, $"{closed} closed, {reopened} reopened, {forward} forward, {late} late.");
    }

    private Task Seal(DateOnly day) => Seal(_run, day);

    private static async Task Seal(SealRun run, DateOnly day)
    {
        run.Until(day);
        await run.Sealer.Tick(default);
    }

    private static async Task<IReadOnlyList<ReconciledPart>> Reconcile(PeriodWalk walk)
    {
        var parts = new List<ReconciledPart>();
        do
        {
            parts.Add(await walk.Reconciliation.Run(SealRun.Day, SealRun.Day.AddDays(300), parts.LastOrDefault()?.Next, default));
        }
        while (parts[^1].Next is not null);
        return parts;
    }

    /// <summary>Rows of days that have no entry have nothing but gates, which a rebuild of open days does not need.</summary>
    private static IReadOnlyList<string> Everything(PeriodWalk walk) =>
        [.. walk.Run.Tables.Rows(TableNames.Ledger).Select(row => $"{row.Partition}/{row.Key}: {string.Join("; ", row.Values.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"))}")];
}
