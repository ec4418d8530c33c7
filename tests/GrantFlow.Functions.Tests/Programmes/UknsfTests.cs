using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class UknsfTests(Service service)
{
    private static readonly Traveller Resident = new("uknsf", "FR", "FR", "fr-paris", "residency-applicant") { Nationality = "GB", Amount = "260.00" };

    [Fact]
    public async Task A_UK_national_in_France_gets_help_with_a_residency_application()
    {
        var walk = await Walk.Applies(service, Resident);
        await walk.Approved();
        await walk.Met();
        await walk.Planned(InKind("service", "260.00", "Help with a residency application"));
        await walk.Delivered("L01");
        await walk.Closed();
        await walk.BooksCloseAt("uknsf/assistance", "Available -260.00, SpentInKind 260.00");
    }

    [Fact]
    public async Task Help_with_papers_is_a_service_and_never_cash()
    {
        var walk = await Walk.Applies(service, Resident);
        await walk.Approved();
        await walk.Met();
        (await walk.TryToPlan(Cash("260.00"))).IsRefused("cash-not-allowed", "uknsf", "services");
    }
}
