using System.Text.Json.Nodes;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

/// <summary>Values of the right type that are still not possible.</summary>
[Collection(ServiceCollectionFixture.Name)]
public sealed class BadValueTests(Service service)
{
    [Theory]
    [InlineData("""1850""")]
    [InlineData("""1850.00""")]
    [InlineData("\"1850.00\"")]
    [InlineData("""{"amount":1850,"currency":"EUR"}""")]
    [InlineData("""{"amount":1850.00,"currency":"EUR"}""")]
    [InlineData("""{"amount":"1850.000","currency":"EUR"}""")]
    [InlineData("""{"amount":"1,850.00","currency":"EUR"}""")]
    [InlineData("""{"amount":"1850,00","currency":"EUR"}""")]
    [InlineData("""{"amount":" 1850.00","currency":"EUR"}""")]
    [InlineData("""{"amount":"+1850.00","currency":"EUR"}""")]
    [InlineData("""{"amount":"01850.00","currency":"EUR"}""")]
    [InlineData("""{"amount":"1.85e3","currency":"EUR"}""")]
    [InlineData("""{"amount":"1850.","currency":"EUR"}""")]
    [InlineData("""{"amount":".50","currency":"EUR"}""")]
    [InlineData("""{"amount":"-0.00","currency":"EUR"}""")]
    [InlineData("""{"amount":"","currency":"EUR"}""")]
    [InlineData("""{"amount":"99999999999999999999.00","currency":"EUR"}""")]
    [InlineData("""{"amount":"NaN","currency":"EUR"}""")]
    [InlineData("""{"amount":"1850.00","currency":"eur"}""")]
    [InlineData("""{"amount":"1850.00","currency":"EURO"}""")]
    [InlineData("""{"amount":"1850.00","currency":"XXX"}""")]
    [InlineData("""{"amount":"1850.00"}""")]
    [InlineData("""{"currency":"EUR"}""")]
    [InlineData("""{"amount":"1850.00","currency":"EUR","rate":"1"}""")]
    [InlineData("""{"amount":"1850.00","amount":"2.00","currency":"EUR"}""")]
    [InlineData("""{}""")]
    public async Task Money_that_is_none(string money)
    {
        var text = Bodies.Application().ToJsonString().Replace("""{"amount":"1850.00","currency":"EUR"}""", money, StringComparison.Ordinal);
        (await (await service.Intake()).PostText("grants", text)).IsBad("amount");
    }

    [Theory]
    [InlineData("2000.01", "EUR", "over-system-ceiling")]
    [InlineData("92233720368547758.07", "EUR", "over-system-ceiling")]
    [InlineData("0.00", "EUR", "amount-not-positive")]
    [InlineData("-1.00", "EUR", "amount-not-positive")]
    [InlineData("-92233720368547758.08", "EUR", "amount-not-positive")]
    [InlineData("100.00", "GBP", "wrong-currency")]
    [InlineData("100", "JPY", "wrong-currency")]
    public async Task An_amount_that_no_grant_can_have(string amount, string currency, string problem)
    {
        var application = Bodies.Application();
        application["amount"] = new JsonObject { ["amount"] = amount, ["currency"] = currency };
        (await (await service.Intake()).Post("grants", application)).IsProblem(422, problem);
    }

    [Fact]
    public async Task Two_thousand_euro_to_the_cent_is_the_most()
    {
        var application = Bodies.Application();
        application["amount"] = Bodies.Euro("2000.00");
        var journey = await Journey.Submitted(service, application);
        var officer = await service.Officer();
        (await officer.Post($"{journey.Path}/approval", new JsonObject { ["amount"] = Bodies.Euro("2000.01") })).IsProblem(422, "over-system-ceiling");
        (await officer.Post($"{journey.Path}/approval", new JsonObject { ["amount"] = Bodies.Euro("2000.00") })).Is(200);
    }

    [Fact]
    public async Task A_split_that_is_not_the_whole_or_out_of_all_proportion()
    {
        var journey = await Journey.Verified(service);
        var office = await service.Office();
        await Refused("split-mismatch", Bodies.Goods("1200.00"), Bodies.Cash("650.01"));
        await Refused("split-mismatch", Bodies.Goods("1200.00"), Bodies.Cash("649.99"));
        await Refused("split-mismatch", Bodies.Goods("92233720368547758.07"), Bodies.Cash("92233720368547758.07"));
        await Refused("amount-not-positive", Bodies.Goods("-92233720368547758.08"), Bodies.Cash("-92233720368547758.08"));
        await Refused("amount-not-positive", Bodies.Goods("1850.00"), Bodies.Cash("0.00"));
        await Refused("wrong-currency", Bodies.Goods("1200.00"), new JsonObject { ["kind"] = "cash", ["amount"] = new JsonObject { ["amount"] = "650.00", ["currency"] = "USD" } });

        async Task Refused(string problem, params JsonNode[] lines) =>
            (await office.Post($"{journey.Path}/split", Bodies.Split(lines))).IsProblem(422, problem);
    }

    [Theory]
    [InlineData("person.birthDate", "1899-12-31")]
    [InlineData("person.birthDate", "2026-03-02")]
    [InlineData("person.birthDate", "1994-02-30")]
    [InlineData("person.birthDate", "1994-3-2")]
    [InlineData("person.birthDate", "02.03.1994")]
    [InlineData("person.birthDate", "1994-03-02T00:00:00Z")]
    [InlineData("declaration.signedOn", "1999-12-31")]
    [InlineData("declaration.signedOn", "9999-12-31")]
    [InlineData("declaration.language", "Pashto")]
    [InlineData("declaration.counsellor", "\t")]
    [InlineData("returnOn", "9999-12-31")]
    [InlineData("returnOn", "0001-01-01")]
    [InlineData("host", "fr")]
    [InlineData("host", "XX")]
    [InlineData("nationality", "Afghan")]
    [InlineData("category", "VoluntaryReturnee")]
    [InlineData("category", "0")]
    [InlineData("householdRole", "Principal")]
    [InlineData("programme", "Calais AVR")]
    [InlineData("office", "af_kabul")]
    [InlineData("person.documentNumber", "12345678901234567890123456789012345678901")]
    [InlineData("person.documentCountry", null)]
    [InlineData("route.kind", "cheque")]
    [InlineData("route.account", "123")]
    [InlineData("route.bic", "TWELVELETTER")]
    [InlineData("route.holder", "")]
    public async Task A_text_in_an_application_that_fits_no_field(string path, string? value)
    {
        var application = Bodies.FullApplication();
        var steps = path.Split('.');
        var holder = steps.Length == 1 ? application : application[steps[0]]!.AsObject();
        if (value is null)
            holder.Remove(steps[^1]);
        else
            holder[steps[^1]] = value;
        (await (await service.Intake()).Post("grants", application)).IsBad(path);
    }

    [Fact]
    public async Task A_deadline_that_no_calendar_has_is_no_error_of_ours()
    {
        var application = Bodies.FullApplication();
        application["programme"] = "eurp";
        application["returnOn"] = "2100-12-31";
        (await (await service.Intake()).Post("grants", application)).Is(200);
    }

    [Theory]
    [InlineData("arrivedOn", "1999-12-31")]
    [InlineData("arrivedOn", "tomorrow")]
    public async Task A_day_of_arrival_that_is_none(string field, string value)
    {
        var body = Bodies.Verification();
        body[field] = value;
        (await (await service.Office()).Post($"grants/{Door.NoGrant}/verification", body)).IsBad(field);
    }

    [Theory]
    [InlineData("sha256", "ABCDEF")]
    [InlineData("sha256", "")]
    [InlineData("deliveredOn", "2101-01-01")]
    public async Task Evidence_that_is_none(string field, string value)
    {
        var body = Bodies.Delivery();
        body[field] = value;
        (await (await service.Office()).Post($"grants/{Door.NoGrant}/lines/L01/delivery", body)).IsBad(field);
    }

    [Fact]
    public async Task A_line_of_the_split_that_says_too_much_or_too_little()
    {
        var office = await service.Office();
        await IsBad("lines[1].item", line => line["item"] = "Banknotes");
        await IsBad("lines[1].supplier", line => line["supplier"] = "A bank");
        await IsBad("lines[1].kind", line => line["kind"] = "money");
        await IsBad("lines[1].item", line => line["kind"] = "goods");

        async Task IsBad(string field, Action<JsonObject> change)
        {
            var cash = Bodies.Cash("650.00");
            change(cash);
            (await office.Post($"grants/{Door.NoGrant}/split", Bodies.Split(Bodies.Goods("1200.00"), cash))).IsBad(field);
        }
    }

    [Fact]
    public async Task Line_breaks_are_part_of_a_reason_and_other_control_characters_are_not()
    {
        var journey = await Journey.Submitted(service);
        var officer = await service.Officer();
        (await officer.Post($"{journey.Path}/hold", Bodies.Reason("Two\u001blines"))).IsBad("reason");
        (await officer.Post($"{journey.Path}/hold", Bodies.Reason(new string('x', 501)))).IsBad("reason");
        (await officer.Post($"{journey.Path}/hold", Bodies.Reason("Two\nlines, " + new string('\u00e9', 480)))).Is(200);
    }

    [Theory]
    [InlineData("grants/x", "id")]
    [InlineData("grants/g-0000000000000000", "id")]
    [InlineData("grants/G-000000000000000U", "id")]
    [InlineData("grants/G-00000000000000000", "id")]
    [InlineData("grants/..%2F..%2Fhealth", "id")]
    [InlineData("grants/%F0%9F%98%80/person", "id")]
    [InlineData("commands/G-0000000000000000", "id")]
    [InlineData("commands/G-0000000000000000.", "id")]
    [InlineData("commands/.0000000000000000", "id")]
    public async Task An_id_in_a_path_that_is_none(string path, string field) => (await (await service.Officer()).Get(path)).IsBad(field);

    [Theory]
    [InlineData("L00")]
    [InlineData("L1")]
    [InlineData("l01")]
    [InlineData("L100")]
    [InlineData("1")]
    public async Task A_line_in_a_path_that_is_none(string line)
    {
        (await (await service.Office()).Post($"grants/{Door.NoGrant}/lines/{line}/delivery", Bodies.Delivery())).IsBad("line");
        (await (await service.Finance()).Post($"grants/{Door.NoGrant}/lines/{line}/settlement", Bodies.ByFunction["SettleInKind"]())).IsBad("line");
    }

    [Fact]
    public async Task A_line_that_the_grant_does_not_have()
    {
        var journey = await Journey.Disbursing(service);
        (await (await service.Office()).Post($"{journey.Path}/lines/L07/delivery", Bodies.Delivery())).IsProblem(404, "line-not-found");
        (await (await service.Office()).Post($"{journey.Path}/lines/L02/delivery", Bodies.Delivery())).IsProblem(422, "wrong-line-kind");
    }
}
