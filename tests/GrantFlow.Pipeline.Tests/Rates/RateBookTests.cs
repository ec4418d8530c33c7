using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Rates;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Rates;

/// <summary>The book of rates: each once, the older kept, and a payment never converted at one that does not hold.</summary>
public sealed class RateBookTests
{
    private static readonly Currency Dinar = Currency.Parse("IQD");
    private static readonly ActorId Fiona = ActorId.Parse("fiona");
    private static readonly ActorId Felix = ActorId.Parse("felix");
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    private readonly RateBook _book = new(new MemoryTables(), new ManualTime(Now));

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        RateLine[] file = [Line(2, DatedRate.OfMonth(Dinar, 1431.25m, new(2026, 3, 1))), Line(3, DatedRate.OfMonth(Currency.Parse("AFN"), 77, new(2026, 3, 1)))];

        Assert.Equal((2, 0, 0), Counts(await _book.Import(file, Fiona, null, default)));
        var before = Assert.Single(await Read());
        Assert.Equal((0, 2, 0), Counts(await _book.Import(file, Felix, "typing mistake", default)));
        Assert.Equivalent(before, Assert.Single(await Read()), strict: true);
    }

    [Fact]
    public async Task A_corrected_rate_needs_a_reason_and_keeps_the_older_one()
    {
        var first = DatedRate.OfMonth(Dinar, 1413.25m, new(2026, 3, 1));
        var second = DatedRate.OfMonth(Dinar, 1431.25m, new(2026, 3, 1));
        await _book.Import([Line(2, first)], Fiona, null, default);

        var refused = await _book.Import([Line(2, DatedRate.OfMonth(Currency.Parse("AFN"), 77, new(2026, 3, 1))), Line(3, second)], Felix, null, default);
        Assert.Equal((3, "InforEuro has 1413.25 for IQD on 2026-03-01, not 1431.25. Give a reason to correct it."), Assert.Single(refused.Errors) is var error ? (error.Line, error.Message) : default);
        Assert.Empty(await _book.Read(RateSource.InforEuro, Currency.Parse("AFN"), new(2026, 3, 31), 1, default));

        Assert.Equal((0, 0, 1), Counts(await _book.Import([Line(3, second)], Felix, "digits were swapped", default)));
        var stored = Assert.Single(await Read());
        Assert.Equal((1431.25m, Felix, "digits were swapped"), (stored.Rate.Rate.Rate, stored.By, stored.Reason));
        Assert.Equal(new EarlierRate(1413.25m, new(2026, 3, 31), Fiona, Now, null), Assert.Single(stored.Earlier));
        Assert.Equal(1431.25m, (await Find(new(2026, 3, 10))).Rate!.Rate);
    }

    [Fact]
    public async Task A_payment_takes_the_newest_rate_that_holds_and_none_from_the_future()
    {
        await _book.Import(
            [
                Line(1, DatedRate.OfMonth(Dinar, 1, new(2026, 1, 1))), Line(2, DatedRate.OfMonth(Dinar, 2, new(2026, 2, 1))), Line(3, DatedRate.OfMonth(Dinar, 3, new(2026, 3, 1))),
                Line(4, DatedRate.OfDay(Dinar, 4, new(2026, 4, 1))),
            ],
            Fiona, null, default);

        Assert.Equal(RefusalCode.RateMissing, (await Find(new(2025, 12, 31))).Refused!.Code);
        Assert.Equal((1, 2, 3, 4), ((await Find(new(2026, 1, 31))).Rate!.Rate, (await Find(new(2026, 2, 1))).Rate!.Rate, (await Find(new(2026, 3, 31))).Rate!.Rate, (await Find(new(2026, 4, 2))).Rate!.Rate));
        var stale = (await Find(new(2026, 4, 3))).Refused!;
        Assert.Equal((RefusalCode.RateStale, "The newest rate from EUR to IQD is ECB's of 2026-04-01, which holds until 2026-04-02; the payment is of 2026-04-03. Import a newer one."), (stale.Code, stale.Why));
        Assert.Equal([3m, 2m], (await _book.Read(RateSource.InforEuro, Dinar, new(2026, 12, 31), 2, default)).Select(one => one.Rate.Rate.Rate));
    }

    [Fact]
    public async Task Two_imports_at_once_lose_nothing()
    {
        var tables = new MemoryTables();
        var books = new[] { new RateBook(tables, new ManualTime(Now)), new RateBook(tables, new ManualTime(Now)) };
        await Task.WhenAll(Enumerable.Range(1, 20).Select(value => Task.Run(() =>
            books[value % 2].Import([Line(1, DatedRate.OfMonth(Dinar, value, new(2026, 3, 1)))], Fiona, $"the {value}.", default))));

        var stored = Assert.Single(await books[0].Read(RateSource.InforEuro, Dinar, new(2026, 3, 31), 1, default));
        Assert.Equal(Enumerable.Range(1, 20).Select(value => (decimal)value), stored.Earlier.Select(one => one.Value).Append(stored.Rate.Rate.Rate).Order());
    }

    private Task<IReadOnlyList<StoredRate>> Read() => _book.Read(RateSource.InforEuro, Dinar, new(2026, 3, 31), 10, default);

    private Task<(ExchangeRate? Rate, Decision.Refused? Refused)> Find(DateOnly day) => _book.Find(Currency.Eur, Dinar, day, null, default);

    private static (int, int, int) Counts(RateImport done) => (done.Added, done.Unchanged, done.Corrected);

    private static RateLine Line(int number, DatedRate rate) => new(number, rate);
}
