using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class Magnet2Tests(Service service)
{
    private static readonly Traveller Jobseeker = new("magnet-2", "DE", "IQ", "iq-erbil", "voluntary-returnee") { Nationality = "IQ", Language = "ckb", Amount = "1600.00" };

    [Fact]
    public async Task An_Iraqi_goes_back_to_Kurdistan_into_a_job_and_gets_cash_after_it()
    {
        var walk = await Walk.Applies(service, Jobseeker);
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(InKind("job-placement", "1100.00", "Placement with an employer"), Cash("500.00"));
        (await walk.TryToPayOut()).IsRefused("in-kind-comes-first", "delivered and accepted");
        await walk.Delivered("L01");
        await walk.PaidOut();
        await walk.Closed();
        await walk.BooksCloseAt("magnet-2/reintegration", "Available -1600.00, SpentCash 500.00, SpentInKind 1100.00");
    }

    [Fact]
    public async Task Who_is_not_Iraqi_is_not_covered()
    {
        (await Walk.TryToApply(service, Jobseeker with { Nationality = "SY" })).IsRefused("nationality-not-covered", "IQ");
        (await Walk.TryToApply(service, Jobseeker with { Nationality = null })).IsRefused("nationality-not-covered", "IQ");
    }

    [Fact]
    public async Task Baghdad_is_not_in_the_Kurdistan_Region() =>
        (await Walk.TryToApply(service, Jobseeker with { Office = "iq-baghdad" })).IsRefused("office-outside-country", "Kurdistan Region of Iraq");

    [Fact]
    public async Task Cash_without_an_employment_measure_cannot_be_planned()
    {
        var walk = await Walk.Applies(service, Jobseeker);
        await walk.Approved();
        await walk.Arrived();
        (await walk.TryToPlan(InKind("goods", "1100.00", "Furniture"), Cash("500.00"))).IsRefused("in-kind-comes-first", "job placement", "training");
    }
}
