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
        await walk.Met();
        await walk.Planned(InKind("transit-assistance", "120.00", "Met at the gate, taken through transit"));
        await walk.Delivered("L01");
        await walk.Closed();
        await walk.BooksCloseAt("cdg-transit/assistance", "Available -120.00, SpentInKind 120.00");
    }

    [Fact]
    public async Task Who_takes_a_returnee_to_the_plane_confirms_the_departure_that_the_grant_waits_for()
    {
        var returnee = await Walk.Applies(service, new Traveller("calais-avr", "FR", "AF", "af-kabul", "voluntary-returnee") { Language = "ps" });
        await returnee.Approved();

        var walk = await Walk.Applies(service, Passenger with { Category = "voluntary-returnee", Destination = "AF", Nationality = "AF", Language = "ps" }, application => application["serves"] = returnee.Id);
        await walk.Approved();
        await walk.Met();
        await walk.Planned(InKind("transit-assistance", "120.00", "Taken through security to the plane"));
        await walk.Delivered("L01");
        await walk.Closed();

        await returnee.Answered("departure-confirmed");
        Assert.Equal(Traveller.Text(service.Today), (string?)(await returnee.Read())["departedOn"]);
    }

    [Fact]
    public async Task An_airport_gives_no_cash()
    {
        var walk = await Walk.Applies(service, Passenger);
        await walk.Approved();
        await walk.Met();
        (await walk.TryToPlan(InKind("transit-assistance", "100.00", "Met at the gate"), Cash("20.00"))).IsRefused("cash-not-allowed", "cdg-transit", "services");
    }
}
