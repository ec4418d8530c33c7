using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Programmes;
using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Protection;

/// <summary>A child alone: no papers, no grant; and two officers, always.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class ChildAloneTests(Service service)
{
    private static readonly Traveller Returnee = new("calais-avr", "FR", "AF", "af-kabul", "voluntary-returnee") { Nationality = "AF", Language = "ps", Amount = "300.00" };

    [Fact]
    public async Task Whoever_is_under_age_and_comes_alone_needs_both_papers()
    {
        (await Walk.TryToApply(service, Returnee, Born(-17))).IsRefused("guardian-missing", "guardian", "best-interests");
        foreach (var papers in new[] { new JsonObject { ["guardianReference"] = "GUARDIAN-1" }, new JsonObject { ["bestInterestsReference"] = "BID-1" }, [] })
            (await Walk.TryToApply(service, Returnee, application => { Born(-17)(application); application["unaccompaniedChild"] = papers; })).IsRefused("guardian-missing");
        (await Walk.TryToApply(service, Returnee, Born(-18))).Is(200);
    }

    [Fact]
    public async Task One_officer_is_not_enough_for_any_amount()
    {
        var walk = await Walk.Applies(service, Returnee, application =>
        {
            Born(-17)(application);
            application["unaccompaniedChild"] = new JsonObject { ["guardianReference"] = "GUARDIAN-1", ["bestInterestsReference"] = "BID-1" };
        });
        (await walk.TryToApprove()).Is(200);
        Assert.Equal("awaiting-second-approval", await walk.State());
        (await walk.TryToApprove()).IsRefused("second-approver-is-first");
        (await walk.TryToApprove("oskar")).Is(200);
        await walk.Reaches("awaiting-verification");
    }

    /// <summary>On the very birthday a person is of age.</summary>
    private Action<JsonObject> Born(int years) => application => application["person"]!["birthDate"] = Traveller.Text(service.Today.AddYears(years));
}
