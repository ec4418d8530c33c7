using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class FrResettlementTests(Service service)
{
    private static readonly Traveller Refugee = new("fr-resettlement", "TR", "FR", "tr-ankara", "resettled-refugee") { Nationality = "SY", Language = "ar", Amount = "640.00" };

    [Fact]
    public async Task A_refugee_in_Turkey_is_prepared_for_France_and_travels()
    {
        var walk = await Walk.Applies(service, Refugee);
        await walk.Approved();
        await walk.Met();
        await walk.Planned(InKind("service", "240.00", "Pre-departure orientation"), InKind("travel-assistance", "400.00", "Ticket and escort to Paris"));
        await walk.Delivered("L01");
        await walk.Delivered("L02");
        await walk.Closed();
        await walk.BooksCloseAt("fr-resettlement/assistance", "Available -640.00, SpentInKind 640.00");
    }

    [Fact]
    public async Task Resettlement_gives_the_journey_and_no_cash()
    {
        var walk = await Walk.Applies(service, Refugee);
        await walk.Approved();
        await walk.Met();
        (await walk.TryToPlan(InKind("travel-assistance", "400.00", "Ticket"), Cash("240.00"))).IsRefused("cash-not-allowed", "fr-resettlement", "services");
    }

    [Fact]
    public async Task Refugees_are_taken_from_the_seven_countries_only() =>
        (await Walk.TryToApply(service, Refugee with { Host = "GR", Office = "fr-paris" })).IsRefused("host-not-covered", "GR", "LB", "RW");
}
