using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class BelarusAvrrTests(Service service)
{
    private static readonly Traveller Stranded = new("belarus-avrr", "BY", "IQ", "iq-erbil", "voluntary-returnee") { Nationality = "IQ", Language = "ckb", Amount = "1700.00" };

    [Fact]
    public async Task Somebody_stranded_in_Minsk_flies_home_to_Erbil()
    {
        var walk = await Walk.Applies(service, Stranded);
        await walk.Approved();
        (await walk.TryToArrive()).IsRefused("departure-not-confirmed", "belarus-avrr", "departure");
        await walk.Departed();
        await walk.Arrived();
        await walk.Planned(InKind("goods", "1200.00", "Tools of an electrician"), Cash("500.00"));
        await walk.Delivered("L01");
        await walk.PaidOut();
        await walk.Closed();
        await walk.BooksCloseAt("belarus-avrr/reintegration", "Available -1700.00, SpentCash 500.00, SpentInKind 1200.00");
    }

    [Fact]
    public async Task Only_who_is_stranded_in_Belarus_is_covered() =>
        (await Walk.TryToApply(service, Stranded with { Host = "PL" })).IsRefused("host-not-covered", "PL", "BY");
}
