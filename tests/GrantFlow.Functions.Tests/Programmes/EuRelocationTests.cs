using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class EuRelocationTests(Service service)
{
    private static readonly Traveller Relocated = new("eu-relocation", "GR", "FR", "fr-paris", "relocated-applicant") { Nationality = "ER", Language = "ti", Amount = "380.00" };

    [Theory]
    [InlineData("GR")]
    [InlineData("IT")]
    [InlineData("MT")]
    public async Task An_asylum_seeker_is_relocated_to_France(string from)
    {
        var walk = await Walk.Applies(service, Relocated with { Host = from });
        await walk.Approved();
        await walk.Met();
        await walk.Planned(InKind("travel-assistance", "380.00", "Ticket and escort to Paris"));
        await walk.Delivered("L01");
        await walk.Closed();
        await walk.BooksCloseAt("eu-relocation/assistance", "Available -380.00, SpentInKind 380.00");
    }

    [Fact]
    public async Task Relocation_gives_the_journey_and_no_cash()
    {
        var walk = await Walk.Applies(service, Relocated);
        await walk.Approved();
        await walk.Met();
        (await walk.TryToPlan(InKind("travel-assistance", "300.00", "Ticket"), Cash("80.00"))).IsRefused("cash-not-allowed", "eu-relocation", "services");
    }
}
