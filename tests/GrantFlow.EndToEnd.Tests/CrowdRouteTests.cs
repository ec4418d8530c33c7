using GrantFlow.Demo;
using GrantFlow.Demo.Scenario;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>How the people of the demo are paid, held against the product's own rules: a run would find out too, an hour later.</summary>
public sealed class CrowdRouteTests
{
    private static readonly PaymentRoutes Offered = CatalogueReader.Read(
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "programmes"), "*.json").Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "payments", CatalogueReader.RoutesFile))).Routes;

    [Theory]
    [MemberData(nameof(CrowdTests.Runs), MemberType = typeof(CrowdTests))]
    public void Every_route_is_offered_where_the_person_is_and_carries_what_is_planned(int people, int seed) => Assert.All(Paid(people, seed), one =>
    {
        var terms = Offered.In(CountryCode.Parse(one.Route.Country)).Single(terms => Word(terms) == one.Route.Kind);
        Assert.True(terms.Maximum is not { } most || one.Person.Requested.Cents <= most.Minor, $"{one.Person.Number}: {one.Route.Kind} in {one.Route.Country} pays at most {terms.Maximum}.");
        Assert.All(one.Person.Cash.Concat(one.Person.NewLines.Where(line => line.IsCash)), line => Assert.True(terms.Minimum is not { } least || line.Amount.Cents >= least.Minor, $"{one.Person.Number}: {line.Amount} is less than {terms.Minimum}."));
    });

    [Theory]
    [MemberData(nameof(CrowdTests.Runs), MemberType = typeof(CrowdTests))]
    public void Every_bank_account_could_exist(int people, int seed) => Assert.All(
        Paid(people, seed).Where(one => one.Route.Kind == "bank-account"),
        one =>
        {
            var country = CountryCode.Parse(one.Route.Country);
            Assert.Null(Iban.IsUsedIn(country) ? Iban.Fault(one.Route.Account, country) : NationalAccount.Fault(one.Route.Account) ?? Bic.Fault(one.Route.Bic!, country));
            Assert.False(string.IsNullOrEmpty(one.Route.Town));
        });

    private static IReadOnlyList<(Person Person, Route Route)> Paid(int people, int seed) =>
        [.. Crowd.Gather(new DemoOptions { People = people, Seed = seed }).Where(person => person.Route is not null).Select(person => (person, person.Route!))];

    private static string Word(RouteTerms terms) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName($"{terms.Kind}");
}
