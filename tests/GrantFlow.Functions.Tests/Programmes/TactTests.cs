using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class TactTests(Service service)
{
    private static readonly Traveller Trafficked = new("tact", "FR", "AL", "al-tirana", "victim-of-trafficking") { Nationality = "AL", Language = "sq", Amount = "1800.00" };

    [Fact]
    public async Task A_trafficked_person_returns_to_Albania_safely_with_training_and_some_cash()
    {
        var walk = await Walk.Applies(service, Trafficked);
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(InKind("training", "900.00", "Hairdresser's course"), InKind("service", "500.00", "Counselling"), Cash("400.00"));
        await walk.Delivered("L01");
        await walk.Delivered("L02");
        await walk.PaidOut();
        await walk.Closed();
        await walk.BooksCloseAt("tact/reintegration", "Available -1800.00, SpentCash 400.00, SpentInKind 1400.00");
    }

    [Theory]
    [InlineData("BE")]
    [InlineData("DE")]
    [InlineData("IT")]
    public async Task A_return_to_a_neighbour_of_France_is_not_what_the_programme_is_for(string neighbour) =>
        (await Walk.TryToApply(service, Trafficked with { Destination = neighbour })).IsRefused("destination-not-covered", neighbour, "AL", "MA", "UA");
}
