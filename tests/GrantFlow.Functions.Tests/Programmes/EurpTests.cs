using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using static GrantFlow.Functions.Tests.Programmes.Words;

namespace GrantFlow.Functions.Tests.Programmes;

/// <summary>The figures of the neighbouring European scheme: packages with amounts and deadlines of their own.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class EurpTests(Service service)
{
    private static readonly Traveller Returnee = new("eurp", "SE", "BD", "bd-dhaka", "voluntary-returnee") { Nationality = "BD", Amount = "2000.00" };
    private static readonly Traveller ReturnedByForce = Returnee with { Category = "forced-returnee", Amount = "1205.00" };
    private static readonly Traveller Wife = Returnee with { Amount = "1615.00" };

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
    public async Task Who_was_returned_by_force_gets_the_smaller_packages_and_declares_nothing()
    {
        var walk = await Walk.Applies(service, ReturnedByForce, application =>
        {
            Returning(application);
            application.Remove("declaration");
        });
        await walk.Approved();
        await walk.Arrived();
        await walk.Planned(Cash("205.00").From("forced-post-arrival"), InKind("training", "1000.00", "Tailor's course").From("forced-post-return"));
        await walk.PaidOut();
        await walk.Delivered("L02");
        await walk.Closed();
        await walk.BooksCloseAt("eurp/reintegration", "Available -1205.00, SpentCash 205.00, SpentInKind 1000.00");
    }

    [Fact]
    public async Task The_post_arrival_package_is_over_14_working_days_after_the_arrival()
    {
        var walk = await Walk.Applies(service, Returnee with { Amount = "1500.00" }, Returning);
        await walk.Approved();
        await walk.Arrived(service.Today.AddDays(-30));
        (await walk.TryToPlan(Cash("500.00").From("post-arrival"), InKind("goods", "1000.00", "Stock of a shop").From("post-return")))
            .IsRefused("package-deadline-passed", "post-arrival", "14 working days", "post-return");
        await walk.Planned(InKind("goods", "1500.00", "Stock of a shop").From("post-return"));
    }

    [Fact]
    public async Task No_package_gives_more_than_it_holds()
    {
        var walk = await Walk.Applies(service, Returnee, Returning);
        await walk.Approved();
        await walk.Arrived();
        (await walk.TryToPlan(InKind("service", "616.00", "Temporary housing").From("post-arrival"), InKind("goods", "1384.00", "Stock of a shop").From("post-return")))
            .IsRefused("package-exceeded", "616.00", "615.00", "post-arrival");
    }

    [Fact]
    public async Task A_family_member_gets_at_most_EUR_1000_after_the_return()
    {
        var walk = await Walk.Applies(service, Wife, AsFamilyMember);
        await walk.Approved();
        await walk.Arrived();
        (await walk.TryToPlan(Cash("600.00").From("post-arrival"), InKind("goods", "1015.00", "Sewing machine").From("post-return")))
            .IsRefused("package-exceeded", "1015.00", "1000.00", "post-return", "family member");
        await walk.Planned(Cash("615.00").From("post-arrival"), InKind("goods", "1000.00", "Sewing machine").From("post-return"));

        (await Walk.TryToApply(service, Wife with { Amount = "1615.01" }, AsFamilyMember)).IsRefused("over-programme-ceiling", "1615.00");
    }

    [Fact]
    public async Task What_comes_after_the_return_is_never_cash()
    {
        var walk = await Walk.Applies(service, Returnee, Returning);
        await walk.Approved();
        await walk.Arrived();
        (await walk.TryToPlan(Cash("100.00").From("post-return"), InKind("goods", "1900.00", "Stock of a shop").From("post-return")))
            .IsRefused("cash-not-allowed", "post-return", "post-arrival");
        (await walk.TryToPlan(Cash("616.00").From("post-arrival"), InKind("goods", "1384.00", "Stock of a shop").From("post-return")))
            .IsRefused("package-exceeded", "615.00");
        (await walk.TryToPlan(Cash("615.00"), InKind("goods", "1385.00", "Stock of a shop")))
            .IsRefused("package-unknown", "post-arrival or post-return");
    }

    [Fact]
    public async Task Twelve_months_count_from_a_day_of_return_that_must_be_known() =>
        (await Walk.TryToApply(service, Returnee)).IsRefused("return-date-missing", "returnOn");

    private void Returning(JsonObject application) => application["returnOn"] = Traveller.Text(service.Today.AddDays(-3));

    private void AsFamilyMember(JsonObject application)
    {
        Returning(application);
        application["householdRole"] = "family-member";
    }
}
