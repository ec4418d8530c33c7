using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GrantFlow.Functions.Tests.Support;

namespace GrantFlow.Functions.Tests;

[Collection(ServiceCollectionFixture.Name)]
public sealed partial class WholeGrantTests(Service service)
{
    [Fact]
    public async Task A_grant_goes_from_application_to_closed_books()
    {
        var journey = await Journey.Disbursing(service);
        await journey.Finish();

        var grant = await journey.Read();
        Assert.Equal("closed", (string?)grant["state"]);
        Assert.Null(grant["next"]);
        Assert.Equal("1850.00", (string?)grant["spent"]!["amount"]);
        var timeline = grant["timeline"]!.AsArray();
        Assert.Equal(
            """
            grant-submitted screening ines
            screening-recorded awaiting-approval system
            grant-approved approved olga
            funds-reserved awaiting-verification system
            arrival-verified verified kamal
            split-confirmed disbursing kamal
            in-kind-moved disbursing kamal
            cash-moved disbursing kamal
            in-kind-moved disbursing kamal
            in-kind-moved disbursing kamal
            in-kind-moved disbursing fatou
            cash-moved disbursing fatou
            cash-moved disbursing system
            cash-moved completed system
            grant-closed closed fatou
            """,
            string.Join('\n', timeline.Select(step => $"{step!["event"]} {step["state"]} {step["by"]!["id"]}")));
        Assert.Equal(Enumerable.Range(1, timeline.Count), timeline.Select(step => (int)step!["version"]!));
        Assert.Equal(timeline.Count, (int)grant["version"]!);
        Assert.Equal(timeline.Select(At).Order(), timeline.Select(At));
    }

    [Fact]
    public async Task Money_is_an_amount_in_text_with_its_currency_and_every_time_is_UTC()
    {
        var journey = await Journey.Disbursing(service);
        await service.Settle();
        JsonNode[] answers =
        [
            await journey.Read(),
            (await (await service.Auditor()).Get("grants?limit=200")).Is(200).Json,
            (await (await service.Auditor()).Get("programmes")).Is(200).Json,
            (await (await service.Intake()).Post("grants", Bodies.Application())).Is(200).Json,
        ];

        var amounts = 0;
        var times = 0;
        foreach (var (path, value) in answers.SelectMany(answer => Leaves(answer, "$")))
        {
            if (path.EndsWith(".amount", StringComparison.Ordinal))
            {
                amounts++;
                Assert.Matches("^[0-9]+\\.[0-9]{2}$", value.GetValue<string>());
            }
            else if (MomentName().IsMatch(path))
            {
                times++;
                Assert.Matches(Utc(), value.GetValue<string>());
            }
        }

        Assert.True(amounts > 10, $"{amounts} amounts were found.");
        Assert.True(times > 10, $"{times} times were found.");
        Assert.Equal("""{"amount":"1850.00","currency":"EUR"}""", answers[0]["requested"]!.ToJsonString());
    }

    [Fact]
    public async Task A_failed_payout_is_given_a_new_route_and_paid()
    {
        var application = Bodies.FullApplication();
        application["route"] = Bodies.Route("+93700990001");
        var journey = await Journey.Disbursing(service, application);
        await journey.Deliver();
        await journey.Settle();
        await journey.Release();
        await Service.Eventually(async () => (string?)(await journey.Read())["lines"]![1]!["state"] == "failed", "the payout has failed");

        (await (await service.Office()).Post($"{journey.Path}/lines/L02/route", Bodies.Route("+93700994321"))).Is(200);
        await journey.Release();
        var grant = await journey.Reaches("completed");
        Assert.Equal("…4321", (string?)grant["lines"]![1]!["route"]!["masked"]);
        Assert.Equal(2, (int?)grant["lines"]![1]!["attempt"]);
    }

    [Fact]
    public async Task The_timeline_shows_what_happened_and_nothing_of_how_it_is_stored()
    {
        var journey = await Journey.Approved(service);
        var verification = Bodies.Verification();
        verification["route"] = Bodies.Route("+93700998877");
        (await (await service.Office()).Post($"{journey.Path}/verification", verification)).Is(200);
        await journey.Split(Bodies.Split(Bodies.Goods("1200.00"), Bodies.Cash("650.00")));

        var grant = await journey.Read();
        var details = grant["timeline"]!.AsArray().ToDictionary(step => (string)step!["event"]! + (int)step["version"]!, step => step!["details"]!.ToJsonString());
        Assert.Equal("""{"arrivedOn":"2026-03-21","route":{"kind":"mobile-money","country":"AF","masked":"\u20268877"}}""", details["arrival-verified5"]);
        Assert.Equal(
            """{"lines":[{"id":"L01","kind":"goods","amount":{"amount":"1200.00","currency":"EUR"},"state":"planned","item":"Sewing machines","supplier":"Supplier A","purchaseOrder":"JOURNEY-L01"},"""
            .Replace("JOURNEY", journey.Id, StringComparison.Ordinal) + """{"id":"L02","kind":"cash","amount":{"amount":"650.00","currency":"EUR"},"state":"planned","attempt":0,"route":{"kind":"mobile-money","country":"AF","masked":"\u20268877"},"payment":"JOURNEY-L02"}]}""".Replace("JOURNEY", journey.Id, StringComparison.Ordinal),
            details["split-confirmed6"]);
        Assert.DoesNotContain("\"key\"", grant.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("$type", grant.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_grant_with_the_same_document_is_rejected_and_says_which_grant_came_first()
    {
        var first = await Journey.Submitted(service);
        var again = Bodies.FullApplication();
        again["person"]!["documentNumber"] = (await (await service.Officer()).Get($"{first.Path}/person")).Is(200).Json["documentNumber"]!.DeepClone();

        var id = (string)(await (await service.Intake()).Post("grants", again)).Is(200).Json["grant"]!;
        JsonNode second = new JsonObject();
        await Service.Eventually(async () => (string?)(second = (await (await service.Auditor()).Get($"grants/{id}")).Json)["state"] == "rejected", "the second grant is rejected");
        Assert.Equal($"duplicate-person: the same document has grant {first.Id}.", (string?)second["reason"]);
    }

    [Theory]
    [InlineData("withdrawal", "{}", "intake", "withdrawn")]
    [InlineData("rejection", """{"reason":"Not complete."}""", "officer", "rejected")]
    [InlineData("return", """{"reason":"A date is missing."}""", "officer", "submitted")]
    [InlineData("referral", """{"agency":"OFPRA","reason":"Asks for protection."}""", "officer", "referred")]
    [InlineData("hold", """{"reason":"Waiting for a letter."}""", "officer", "on-hold")]
    public async Task A_grant_leaves_the_usual_way(string door, string body, string role, string state)
    {
        var journey = await Journey.Submitted(service);
        (await (await service.As(role, "someone-else")).PostText($"{journey.Path}/{door}", body)).Is(200);
        Assert.Equal(state, (string?)(await journey.Read())["state"]);
    }

    [Fact]
    public async Task The_programmes_are_listed_with_their_offices()
    {
        var answer = (await (await service.As("programme-admin", "pia")).Get("programmes")).Is(200);
        Assert.Contains("calais-avr", answer.Json["programmes"]!.AsArray().Select(programme => (string?)programme!["id"]));
        Assert.Contains("af-kabul", answer.Json["offices"]!.AsArray().Select(office => (string?)office!["id"]));
    }

    private static DateTimeOffset At(JsonNode? step) => step!["at"]!.GetValue<DateTimeOffset>();

    private static IEnumerable<(string Path, JsonValue Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject holder => holder.SelectMany(member => Leaves(member.Value, $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, at) => Leaves(item, $"{path}[{at}]")),
        JsonValue value => [(path, value)],
        _ => [],
    };

    [GeneratedRegex("\\.(at|submittedAt|changedAt|decidedAt)$")]
    private static partial Regex MomentName();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$")]
    private static partial Regex Utc();
}
