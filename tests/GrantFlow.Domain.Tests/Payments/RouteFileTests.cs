using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Tests.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Payments;

public sealed class RouteFileTests
{
    private static readonly IReadOnlyList<(string FileName, string Json)> Rest =
    [
        ("offices.json", """{ "offices": [ { "id": "iq-erbil", "name": "Erbil", "country": "IQ" } ] }"""),
        ("probe.json", """{ "id": "probe", "name": "Probe", "source": "Test", "rules": [ { "version": "2026-1", "cash": { "allowed": true }, "fundingLines": [ { "id": "probe/grants", "component": "Grants", "paysGrants": true } ] } ] }"""),
    ];

    private static PaymentRoutes Shipped => RealCatalogue.Catalogue.Routes;

    [Fact]
    public void Terms_are_read_as_they_are_written()
    {
        var routes = Read("""[ { "route": "iban", "currency": "IQD", "minimum": { "amount": "10.00", "currency": "EUR" }, "maximum": { "amount": "900.00", "currency": "EUR" }, "cutOff": { "at": "14:30", "timeZone": "Asia/Baghdad" } }, { "route": "cash-desk", "currency": "USD" } ]""");

        Assert.Equal(
            [
                new RouteTerms(RouteKind.BankAccount, Currency.Parse("IQD"), new Money(10_00, Currency.Eur), new Money(900_00, Currency.Eur), new CutOff(new(14, 30), "Asia/Baghdad")),
                new RouteTerms(RouteKind.CashDesk, Currency.Parse("USD"), null, null, null),
            ],
            routes.In(CountryCode.Parse("IQ")));
    }

    [Theory]
    [InlineData("""[ { "route": "national-account", "currency": "IQD" } ]""", "countries[0].routes[0].route: expected \"iban\", because IQ is in the IBAN registry, found \"national-account\"")]
    [InlineData("""[ { "route": "iban", "currency": "IQD" }, { "route": "iban", "currency": "USD" } ]""", "countries[0].routes[1]: expected each kind of route once, found an object")]
    [InlineData("""[ { "route": "cash-desk", "currency": "IQD", "minimum": { "amount": "2.00", "currency": "EUR" }, "maximum": { "amount": "1.00", "currency": "EUR" } } ]""", "countries[0].routes[0].minimum: expected at most the maximum of EUR 1.00, found an object")]
    [InlineData("""[ { "route": "cash-desk", "currency": "IQD", "cutOff": { "at": "14:30", "timeZone": "Asia/Erbil" } } ]""", "countries[0].routes[0].cutOff.timeZone: expected an IANA time zone such as \"Asia/Kabul\", found \"Asia/Erbil\"")]
    [InlineData("""[ { "route": "cash-desk", "currency": "IQD", "maximum": { "amount": "2000.01", "currency": "EUR" } } ]""", "countries[0].routes[0].maximum.amount: expected an amount of more than 0.00 and at most 2000.00, the system ceiling, found \"2000.01\"")]
    [InlineData("""[ { "route": "cheque", "currency": "IQD" } ]""", "countries[0].routes[0].route: expected one of \"iban\", \"national-account\", \"mobile-money\", \"cash-desk\", found \"cheque\"")]
    public void A_mistake_is_named_with_file_and_field(string routes, string error) =>
        Assert.Equal([$"countries.json: {error}"], Errors($$"""{ "countries": [ { "country": "IQ", "routes": {{routes}} } ] }"""));

    [Fact]
    public void Only_a_country_in_the_registry_has_ibans_and_only_one_with_an_office_a_desk() => Assert.Equal(
        [
            "countries.json: countries[1].routes[0].route: expected \"national-account\", because AF is not in the IBAN registry, found \"iban\"",
            "countries.json: countries[1].routes[1].route: expected a route that needs no desk, because offices.json has no office in AF, found \"cash-desk\"",
        ],
        Errors("""{ "countries": [ { "country": "IQ", "routes": [ { "route": "iban", "currency": "IQD" } ] }, { "country": "AF", "routes": [ { "route": "iban", "currency": "AFN" }, { "route": "cash-desk", "currency": "AFN" } ] } ] }"""));

    [Fact]
    public void A_country_is_there_once() => Assert.Equal(
        ["countries.json: countries[1]: expected countries that differ, found \"IQ\" again"],
        Errors("""{ "countries": [ { "country": "IQ", "routes": [ { "route": "iban", "currency": "IQD" } ] }, { "country": "IQ", "routes": [ { "route": "iban", "currency": "IQD" } ] } ] }"""));

    [Fact]
    public void Every_office_has_people_to_pay() => Assert.Equal(
        ["countries.json: countries: expected the routes of every country with an office in offices.json, found none of IQ"],
        Errors("""{ "countries": [ { "country": "AF", "routes": [ { "route": "national-account", "currency": "AFN" } ] } ] }"""));

    [Fact]
    public void As_shipped_every_country_that_a_programme_names_can_be_paid_to()
    {
        var named = RealCatalogue.All.Where(programme => programme.Cash.Allowed).SelectMany(programme => (programme.Destinations ?? new HashSet<CountryCode>()).Concat(programme.Hosts ?? new HashSet<CountryCode>()));
        Assert.DoesNotContain(named.Distinct(), country => Shipped.In(country).Count == 0);
    }

    [Theory]
    [InlineData("AF ET ER SY NG GN GM BD AM LK VN NP GH KE IN UZ MA", RouteForm.NationalAccount)]
    [InlineData("IQ PK SO SD UA AL EG TR FR DE", RouteForm.Iban)]
    public void As_shipped_accounts_have_an_iban_only_where_there_are_some(string countries, RouteForm form) =>
        Assert.All(countries.Split(' ').Select(CountryCode.Parse), country =>
        {
            Assert.NotNull(Shipped.Find(country, RouteKind.BankAccount));
            Assert.Equal((country, form), (country, RouteKind.BankAccount.Form(country)));
        });

    private static PaymentRoutes Read(string routes) => CatalogueReader.Read(Rest, $$"""{ "countries": [ { "country": "IQ", "routes": {{routes}} } ] }""").Routes;

    private static IEnumerable<string> Errors(string file) => Assert.Throws<CatalogueException>(() => CatalogueReader.Read(Rest, file)).Errors.Select(error => error.ToString());
}
