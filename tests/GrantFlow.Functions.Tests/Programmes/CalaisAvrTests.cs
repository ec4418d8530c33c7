using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class CalaisAvrTests(Service service)
{
    private static readonly Traveller Stranded = new("calais-avr", "FR", "AF", "af-kabul", "voluntary-returnee") { Nationality = "AF", Language = "ps", Amount = "2000.00" };

    [Fact]
    public async Task Somebody_stranded_in_Calais_goes_home_with_a_workshop_and_the_rest_in_cash_and_France_pays()
    {
        var walk = await Walk.Applies(service, Stranded);
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(InKind("goods", "1400.00", "Carpentry tools"), Cash("600.00"));
        await walk.Delivered("L01");
        await walk.PaidOut();
        await walk.Closed();
        await walk.BooksCloseAt("calais-avr/reintegration", "Available -2000.00, SpentCash 600.00, SpentInKind 1400.00");
    }

    [Fact]
    public async Task The_money_of_the_United_Kingdom_informs_people_and_pays_no_grant()
    {
        var walk = await Walk.Applies(service, Stranded);
        (await walk.TryToApprove(with: approval => approval["fundingLine"] = "calais-avr/information")).IsRefused("funding-line-not-for-grants", "United Kingdom", "calais-avr/reintegration, which pays");
        (await walk.TryToApprove(with: approval => approval["fundingLine"] = "care/reintegration")).IsRefused("funding-line-not-for-grants", "care/reintegration is no funding line of calais-avr");
        (await walk.TryToApprove(with: approval => approval["fundingLine"] = "calais-avr/reintegration")).Is(200);
    }

    [Fact]
    public async Task A_declaration_in_none_of_the_eleven_languages_is_no_informed_choice() =>
        (await Walk.TryToApply(service, Stranded with { Language = "vi" })).IsRefused("declaration-invalid", "am, ar, en, fa, fr, hi, ps, so, ckb, ti, ur", "vi");
}
