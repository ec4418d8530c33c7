using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Storage.Tests.Contract;

namespace GrantFlow.Storage.Tests.Tables;

/// <summary>Reservations, a top-up and a reduction of three hosts at once on real tables: nothing is promised twice.</summary>
[Collection(AzuriteStores.Collection)]
public sealed class AmendmentRaceTests(AzuriteStores stores)
{
    [Fact]
    public async Task Reservations_and_amendments_at_once_leave_exactly_what_there_is()
    {
        await stores.Clients.Tables.CreateTableIfNotExistsAsync(TableNames.Funding);
        var line = new FundingLine(FundingLineId.Parse("amended/grants"), null, "grants", Eur(40_000), PaysGrants: true, Shards: 4);
        var hosts = Enumerable.Range(0, 3).Select(_ => new FundingStore(stores.Tables)).ToList();
        var (up, down) = (AmendmentId.Derive("race", "up"), AmendmentId.Derive("race", "down"));

        var reservations = Enumerable.Range(0, 60).Select(at => Task.Run(() => hosts[at % 3].Reserve(line, null, Ask(line, $"amended-{at}"), default))).ToList();
        var raised = Enumerable.Range(0, 2).Select(at => Task.Run(() => hosts[at].Raise(line, up, Eur(8_000), default))).ToList();
        var lowered = Enumerable.Range(0, 2).Select(at => Task.Run(() => hosts[at + 1].Lower(line, cut: false, down, Eur(12_000), default))).ToList();
        var held = (await Task.WhenAll(reservations)).Count(refusal => refusal is null);
        Assert.All(await Task.WhenAll(raised), Assert.True);
        var answers = await Task.WhenAll(lowered);

        Assert.Equal(answers[0] is null, answers[1] is null);
        var standing = await hosts[0].Standing(line, default);
        Assert.Equal(Eur(answers[0] is null ? -4_000 : 8_000), standing.Amended);
        Assert.Equal(Eur(1_000 * held), standing.Held);
        Assert.False(standing.Free!.Value.IsNegative);
    }

    private static Money Eur(long euro) => new(euro * 100, Currency.Eur);

    private static Reserve Ask(FundingLine line, string name)
    {
        var grant = GrantId.Derive("race", name);
        return new Reserve(grant, line.Id, $"{grant}-1", Eur(1_000));
    }
}
