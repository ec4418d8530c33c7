using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class CdgTransitTests(Service service)
{
    private static readonly Traveller Passenger = new("cdg-transit", "FR", "FR", "fr-paris", "family-reunification") { Nationality = "SY", Language = "ar", Amount = "120.00" };

    [Fact]
    public async Task A_family_member_is_met_at_Charles_de_Gaulle_airport()
    {
        var walk = await Walk.Applies(service, Passenger);
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(InKind("transit-assistance", "120.00", "Met at the gate, taken through transit"));
        await walk.Delivered("L01");
        await walk.Closed();
        await walk.BooksCloseAt("cdg-transit/assistance", "Available -120.00, SpentInKind 120.00");
    }

    [Fact]
    public async Task An_airport_gives_no_cash()
    {
        var walk = await Walk.Applies(service, Passenger);
        await walk.Approved();
        await walk.Arrived();
        (await walk.TryToPlan(InKind("transit-assistance", "100.00", "Met at the gate"), Cash("20.00"))).IsRefused("cash-not-allowed", "cdg-transit", "services");
    }
}
