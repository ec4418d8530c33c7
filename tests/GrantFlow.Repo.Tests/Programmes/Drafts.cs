using System.Text.Json.Nodes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Functions;

namespace GrantFlow.Repo.Tests.Programmes;

/// <summary>Files of made-up programmes and offices: a valid one, and changes to it.</summary>
internal static class Drafts
{
    private const string Start = """{ "id": "start", "category": "voluntary-returnee", "cash": true, "principal": { "amount": "1.00", "currency": "EUR" }, "familyMember": { "amount": "1.00", "currency": "EUR" } }""";

    private const string Item = """{ "code": "saw", "name": "Saw", "kind": "goods", "unit": "piece", "maxPrice": { "amount": "99.00", "currency": "EUR" } }""";

    /// <summary>A change is the place, a space, and what to put there; nothing takes away what is there. Places below <c>rules/0</c> are written without it.</summary>
    public static readonly IReadOnlyList<string> Right =
    [
        "validFrom \"2024-02-29\"", "version \"2026-12\"", "/notes [\"A fact.\"]", "families true",
        "cash/maxPercent 1", "cash/maxPercent 100", "ceilings {}",
        "ceilings/principal/amount \"2000.00\"", "ceilings/principal/amount \"2000\"", "ceilings/principal/amount \"0.5\"", "ceilings/minor/amount \"0.01\"", "ceilings/familyMember/amount \"1999.99\"",
        "lineKinds [\"goods\", \"cash\"]", "beforeCash [\"training\", \"job-placement\"]",
        "personQuota 1", "personQuota 10000000", "window {}", "window {\"from\":\"2026-01-01\",\"until\":\"2026-01-01\"}", "window {\"months\":600}",
        "approvals {}", "approvals {\"alwaysTwo\":false,\"twoIfVulnerable\":true,\"secondAbove\":{\"amount\":\"500.00\",\"currency\":\"EUR\"}}", "approvals {\"alwaysTwo\":true,\"twoIfVulnerable\":false}",
        "coolingOffDays 366", "appealDays 1", "appealDays 366", "silenceDays 366", "repeatAfterMonths 600", "expiresMonthsAfterReturn 600", "confirmsDeparture true",
        "gates [\"guardian\",\"declaration\"]", "gates [\"declaration\",\"departure\",\"arrival\",\"identity\",\"guardian\"]", "neutralName \"Individual support\"",
        "fundingLines/0/amount {\"amount\":\"1000000000.00\",\"currency\":\"EUR\"}", "fundingLines/0/shards 64", "fundingLines/0/funder \"Someone\"",
        $"fundingLines/0/agreement \"{new string('x', 100)}\"", "fundingLines/0/funderSharePercent 1", "fundingLines/0/funderSharePercent 100", "fundingLines/0/overheadPercent 0", "fundingLines/0/overheadPercent 25",
        "fundingLines/0/eligible {}", "fundingLines/0/eligible {\"from\":\"2026-01-01\"}", "fundingLines/0/eligible {\"from\":\"2026-01-01\",\"until\":\"2026-01-01\"}",
        "languages [\"fa\",\"ckb\"]", "nationalities [\"AX\"]", "destinations [\"AL\"]", "refersInto [\"other\"]",
        $"categories [\"voluntary-returnee\"]; packages [{Start}]",
        $"items [{Item}]", $"items [{Item}]; items/0/maxPrice", $"items [{Item}]; items/0/maxPrice/amount \"2000.00\"",
        "categories [\"resettled-refugee\"]; gates [\"guardian\"]",
        "categories [\"victim-of-trafficking\"]; sealed true; neutralName \"Support\"",
    ];

    /// <summary>Written the same way; each is refused by the schema and by the reader.</summary>
    public static readonly IReadOnlyList<string> Broken =
    [
        "/id", "/id \"Probe\"", $"/id \"{new string('p', 41)}\"", "/name", "/name \"\"", "/name \" x\"", "/name \"x \"", "/name \"a\\nb\"", "/source 7", "/rules", "/rules []", "/rules {}", "/notes []", "/notes [\"\"]", "/extra 1", "/$schema \"other.json\"",
        "/rules/1 {\"version\":\"2026-2\",\"cash\":{\"allowed\":true},\"fundingLines\":[{\"id\":\"probe/grants\",\"component\":\"Grants\",\"paysGrants\":true}]}",
        "version", "version \"2026\"", "version \"2026-0\"", "version \"2026-100\"", "validFrom \"2026-02-30\"", "validFrom \"01.02.2026\"", "validFrom 2026", "extra 1",
        "hosts []", "hosts [\"fr\"]", "hosts [\"UK\"]", "hosts [\"FR\",\"FR\"]", "hosts \"FR\"", "destinationRegion \"North\"", "destinations [\"AL\",\"MA\"]; destinationRegion \"North\"",
        "categories [\"refugee\"]", "languages [\"fas\"]", "nationalities [1]", "families \"yes\"",
        "cash", "cash {}", "cash {\"allowed\":\"yes\"}", "cash/maxPercent 0", "cash/maxPercent 101", "cash/maxPercent 1.5", "cash/extra 1",
        "cash {\"allowed\":false,\"maxPercent\":5}", "cash/allowed false; lineKinds [\"cash\"]", "lineKinds [\"goods\"]", "lineKinds [\"money\"]", "cash/allowed false; beforeCash [\"training\"]", "beforeCash [\"cash\"]",
        "ceilings/principal/amount \"2000.01\"", "ceilings/principal/amount \"0.00\"", "ceilings/principal/amount \"0\"", "ceilings/principal/amount 5", "ceilings/principal/amount \"01.00\"", "ceilings/principal/amount \"1.000\"", "ceilings/principal/amount \"-1.00\"", "ceilings/principal/currency \"GBP\"", "ceilings/child {}",
        $"packages [{Start}]", $"categories [\"voluntary-returnee\"]; packages [{Start}]; ceilings {{}}", $"categories [\"voluntary-returnee\"]; packages [{Start}]; cash/allowed false",
        $"categories [\"voluntary-returnee\"]; packages [{Start}]; packages/0/workingDaysAfterArrival 0", $"categories [\"voluntary-returnee\"]; packages [{Start}]; packages/0/id \"The Start\"", $"categories [\"voluntary-returnee\"]; packages [{Start}]; packages/0/cash",
        $"categories [\"voluntary-returnee\"]; packages [{Start}]; packages/0/workingDaysAfterArrival 14; gates [\"declaration\",\"guardian\"]",
        "items []", $"items [{Item},{Item}]", $"items [{Item}]; items/0/code \"The Saw\"", $"items [{Item}]; items/0/name", $"items [{Item}]; items/0/kind \"cash\"", $"items [{Item}]; items/0/unit \"\"",
        $"items [{Item}]; items/0/unit \"{new string('x', 41)}\"", $"items [{Item}]; items/0/maxPrice/amount \"2000.01\"", $"items [{Item}]; items/0/extra 1",
        "approvals {\"alwaysTwo\":true,\"secondAbove\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}", "approvals {\"alwaysTwo\":true,\"twoIfVulnerable\":true}", "approvals {\"never\":true}",
        "personQuota 0", "personQuota 10000001", "personQuota \"5\"", "window {\"until\":\"2026-01-01\",\"months\":5}", "window {\"months\":601}", "window {\"to\":\"2026-01-01\"}",
        "expiresMonthsAfterReturn 601", "coolingOffDays 367", "coolingOffDays 0", "appealDays 0", "appealDays 367", "silenceDays 0", "silenceDays 367", "repeatAfterMonths 0", "repeatAfterMonths 601",
        "sealed 1", "sealed true", "categories [\"victim-of-trafficking\"]", "categories [\"victim-of-trafficking\"]; sealed false; neutralName \"Support\"",
        "neutralName \"iom support\"", "neutralName \"Returnee support\"", "neutralName \"CARE\"", "neutralName \"Migrants' fund\"", $"neutralName \"{new string('x', 61)}\"",
        "gates []", "gates [\"declaration\"]", "gates [\"guardian\"]", "gates [\"guardian\",\"declaration\",\"visa\"]", "categories [\"resettled-refugee\",\"voluntary-returnee\"]; gates [\"guardian\"]", "categories [\"resettled-refugee\"]; gates [\"guardian\"]; coolingOffDays 5",
        "refersInto [\"Tact\"]", "refersInto []", "confirmsDeparture 0",
        "fundingLines", "fundingLines []", "fundingLines/0/paysGrants false", "fundingLines/0/paysGrants", "fundingLines/0/id \"grants\"", "fundingLines/0/id \"probe/a/b\"", "fundingLines/0/component", "fundingLines/0/shards 0", "fundingLines/0/shards 65", "fundingLines/0/extra 1",
        "fundingLines/0/amount {\"amount\":\"1000000000.01\",\"currency\":\"EUR\"}", "fundingLines/0/amount {\"amount\":\"1.00\"}",
        "fundingLines/0/agreement \"\"", $"fundingLines/0/agreement \"{new string('x', 101)}\"", "fundingLines/0/agreement 7", "fundingLines/0/funderSharePercent 0", "fundingLines/0/funderSharePercent 101", "fundingLines/0/funderSharePercent 33.3",
        "fundingLines/0/overheadPercent -1", "fundingLines/0/overheadPercent 26", "fundingLines/0/overheadPercent \"7\"", "fundingLines/0/eligible []", "fundingLines/0/eligible {\"months\":6}", "fundingLines/0/eligible {\"until\":\"31.12.2026\"}",
        "fundingLines/1 {\"id\":\"probe/b\",\"component\":\"B\",\"paysGrants\":true}",
    ];

    public static readonly IReadOnlyList<string> RightOffices =
        ["/comment \"A note.\"", "/offices/0/region \"North\"", "/offices/0/weekend [\"friday\"]", "/offices/0/weekend [\"thursday\",\"friday\",\"saturday\"]", "/offices/0/deputy \"ma-rabat\""];

    public static readonly IReadOnlyList<string> BrokenOffices =
    [
        "/offices", "/offices []", "/offices/0/id", "/offices/0/id \"AL\"", "/offices/0/name \"\"", "/offices/0/country \"al\"", "/offices/0/region 1", "/offices/0/weekend []", "/offices/0/weekend [\"Friday\"]",
        "/offices/0/weekend [\"friday\",\"friday\"]", "/offices/0/weekend [\"monday\",\"tuesday\",\"wednesday\",\"thursday\"]", "/offices/0/deputy \"Rabat\"", "/offices/0/fax \"1\"", "/extra 1", "/comment \"\"",
    ];

    private const string Route = "/countries/0/routes/0/";

    public static readonly IReadOnlyList<string> RightRoutes =
    [
        "/comment \"A note.\"", "/$schema", Route + "minimum", Route + "maximum", Route + "cutOff", Route + "maximum {\"amount\":\"2000.00\",\"currency\":\"EUR\"}", Route + "currency \"USD\"",
        Route + "cutOff/at \"00:00\"", Route + "cutOff/at \"23:59\"", Route + "cutOff/timeZone \"Etc/UTC\"", Route + "route \"cash-desk\"", Route + "route \"mobile-money\"",
    ];

    public static readonly IReadOnlyList<string> BrokenRoutes =
    [
        "/countries", "/countries []", "/extra 1", "/$schema \"other.json\"", "/comment \"\"", "/countries/0/country", "/countries/0/country \"al\"", "/countries/0/routes", "/countries/0/routes []", "/countries/0/extra 1",
        Route + "route", Route + "route \"cheque\"", Route + "currency", Route + "currency \"EURO\"", Route + "extra 1", Route + "minimum {\"amount\":\"0.00\",\"currency\":\"EUR\"}",
        Route + "maximum {\"amount\":\"2000.01\",\"currency\":\"EUR\"}", Route + "maximum {\"amount\":\"1.00\",\"currency\":\"USD\"}", Route + "maximum 5",
        Route + "cutOff {}", Route + "cutOff/at \"24:00\"", Route + "cutOff/at \"9:00\"", Route + "cutOff/at", Route + "cutOff/timeZone \"Tirana\"", Route + "cutOff/timeZone", Route + "cutOff/extra 1",
    ];

    private const string Total = "/oneReleaserUpTo/0/";

    private const string Most = "/mostExchangeDifferencePercent ";

    public static readonly IReadOnlyList<string> RightThresholds =
    [
        "/$schema", "/oneReleaserUpTo []", "/comment \"x\"", Total + "amount \"0\"", Total + "amount \"0.00\"", Total + "amount \"999999999999999.99\"", Total + "amount \"1.5\"", Total + "currency \"USD\"",
        "/oneReleaserUpTo/0 {\"amount\":\"1\",\"currency\":\"JPY\"}", "/oneReleaserUpTo/0 {\"amount\":\"1.001\",\"currency\":\"IQD\"}",
        Most + "0", Most + "100",
    ];

    public static readonly IReadOnlyList<string> BrokenThresholds =
    [
        "/comment", "/comment \"\"", "/comment \" x\"", "/comment 1", "/$schema \"other.json\"", "/extra 1", "/oneReleaserUpTo", "/oneReleaserUpTo {}", "/oneReleaserUpTo/0 1", Total + "amount", Total + "amount 1",
        Total + "amount \"-0.01\"", Total + "amount \"1.001\"", Total + "amount \"01\"", Total + "amount \"1,00\"", Total + "amount \"1.\"", Total + "currency", Total + "currency \"EURO\"", Total + "currency \"eur\"", Total + "extra 1",
        "/oneReleaserUpTo/0 {\"amount\":\"1.0\",\"currency\":\"JPY\"}", "/oneReleaserUpTo/0 {\"amount\":\"1.0001\",\"currency\":\"IQD\"}", "/oneReleaserUpTo/0 {\"amount\":\"10000.00\",\"currency\":\"EUR\"}",
        Most + "-1", Most + "101", Most + "2.5", Most + "\"5\"", Most + "{}",
    ];

    /// <summary>A valid file of release thresholds.</summary>
    public static JsonNode Thresholds() => JsonNode.Parse(
        """{ "$schema": "./schema/batches.schema.json", "comment": "Up to here.", "oneReleaserUpTo": [ { "amount": "10000.00", "currency": "EUR" } ] }""")!;

    /// <summary>Whether the host would not start with these release thresholds.</summary>
    public static bool IsRefused(JsonNode thresholds)
    {
        try
        {
            BatchRulesFile.Read(thresholds.ToJsonString());
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>A valid file of routes for <see cref="Offices"/>.</summary>
    public static JsonNode Routes() => JsonNode.Parse(
        """
        {
          "$schema": "./schema/countries.schema.json",
          "countries": [
            {
              "country": "AL",
              "routes": [
                {
                  "route": "iban", "currency": "ALL", "minimum": { "amount": "10.00", "currency": "EUR" }, "maximum": { "amount": "1000.00", "currency": "EUR" },
                  "cutOff": { "at": "14:00", "timeZone": "Europe/Tirane" }
                }
              ]
            },
            { "country": "MA", "routes": [ { "route": "national-account", "currency": "MAD" }, { "route": "cash-desk", "currency": "MAD" } ] }
          ]
        }
        """)!;

    /// <summary>A valid programme's file with the least it can have.</summary>
    public static JsonNode Programme(string id = "probe") => JsonNode.Parse(
        $$"""
        {
          "$schema": "./schema/programme.schema.json", "id": "{{id}}", "name": "Probe", "source": "Test",
          "rules": [ { "version": "2026-1", "cash": { "allowed": true }, "fundingLines": [ { "id": "{{id}}/grants", "component": "Grants", "paysGrants": true } ] } ]
        }
        """)!;

    public static JsonNode Offices() => JsonNode.Parse(
        """{ "$schema": "./schema/offices.schema.json", "offices": [ { "id": "al-tirana", "name": "Tirana", "country": "AL" }, { "id": "ma-rabat", "name": "Rabat", "country": "MA" } ] }""")!;

    public static JsonNode With(this JsonNode file, string changes)
    {
        foreach (var change in changes.Split("; "))
        {
            var parts = change.Split(' ', 2);
            var path = parts[0].StartsWith('/') ? parts[0][1..] : $"rules/0/{parts[0]}";
            Put(file, path.Split('/'), parts.Length > 1 ? JsonNode.Parse(parts[1]) : null);
        }

        return file;
    }

    /// <summary>What the reader says of the two files beside a third that they may refer to.</summary>
    public static IReadOnlyList<CatalogueError> ReaderErrors(JsonNode programme, JsonNode offices, JsonNode? routes = null)
    {
        try
        {
            CatalogueReader.Read([("probe.json", programme.ToJsonString()), ("other.json", Programme("other").ToJsonString()), ("offices.json", offices.ToJsonString())], routes?.ToJsonString());
            return [];
        }
        catch (CatalogueException wrong)
        {
            return wrong.Errors;
        }
    }

    private static void Put(JsonNode at, string[] path, JsonNode? value)
    {
        var name = path[0];
        if (path.Length > 1)
        {
            if (at is JsonObject holder && holder[name] is null)
                holder[name] = name is "principal" or "familyMember" or "minor" ? JsonNode.Parse("""{ "amount": "1.00", "currency": "EUR" }""") : new JsonObject();
            Put(at is JsonArray list ? list[int.Parse(name)]! : at[name]!, path[1..], value);
        }
        else if (at is JsonArray list)
        {
            list.Insert(int.Parse(name), value);
        }
        else if (value is null)
        {
            at.AsObject().Remove(name);
        }
        else
        {
            at[name] = value;
        }
    }
}
