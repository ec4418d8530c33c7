using System.Text.Json.Nodes;
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
        await walk.Departed();
        await walk.Arrived();
        await walk.Planned(InKind("goods", "1200.00", "Tools of an electrician"), Cash("500.00"));
        await walk.Delivered("L01");
        await walk.PaidOut();
        await walk.Closed();
        await walk.BooksCloseAt("belarus-avrr/reintegration", "Available -1700.00, SpentCash 500.00, SpentInKind 1200.00");
    }

    [Fact]
    public async Task One_decision_covers_a_family_and_each_member_has_a_grant_and_books_of_their_own()
    {
        var family = await Family.Applies(service, Stranded, ("principal", "1984-02-29", "2000.00"), ("family-member", "1987-07-14", "1500.00"), ("minor", "2016-11-21", "800.00"));
        await family.Approved();
        foreach (var member in family.Members)
        {
            await member.Departed();
            await member.Arrived();
        }

        var (father, mother, child) = (family.Members[0], family.Members[1], family.Members[2]);
        await father.Planned(InKind("business-start-up", "1500.00", "Licence and stock of a shop"), Cash("500.00"));
        await mother.Planned(InKind("training", "1500.00", "Nurse's course"));
        (await child.TryToPlan(InKind("training", "700.00", "School fees"), Cash("100.00"))).IsRefused("child-paid-directly", "guardian");
        await child.Planned(InKind("training", "800.00", "School fees for two years"));
        await father.Delivered("L01");
        await father.PaidOut();
        await mother.Delivered("L01");
        await child.Delivered("L01");
        foreach (var member in family.Members)
            await member.Closed();

        await father.BooksCloseAt("belarus-avrr/reintegration", "Available -2000.00, SpentCash 500.00, SpentInKind 1500.00");
        await mother.BooksCloseAt("belarus-avrr/reintegration", "Available -1500.00, SpentInKind 1500.00");
        await child.BooksCloseAt("belarus-avrr/reintegration", "Available -800.00, SpentInKind 800.00");
    }

    [Fact]
    public async Task Nobody_arrives_who_is_not_known_to_have_departed()
    {
        var walk = await Walk.Applies(service, Stranded);
        await walk.Approved();
        (await walk.TryToArrive()).IsRefused("departure-not-confirmed", "departure");
        await walk.Departed(service.Today);
        (await walk.TryToArrive(service.Today.AddDays(-2))).IsRefused("verification-incomplete");
        await walk.Arrived();
    }

    [Fact]
    public async Task Only_who_is_stranded_in_Belarus_is_covered() =>
        (await Walk.TryToApply(service, Stranded with { Host = "PL" })).IsRefused("host-not-covered", "PL", "BY");
}
