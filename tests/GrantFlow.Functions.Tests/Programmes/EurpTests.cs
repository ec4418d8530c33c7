using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

[Collection(ServiceCollectionFixture.Name)]
public sealed class EurpTests(Service service)
{
    private static readonly Traveller Returnee = new("eurp", "SE", "BD", "bd-dhaka", "voluntary-returnee") { Nationality = "BD", Amount = "2000.00" };

    [Fact]
    public async Task Somebody_who_returned_to_Bangladesh_gets_cash_on_arrival_and_a_shop_in_kind()
    {
        var walk = await Walk.Applies(service, Returnee, Returning);
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(Cash("615.00").From("post-arrival"), InKind("business-start-up", "1385.00", "Licence and stock of a shop").From("post-return"));
        await walk.PaidOut();
        await walk.Delivered("L02");
        await walk.Closed();
        await walk.BooksCloseAt("eurp/reintegration", "Available -2000.00, SpentCash 615.00, SpentInKind 1385.00");
    }

    [Fact]
    public async Task The_post_return_package_is_never_cash()
    {
        var walk = await Walk.Applies(service, Returnee, Returning);
        await walk.Approved();
        await walk.Arrived();
        (await walk.TryToPlan(Cash("615.00").From("post-arrival"), Cash("1385.00").From("post-return"))).IsRefused("cash-not-allowed", "post-return", "in kind only", "cash from post-arrival");
        (await walk.TryToPlan(Cash("615.01").From("post-arrival"), InKind("goods", "1384.99", "Stock of a shop").From("post-return"))).IsRefused("package-exceeded", "615.00");
        (await walk.TryToPlan(Cash("615.00"), InKind("goods", "1385.00", "Stock of a shop"))).IsRefused("package-unknown", "post-arrival or post-return");
    }

    [Fact]
    public async Task Fourteen_working_days_after_the_arrival_only_the_package_in_kind_is_left()
    {
        var walk = await Walk.Applies(service, Returnee, Returning);
        await walk.Approved();
        await walk.Arrived(service.Today.AddDays(-30));
        (await walk.TryToPlan(Cash("615.00").From("post-arrival"), InKind("goods", "1385.00", "Stock of a shop").From("post-return"))).IsRefused("package-deadline-passed", "14 working days", "Plan from post-return, in kind.");
        await walk.Planned(InKind("goods", "2000.00", "Stock of a shop").From("post-return"));
        Assert.Equal("post-return", (string?)(await walk.Read())["lines"]![0]!["package"]);
    }

    [Fact]
    public async Task Twelve_months_count_from_a_day_of_return_that_must_be_known() =>
        (await Walk.TryToApply(service, Returnee)).IsRefused("return-date-missing", "returnOn");

    private void Returning(JsonObject application) => application["returnOn"] = Traveller.Text(service.Today.AddDays(-3));
}
