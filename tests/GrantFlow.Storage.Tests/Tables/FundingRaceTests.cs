using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Storage.Tests.Contract;

namespace GrantFlow.Storage.Tests.Tables;

/// <summary>Reservations of three hosts at once on real tables: the last places go once each.</summary>
[Collection(AzuriteStores.Collection)]
public sealed class FundingRaceTests(AzuriteStores stores)
{
    [Fact]
    public async Task Two_hundred_reservations_at_once_on_the_last_fifty_places_hold_exactly_fifty()
    {
        await stores.Clients.Tables.CreateTableIfNotExistsAsync(TableNames.Funding);
        var line = new FundingLine(FundingLineId.Parse("race/grants"), null, "grants", null, PaysGrants: true, Shards: 8);
        var hosts = Enumerable.Range(0, 3).Select(_ => new FundingStore(stores.Tables)).ToList();
        for (var at = 0; at < 10; at++)
            Assert.Null(await hosts[0].Reserve(line, 60, Ask(line, $"before-{at}"), default));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(at => Task.Run(() => hosts[at % 3].Reserve(line, 60, Ask(line, $"last-{at}"), default))));

        Assert.Equal(50, answers.Count(answer => answer is null));
        Assert.All(answers.Where(answer => answer is not null), answer => Assert.Contains("no place of 60 left", answer!.Why, StringComparison.Ordinal));
        Assert.Equal((new Money(60_000_00, Currency.Eur), new Money(0, Currency.Eur), 60L), await hosts[1].Balance(line, Currency.Eur, default));
    }

    private static Reserve Ask(FundingLine line, string name)
    {
        var grant = GrantId.Derive("race", name);
        return new Reserve(grant, line.Id, $"{grant}-1", new Money(1_000_00, Currency.Eur));
    }
}
