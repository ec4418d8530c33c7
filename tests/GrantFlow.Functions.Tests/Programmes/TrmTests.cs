using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class TrmTests(Service service)
{
    private static readonly Traveller Referred = new("trm", "FR", "AL", "al-tirana", "victim-of-trafficking") { Nationality = "AL", Language = "sq", Amount = "150.00" };

    [Fact]
    public async Task A_partner_abroad_refers_a_trafficked_person()
    {
        var walk = await Walk.Applies(service, Referred);
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(InKind("referral", "150.00", "Referral to Tirana"));
        await walk.Delivered("L01");
        await walk.Closed();
        await walk.BooksCloseAt("trm/assistance", "Available -150.00, SpentInKind 150.00");
    }

    [Fact]
    public async Task A_referral_pays_no_cash()
    {
        var walk = await Walk.Applies(service, Referred);
        await walk.Approved();
        await walk.Arrived();
        (await walk.TryToPlan(InKind("referral", "100.00", "Referral to Tirana"), Cash("50.00"))).IsRefused("cash-not-allowed", "trm", "services");
    }
}
