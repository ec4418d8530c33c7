using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Tests.Batches;
using static GrantFlow.Pipeline.Tests.ByFile.BankPath;

namespace GrantFlow.Pipeline.Tests.ByFile;

/// <summary>People get what was signed: a batch converts when it is drafted, and is not released at a rate that has moved since.</summary>
public sealed class RateChangeTests
{
    private readonly BankPath _path = new();

    [Fact]
    public async Task What_is_due_in_another_currency_is_not_drafted_without_a_rate()
    {
        await _path.Due("One", Iraqi(1, "4711"));
        Assert.Equal(RefusalCode.RateMissing, BatchRun.Refused(await Ask("early")));
        await _path.Rate(DatedRate.OfMonth(Dinar, 1_500m, new(2025, 12, 1)));
        Assert.Equal(RefusalCode.RateStale, BatchRun.Refused(await Ask("stale")));
    }

    [Fact]
    public async Task A_rate_that_changed_since_the_draft_stops_the_release_and_frees_the_lines_for_a_new_draft()
    {
        await _path.Due("One", Iraqi(1, "4711"));
        await _path.Rate(DatedRate.OfOffice(Dinar, 1_450.5m, new(2026, 1, 2), 20));
        var draft = await _path.Draft(Dinar, "first");
        Assert.Equal(new Money(725_250_000, Dinar), Assert.Single(await _path.Batches.Lines(draft.Id)).PayAs);

        // The accounting rate comes before the office's own.
        await _path.Rate(DatedRate.OfMonth(Dinar, 1_500m, new(2026, 1, 1)));
        Assert.Equal(RefusalCode.RateStale, BatchRun.Refused(await Sign(draft.Id, "first")));
        Assert.Equal((BatchState.Draft, "1 Gathered"), await _path.Batches.Stands(draft.Id));

        BatchRun.Done(await _path.Batches.Cancel(draft.Id));
        var again = await _path.Draft(Dinar, "second");
        Assert.Equal(new Money(750_000_000, Dinar), Assert.Single(await _path.Batches.Lines(again.Id)).PayAs);
        Assert.Equal(750_000m, Assert.Single((await _path.Release(again)).Orders).Amount);
        await _path.Batches.Consistent();
    }

    [Fact]
    public async Task A_rate_corrected_between_two_signatures_stops_the_second()
    {
        await _path.Due("One", Iraqi(1, "4711"));
        await _path.Rate(DatedRate.OfMonth(Dinar, 1_500m, new(2026, 1, 1)));
        var draft = await _path.Draft(Dinar, "first");
        BatchRun.Done(await Sign(draft.Id, "first"));
        await _path.Run.Get<Pipeline.Rates.RateBook>().Import([new(2, DatedRate.OfMonth(Dinar, 1_510m, new(2026, 1, 1)))], BatchRun.First.Id, "A digit was wrong.", default);
        Assert.Equal(RefusalCode.RateStale, BatchRun.Refused(await _path.Run.Get<BatchDesk>().Release(draft.Id, BatchRun.By(BatchRun.Second, "second"), default)));
        Assert.Equal(BatchState.Draft, (await _path.Batches.Batch(draft.Id)).State);
    }

    [Fact]
    public async Task A_rate_that_holds_on_the_day_of_the_release_and_not_on_that_of_the_payment_stops_the_release()
    {
        await _path.Due("One", Iraqi(1, "4711"));
        await _path.Rate(DatedRate.OfMonth(Dinar, 1_500m, new(2026, 1, 1)));
        // A Saturday, the last of the month: banks pay on Monday.
        _path.Run.Time.AdvanceTo(new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero));
        var draft = await _path.Draft(Dinar, "saturday");

        var stale = Assert.IsType<BatchAnswer.Refused>(await Sign(draft.Id, "none yet"));
        Assert.Equal(RefusalCode.RateStale, BatchRun.Refused(stale));
        Assert.Contains("The bank would pay on 2026-02-02.", stale.Why.Why, StringComparison.Ordinal);

        await _path.Rate(DatedRate.OfMonth(Dinar, 1_510m, new(2026, 2, 1)));
        Assert.Equal(RefusalCode.RateStale, BatchRun.Refused(await Sign(draft.Id, "another then")));

        BatchRun.Done(await _path.Batches.Cancel(draft.Id));
        _path.Run.Time.AdvanceTo(new(2026, 2, 2, 8, 0, 0, TimeSpan.Zero));
        var monday = await _path.Draft(Dinar, "monday");
        BatchRun.Done(await Sign(monday.Id, "monday"));
    }

    private Task<BatchAnswer> Ask(string key) => _path.Run.Get<BatchDrafts>().Draft(BatchRun.Plan with { PayCurrency = Dinar }, BatchRun.By(BatchRun.Drafter, key), default);

    private Task<BatchAnswer> Sign(BatchId id, string key) => _path.Run.Get<BatchDesk>().Release(id, BatchRun.By(BatchRun.First, key), default);
}
