using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Functions.Tests;

/// <summary>A bad account is refused while the person is still there, with what is wrong and what is expected.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class AccountTests(Service service)
{
    [Theory]
    [InlineData("IQ", "bank-account", "account", "IQ67NBIQ850123450004712", "The check digits do not fit the rest: a character is wrong, or two are swapped. Read the IBAN again from the bank card or statement.")]
    [InlineData("IQ", "bank-account", "account", "IQ67NBIQ85012345000471", "An IBAN of Iraq has 23 characters; this one has 22. Look for what is missing or doubled.")]
    [InlineData("IQ", "bank-account", "account", "AL47212110090000000235698741", "An IBAN of Iraq begins with IQ. Give one of that country, or the account's own country.")]
    [InlineData("IQ", "bank-account", "bic", "NBIQAFBA", "This BIC is of a bank in AF, and the account is said to be in IQ (Iraq). Correct the one that is wrong.")]
    [InlineData("IQ", "bank-account", "town", null, "A text of 1 to 35 characters is needed.")]
    [InlineData("IQ", "bank-account", "town", "A\nB", "Write it in one line.")]
    [InlineData("AF", "bank-account", "bic", null, "Accounts in Afghanistan have no IBAN: give the bank's BIC with the account number.")]
    [InlineData("AF", "bank-account", "account", "12", "A national account number has 4 to 34 characters: letters A to Z, digits, and - / . between them.")]
    [InlineData("AF", "mobile-money", "account", "+964 770 123 4567", "This number begins with +964; a wallet in Afghanistan has a number with +93, such as +93 70 123 4567.")]
    [InlineData("AF", "mobile-money", "account", "0700 123 45", "Afghanistan has no mobile number like this: a digit is missing or wrong, such as +93 70 123 4567.")]
    [InlineData("AF", "mobile-money", "account", "wallet", "A phone number of Afghanistan is needed, such as +93 70 123 4567.")]
    [InlineData("AF", "mobile-money", "bic", "AIBAAFKA", "Only bank accounts have a BIC. Leave it out.")]
    [InlineData("AF", "cash-desk", "account", "desk 4711", "For a cash desk, give the id of the office whose desk pays, such as iq-erbil. GET /api/payment-routes lists them.")]
    public async Task A_bad_account_is_named(string country, string kind, string field, string? value, string message)
    {
        var application = Bodies.FullApplication();
        application["route"] = Valid(country, kind);
        application["route"]![field] = value;
        var answer = await (await service.Intake()).Post("grants", application);
        answer.IsBad($"route.{field}");
        Assert.Equal(message, (string?)Assert.Single(answer.Json["errors"]!.AsArray())!["message"]);
    }

    [Theory]
    [InlineData("IQ", "bank-account", "iq67 nbiq 8501-2345 0004 711", "…4711")]
    [InlineData("AF", "bank-account", "0012 3456 7890", "…7890")]
    [InlineData("AF", "mobile-money", "0700 123 456", "…3456")]
    [InlineData("AF", "cash-desk", " AF-Kabul ", "…abul")]
    public async Task A_good_account_is_known_by_its_end_however_it_is_written(string country, string kind, string account, string masked)
    {
        var application = Bodies.FullApplication();
        application["route"] = Valid(country, kind);
        application["route"]!["account"] = account;
        var journey = await Journey.Submitted(service, application);
        Assert.Equal(masked, (string?)(await journey.Read())["route"]!["masked"]);
    }

    [Fact]
    public async Task A_route_that_the_country_has_not_is_refused_with_those_it_has()
    {
        var application = Bodies.FullApplication();
        application["route"] = new JsonObject { ["kind"] = "mobile-money", ["country"] = "IR", ["account"] = "+989121234567", ["holder"] = "Holder" };
        var problem = (await (await service.Intake()).Post("grants", application)).IsProblem(422, "route-not-available");
        Assert.Contains("There is no route by mobile money to Iran. Pay by cash desk or bank account.", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desk_in_another_country_is_refused()
    {
        var application = Bodies.FullApplication();
        application["route"] = Valid("AF", "cash-desk");
        application["route"]!["account"] = "iq-erbil";
        var problem = (await (await service.Intake()).Post("grants", application)).IsProblem(422, "route-not-available");
        Assert.Contains("iq-erbil is no office in Afghanistan whose desk could pay. Name af-kabul or pay by ", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routes_of_a_country_are_listed_with_reasons()
    {
        var answer = (await (await service.Intake()).Get("payment-routes?country=IQ&amount=1500.01")).Is(200).Json;
        Assert.Equal(
            [
                ("bank-account", "iban", true, true, "Bank account is the first choice in Iraq."),
                ("mobile-money", "mobile-money", false, false, "Mobile money in Iraq pays at most EUR 1500.00 at once; EUR 1500.01 is more."),
                ("cash-desk", "cash-desk", true, false, "Cash desk pays in Iraq too, after bank account."),
            ],
            answer["routes"]!.AsArray().Select(one => ((string)one!["route"]!, (string)one["account"]!, (bool)one["isOffered"]!, (bool)one["isFirst"]!, (string)one["why"]!)));
        Assert.Equal(["iq-baghdad", "iq-erbil"], answer["routes"]![2]!["desks"]!.AsArray().Select(desk => (string)desk!));
        Assert.Equal("""{"at":"14:00:00","timeZone":"Asia/Baghdad"}""", answer["routes"]![0]!["cutOff"]!.ToJsonString());
    }

    [Theory]
    [InlineData("payment-routes", "country")]
    [InlineData("payment-routes?country=Iraq", "country")]
    [InlineData("payment-routes?country=IQ&amount=0.00", "amount")]
    [InlineData("payment-routes?country=IQ&amount=ten", "amount")]
    [InlineData("payment-routes?country=IQ&office=iq-erbil", "office")]
    public async Task A_question_that_cannot_be_answered_is_named(string path, string field) => (await (await service.Finance()).Get(path)).IsBad(field);

    [Fact]
    public async Task A_grant_says_why_its_route_was_chosen()
    {
        var journey = await Journey.Disbursing(service);
        var grant = await journey.Read();
        Assert.Equal("Mobile money is the first choice in Afghanistan.", (string?)grant["route"]!["why"]);
        Assert.Equal("Mobile money is the first choice in Afghanistan.", (string?)grant["lines"]![1]!["route"]!["why"]);
    }

    private static JsonObject Valid(string country, string kind) => kind switch
    {
        "mobile-money" => Bodies.Route("+93700004321"),
        "cash-desk" => new() { ["kind"] = kind, ["country"] = country, ["account"] = "af-kabul", ["holder"] = "Holder" },
        _ when country == "IQ" => new() { ["kind"] = kind, ["country"] = country, ["account"] = Accounts.SettlesAtOnce, ["holder"] = "Holder", ["bic"] = "NBIQIQBA", ["town"] = "Erbil" },
        _ => new() { ["kind"] = kind, ["country"] = country, ["account"] = "001234567890", ["holder"] = "Holder", ["bic"] = "AIBAAFKA", ["town"] = "Kabul" },
    };
}
