using System.Text.Json.Nodes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Programmes;

/// <summary>Every way a catalogue file can be wrong, and what the administrator then reads.</summary>
public sealed class CatalogueErrors
{
    private const string Offices = """{ "offices": [ { "id": "al-tirana", "name": "Tirana", "country": "AL" } ] }""";

    private const string Probe =
        """
        {
          "id": "probe", "name": "Probe", "source": "Test",
          "rules": [ { "version": "2026-1", "cash": { "allowed": true },
            "fundingLines": [ { "id": "probe/grants", "component": "Grants", "paysGrants": true } ] } ]
        }
        """;

    private const string Packages =
        """
        "packages": [ { "id": "start", "category": "voluntary-returnee", "cash": true,
          "principal": { "amount": "1.00", "currency": "EUR" }, "familyMember": { "amount": "1.00", "currency": "EUR" } } ]
        """;

    private static string Item(string kind) =>
        $$"""
        "items": [ { "code": "saw", "name": "Saw", "kind": "{{kind}}", "unit": "piece", "maxPrice": { "amount": "99.00", "currency": "EUR" } } ]
        """;

    /// <summary>What is wrong; the members to change in a valid file (null takes one away); the one error.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "unknown field", """{ "sealled": true }""", "rules[0].sealled: expected one of the fields appealDays, approvals, beforeCash, cash, categories, ceilings, confirmsDeparture, coolingOffDays, destinationRegion, destinations, expiresMonthsAfterReturn, families, fundingLines, gates, hosts, items, languages, lineKinds, nationalities, neutralName, packages, personQuota, refersInto, repeatAfterMonths, sealed, silenceDays, validFrom, version, window, found this unknown one" },
        { "unknown field of the file", """{ "file": { "versions": [] } }""", "versions: expected one of the fields $schema, id, name, notes, rules, source, found this unknown one" },
        { "another schema", """{ "file": { "$schema": "other.json" } }""", "$schema: expected \"./schema/programme.schema.json\", found \"other.json\"" },
        { "unknown field below", """{ "cash": { "allowed": true, "percent": 5 } }""", "rules[0].cash.percent: expected one of the fields allowed, maxPercent, found this unknown one" },
        { "missing field", """{ "name": null }""", "name: expected a text of 1 to 200 characters, trimmed and in one line, found nothing" },
        { "missing cash rule", """{ "cash": null }""", "rules[0].cash: expected an object, found nothing" },
        { "blank text", """{ "name": " " }""", "name: expected a text of 1 to 200 characters, trimmed and in one line, found \" \"" },
        { "too many notes", $$"""{ "file": { "notes": [{{string.Join(',', Enumerable.Repeat("\"again\"", 21))}}] } }""", "notes: expected a list of at most 20, found 21" },
        { "no rules", """{ "file": { "rules": [] } }""", "rules: expected a list of at least one (leave the field out to set no limit), found an empty list" },
        { "text for a number", """{ "personQuota": "130" }""", "rules[0].personQuota: expected a whole number from 1 to 10000000, found \"130\"" },
        { "fraction for a whole number", """{ "personQuota": 1.5 }""", "rules[0].personQuota: expected a whole number from 1 to 10000000, found 1.5" },
        { "quota of nobody", """{ "personQuota": 0 }""", "rules[0].personQuota: expected a whole number from 1 to 10000000, found 0" },
        { "text for a flag", """{ "families": "yes" }""", "rules[0].families: expected true or false, found \"yes\"" },
        { "object for a list", """{ "hosts": { "FR": true } }""", "rules[0].hosts: expected a list of at least one (leave the field out to set no limit), found an object" },
        { "empty list", """{ "hosts": [] }""", "rules[0].hosts: expected a list of at least one (leave the field out to set no limit), found an empty list" },
        { "repeated list item", """{ "hosts": ["FR", "GB", "FR"] }""", "rules[0].hosts[2]: expected each value once, found \"FR\"" },
        { "other id than the file", """{ "id": "prove", "fundingLines": [ { "id": "prove/grants", "component": "Grants", "paysGrants": true } ] }""", "id: expected \"probe\", as the file is named, found \"prove\"" },
        { "version without number", """{ "version": "2026" }""", "rules[0].version: expected a year and a number such as \"2026-1\", found \"2026\"" },
        { "unknown country", """{ "hosts": ["FR", "UK"] }""", "rules[0].hosts[1]: expected an upper-case ISO 3166-1 alpha-2 country code such as \"FR\", found \"UK\"" },
        { "unknown language", """{ "languages": ["fas"] }""", "rules[0].languages[0]: expected a lower-case language code such as \"fa\" or \"ckb\" (ISO 639-1, or a known three-letter code), found \"fas\"" },
        { "unknown category", """{ "categories": ["refugee"] }""", "rules[0].categories[0]: expected one of \"voluntary-returnee\", \"forced-returnee\", \"victim-of-trafficking\", \"resettled-refugee\", \"relocated-applicant\", \"family-reunification\", \"residency-applicant\", found \"refugee\"" },
        { "unknown line kind", """{ "lineKinds": ["cash", "Goods"] }""", "rules[0].lineKinds[1]: expected one of \"cash\", \"goods\", \"service\", \"training\", \"job-placement\", \"business-start-up\", \"wage-subsidy\", \"transit-assistance\", \"travel-assistance\", \"referral\", found \"Goods\"" },
        { "destination without an office", """{ "destinations": ["AL", "MA"] }""", "rules[0].destinations: expected countries with an office in offices.json, found \"MA\"" },
        { "region without its country", """{ "destinationRegion": "North" }""", "rules[0].destinationRegion: expected exactly one country in destinations beside it, found \"North\"" },
        { "region without an office", """{ "destinations": ["AL"], "destinationRegion": "North" }""", "rules[0].destinationRegion: expected the region of an office in offices.json, found \"North\"" },
        { "trafficked persons unsealed", """{ "categories": ["victim-of-trafficking"] }""", "rules[0].sealed: expected true, because the programme is for victims of trafficking, found false or nothing" },
        { "ceiling above the system's", """{ "ceilings": { "principal": { "amount": "2000.01", "currency": "EUR" } } }""", "rules[0].ceilings.principal.amount: expected an amount of more than 0.00 and at most 2000.00, the system ceiling, found \"2000.01\"" },
        { "ceiling of nothing", """{ "ceilings": { "familyMember": { "amount": "0.00", "currency": "EUR" } } }""", "rules[0].ceilings.familyMember.amount: expected an amount of more than 0.00 and at most 2000.00, the system ceiling, found \"0.00\"" },
        { "ceiling in another currency", """{ "ceilings": { "principal": { "amount": "1.00", "currency": "GBP" } } }""", "rules[0].ceilings.principal.currency: expected \"EUR\", found \"GBP\"" },
        { "amount as a number", """{ "ceilings": { "principal": { "amount": 1, "currency": "EUR" } } }""", "rules[0].ceilings.principal.amount: expected an amount of more than 0.00 and at most 2000.00, the system ceiling, found 1" },
        { "cash share over the whole", """{ "cash": { "allowed": true, "maxPercent": 101 } }""", "rules[0].cash.maxPercent: expected a whole number from 1 to 100, found 101" },
        { "cash share without cash", """{ "cash": { "allowed": false, "maxPercent": 50 } }""", "rules[0].cash.maxPercent: expected no share, because allowed is false, found 50" },
        { "cash kind without cash", """{ "cash": { "allowed": false }, "lineKinds": ["service", "cash"] }""", "rules[0].lineKinds: expected no \"cash\", because cash.allowed is false, found \"cash\"" },
        { "cash without cash kind", """{ "lineKinds": ["service"] }""", "rules[0].lineKinds: expected \"cash\" among the kinds, because cash.allowed is true, found none" },
        { "order before cash without cash", """{ "cash": { "allowed": false }, "beforeCash": ["training"] }""", "rules[0].beforeCash: expected no such field, because cash.allowed is false, found a list" },
        { "cash before cash", """{ "beforeCash": ["training", "cash"] }""", "rules[0].beforeCash: expected in-kind line kinds that the programme allows, found training, cash" },
        { "order of a kind not allowed", """{ "lineKinds": ["cash", "goods"], "beforeCash": ["training"] }""", "rules[0].beforeCash: expected in-kind line kinds that the programme allows, found training" },
        { "trafficked persons without a neutral name", """{ "categories": ["victim-of-trafficking"], "sealed": true }""", "rules[0].neutralName: expected a name toward banks, phones and funders, because sealed is true, found nothing" },
        { "neutral name that hints", """{ "neutralName": "Help for Returnees" }""", "rules[0].neutralName: expected a name without \"return\", which would give people away, found \"Help for Returnees\"" },
        { "neutral name too long", $$"""{ "neutralName": "{{new string('x', 61)}}" }""", $"rules[0].neutralName: expected a text of 1 to 60 characters, trimmed and in one line, found \"{new string('x', 61)}\"" },
        { "no guardian", """{ "gates": ["declaration", "identity"] }""", "rules[0].gates: expected \"guardian\" among the gates, because a child alone is protected everywhere, found none" },
        { "no declaration for anybody", """{ "gates": ["guardian"] }""", "rules[0].gates: expected \"declaration\" among the gates, because the programme takes people who return of their own will, found none" },
        { "no declaration for the trafficked", """{ "categories": ["resettled-refugee", "victim-of-trafficking"], "sealed": true, "neutralName": "Support", "gates": ["guardian"] }""", "rules[0].gates: expected \"declaration\" among the gates, because the programme takes people who return of their own will, found none" },
        { "cooling-off from no declaration", """{ "categories": ["resettled-refugee"], "gates": ["guardian"], "coolingOffDays": 7 }""", "rules[0].coolingOffDays: expected no such field, because no gate asks for the declaration that it counts from, found 7" },
        { "unknown gate", """{ "gates": ["guardian", "declaration", "visa"] }""", "rules[0].gates[2]: expected one of \"declaration\", \"departure\", \"arrival\", \"identity\", \"guardian\", found \"visa\"" },
        { "referral into nothing", """{ "refersInto": ["nowhere"] }""", "rules[0].refersInto: expected programmes of the catalogue, found \"nowhere\"" },
        { "referral into itself", """{ "refersInto": ["probe"] }""", "rules[0].refersInto: expected other programmes, found \"probe\" itself" },
        { "cooling-off over a year", """{ "coolingOffDays": 367 }""", "rules[0].coolingOffDays: expected a whole number from 1 to 366, found 367" },
        { "appeal within no day", """{ "appealDays": 0 }""", "rules[0].appealDays: expected a whole number from 1 to 366, found 0" },
        { "silence without end", """{ "silenceDays": 1000 }""", "rules[0].silenceDays: expected a whole number from 1 to 366, found 1000" },
        { "never again", """{ "repeatAfterMonths": 601 }""", "rules[0].repeatAfterMonths: expected a whole number from 1 to 600, found 601" },
        { "departure confirmed by a word", """{ "confirmsDeparture": "yes" }""", "rules[0].confirmsDeparture: expected true or false, found \"yes\"" },
        { "child's ceiling of nothing", """{ "ceilings": { "minor": { "amount": "0.00", "currency": "EUR" } } }""", "rules[0].ceilings.minor.amount: expected an amount of more than 0.00 and at most 2000.00, the system ceiling, found \"0.00\"" },
        { "line of more than a billion", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "amount": { "amount": "1000000000.01", "currency": "EUR" } } ] }""", "rules[0].fundingLines[0].amount.amount: expected an amount of more than 0.00 and at most 1000000000.00, found \"1000000000.01\"" },
        { "second approval always and if vulnerable", """{ "approvals": { "alwaysTwo": true, "twoIfVulnerable": true } }""", "rules[0].approvals.twoIfVulnerable: expected no such rule, because alwaysTwo is true, found true" },
        { "day of validity that is none", """{ "validFrom": "soon" }""", "rules[0].validFrom: expected a day such as \"2026-01-31\", found \"soon\"" },
        { "second approval twice", """{ "approvals": { "alwaysTwo": true, "secondAbove": { "amount": "500.00", "currency": "EUR" } } }""", "rules[0].approvals.secondAbove: expected no amount, because alwaysTwo is true, found an object" },
        { "day that does not exist", """{ "window": { "from": "2026-02-30" } }""", "rules[0].window.from: expected a day such as \"2026-01-31\", found \"2026-02-30\"" },
        { "window reversed", """{ "window": { "from": "2026-02-02", "until": "2026-02-01" } }""", "rules[0].window.until: expected a day on or after 2026-02-02, the first day, found \"2026-02-01\"" },
        { "window with end and length", """{ "window": { "from": "2026-02-02", "until": "2026-03-01", "months": 1 } }""", "rules[0].window.months: expected no length, because the last day is given, found 1" },
        { "no funding line", """{ "fundingLines": [] }""", "rules[0].fundingLines: expected a list of at least one (leave the field out to set no limit), found an empty list" },
        { "no paying funding line", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": false } ] }""", "rules[0].fundingLines: expected exactly one line with paysGrants true, found none" },
        { "two paying funding lines", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true }, { "id": "probe/b", "component": "B", "paysGrants": true } ] }""", "rules[0].fundingLines: expected exactly one line with paysGrants true, found probe/a, probe/b" },
        { "funding line of another programme", """{ "fundingLines": [ { "id": "other/a", "component": "A", "paysGrants": true } ] }""", "rules[0].fundingLines[0].id: expected an id that starts with \"probe/\", found \"other/a\"" },
        { "funding line twice", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true }, { "id": "probe/a", "component": "B", "paysGrants": false } ] }""", "rules[0].fundingLines[1]: expected funding line ids that differ, found \"probe/a\" again" },
        { "shards too small for a whole grant", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "amount": { "amount": "5000.00", "currency": "EUR" }, "shards": 3 } ] }""", "rules[0].fundingLines[0].shards: expected a whole number from 1 to 2, found 3" },
        { "funding line in too many shards", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "shards": 65 } ] }""", "rules[0].fundingLines[0].shards: expected a whole number from 1 to 64, found 65" },
        { "funder who bears nothing", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "funderSharePercent": 0 } ] }""", "rules[0].fundingLines[0].funderSharePercent: expected a whole number from 1 to 100, found 0" },
        { "overhead of more than a quarter", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "overheadPercent": 26 } ] }""", "rules[0].fundingLines[0].overheadPercent: expected a whole number from 0 to 25, found 26" },
        { "agreement without a name", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "agreement": " " } ] }""", "rules[0].fundingLines[0].agreement: expected a text of 1 to 100 characters, trimmed and in one line, found \" \"" },
        { "agreement that ends before it begins", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "eligible": { "from": "2026-02-01", "until": "2026-01-31" } } ] }""", "rules[0].fundingLines[0].eligible.until: expected a day on or after 2026-02-01, the first day, found \"2026-01-31\"" },
        { "packages beside ceilings", $$"""{ "categories": ["voluntary-returnee"], "ceilings": {}, {{Packages}} }""", "rules[0].ceilings: expected no ceilings, because the packages say what a grant may be worth, found an object" },
        { "category without a package", $$"""{ "categories": ["voluntary-returnee", "forced-returnee"], {{Packages}} }""", "rules[0].packages: expected packages for exactly the categories the programme lists, found voluntary-returnee" },
        { "cash package without cash", $$"""{ "categories": ["voluntary-returnee"], "cash": { "allowed": false }, {{Packages}} }""", "rules[0].packages[0].cash: expected false, because cash.allowed is false, found true" },
        { "item of cash", $$"""{ {{Item("cash")}} }""", "rules[0].items[0].kind: expected an in-kind line kind that the programme allows, found \"cash\"" },
        { "item of a kind that is not given", $$"""{ "lineKinds": ["cash", "service"], {{Item("goods")}} }""", "rules[0].items[0].kind: expected an in-kind line kind that the programme allows, found \"goods\"" },
        { "item twice", $$"""{ {{Item("goods").Replace("[", "[ { \"code\": \"saw\", \"name\": \"Chain saw\", \"kind\": \"goods\", \"unit\": \"piece\" },", StringComparison.Ordinal)}} }""", "rules[0].items[1]: expected item codes that differ, found \"saw\" again" },
        { "item without a unit", $$"""{ {{Item("goods").Replace("piece", "", StringComparison.Ordinal)}} }""", "rules[0].items[0].unit: expected a text of 1 to 40 characters, trimmed and in one line, found \"\"" },
        { "unknown field of an item", $$"""{ {{Item("goods").Replace("maxPrice", "price", StringComparison.Ordinal)}} }""", "rules[0].items[0].price: expected one of the fields code, kind, maxPrice, name, unit, found this unknown one" },
        { "package id no slug", $$"""{ "categories": ["voluntary-returnee"], {{Packages.Replace("start", "The Start", StringComparison.Ordinal)}} }""", "rules[0].packages[0].id: expected lower-case letters, digits and single hyphens, found \"The Start\"" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_file_field_and_what_was_expected(string mistake, string changes, string error)
    {
        _ = mistake;
        Assert.Equal([$"probe.json: {error}"], Errors(("probe.json", Changed(changes)), ("offices.json", Offices)));
    }

    [Fact]
    public void The_file_that_the_mistakes_are_made_in_is_valid()
    {
        var programme = CatalogueReader.Read([("offices.json", Offices), ("probe.json", Probe)]).InForce(ProgrammeId.Parse("probe"), RealCatalogue.Day)!;

        Assert.Equal(Enum.GetValues<LineKind>(), programme.LineKinds.Order());
        Assert.Equal((null, null, null), (programme.Hosts, programme.Destinations, programme.Categories));
        Assert.Equal(SystemRules.Ceiling, programme.Ceiling(HouseholdRole.Principal, BeneficiaryCategory.ForcedReturnee));
    }

    [Fact]
    public void A_field_given_twice_is_refused() =>
        Assert.Equal(
            ["probe.json: rules[0].cash.allowed: expected the field once, found it again"],
            Errors(("probe.json", Probe.Replace("\"allowed\": true", "\"allowed\": true, \"allowed\": false", StringComparison.Ordinal)), ("offices.json", Offices)));

    [Fact]
    public void A_file_that_is_no_json_is_refused_with_the_place() =>
        Assert.Equal(["probe.json: (file): expected valid JSON, found a mistake near line 2, byte 8"], Errors(("probe.json", "{\n  \"id\" \"probe\"\n}"), ("offices.json", Offices)));

    [Fact]
    public void A_file_that_is_no_object_is_refused() =>
        Assert.Equal(["probe.json: (file): expected an object, found an empty list"], Errors(("probe.json", "[]"), ("offices.json", Offices)));

    [Fact]
    public void Two_files_of_one_name_are_refused() =>
        Assert.Equal(["probe.json: (file): expected file names that differ, found the name again"], Errors(("probe.json", Probe), ("offices.json", Offices), ("probe.json", Probe)));

    [Fact]
    public void A_file_that_is_not_named_json_is_refused() =>
        Assert.Equal(["probe.yaml: (file): expected a file name that ends in .json, found another"], Errors(("probe.yaml", Probe), ("probe.json", Probe), ("offices.json", Offices)));

    [Fact]
    public void Without_offices_there_is_no_catalogue() =>
        Assert.Equal(["offices.json: (file): expected the file of the country offices, found nothing"], Errors(("probe.json", Probe)));

    [Fact]
    public void Without_programmes_there_is_no_catalogue() =>
        Assert.Equal(["programmes: (file): expected at least one programme's file, found nothing"], Errors(("offices.json", Offices)));

    [Theory]
    [InlineData("""[ { "version": "2026-1" }, { "version": "2026-2" } ]""", "rules[1].validFrom: expected the first day of this version: only the first version may leave it out, found nothing")]
    [InlineData("""[ { "version": "2026-1" }, { "version": "2026-1", "validFrom": "2026-02-01" } ]""", "rules[1].version: expected versions that differ, found \"2026-1\" again")]
    [InlineData("""[ { "version": "2026-1", "validFrom": "2026-02-01" }, { "version": "2026-2", "validFrom": "2026-02-01" } ]""", "rules[1].validFrom: expected a day after 2026-02-01, the first day of version 2026-1, found \"2026-02-01\"")]
    [InlineData("""[ { "version": "2026-1" }, { "version": "2026-2", "validFrom": "2026-03-01" }, { "version": "2026-3", "validFrom": "2026-02-01" } ]""", "rules[2].validFrom: expected a day after 2026-03-01, the first day of version 2026-2, found \"2026-02-01\"")]
    [InlineData("""[ { "version": "2026-1" }, { "version": "2026-2", "validFrom": "2026-02-01", "cash": null } ]""", "rules[1].cash: expected an object, found nothing")]
    [InlineData("""[ { "version": "2026-1" }, { "version": "2026-2", "validFrom": "2026-02-01", "fundingLines": [ { "id": "probe/grants", "component": "Grants", "paysGrants": true, "shards": 8 } ] } ]""", "rules[1].fundingLines[0].shards: expected 4, as before: a line keeps its shards, because they say where its reservations are, found 8")]
    // Four is what a line has that says nothing; topped up or cut, a line says how many it had.
    [InlineData("""[ { "version": "2026-1" }, { "version": "2026-2", "validFrom": "2026-02-01", "fundingLines": [ { "id": "probe/grants", "component": "Grants", "paysGrants": true, "amount": { "amount": "4000.00", "currency": "EUR" } } ] } ]""", "rules[1].fundingLines[0].shards: expected 4, as before: a line keeps its shards, because they say where its reservations are, found 2")]
    [InlineData("""[ { "version": "2026-1" }, { "version": "2026-2", "validFrom": "2026-02-01", "personQuota": 130, "fundingLines": [ { "id": "probe/second", "component": "Grants", "paysGrants": true } ] } ]""", "rules[1].fundingLines: expected \"probe/grants\" to pay grants, as before: the places of the quota are counted there, found \"probe/second\"")]
    public void A_mistake_between_versions_is_named_at_the_later_one(string versions, string error) =>
        Assert.Equal([$"probe.json: {error}"], Errors(("probe.json", WithVersions(versions)), ("offices.json", Offices)));

    [Fact]
    public void Without_a_quota_a_later_version_may_pay_from_another_line() =>
        Assert.True(CatalogueReader.Read([("probe.json", WithVersions("""[ { "version": "2026-1" }, { "version": "2026-2", "validFrom": "2026-02-01", "fundingLines": [ { "id": "probe/second", "component": "Grants", "paysGrants": true } ] } ]""")), ("offices.json", Offices)]).Has(ProgrammeId.Parse("probe")));

    [Fact]
    public void Each_version_holds_from_its_first_day()
    {
        var catalogue = CatalogueReader.Read([("offices.json", Offices), ("probe.json", WithVersions("""[ { "version": "2026-1" }, { "version": "2026-2", "validFrom": "2026-02-01", "personQuota": 5 } ]"""))]);

        Assert.Equal("2026-1", catalogue.InForce(ProgrammeId.Parse("probe"), new(2026, 1, 31))?.Version);
        Assert.Equal(("2026-2", 5), catalogue.InForce(ProgrammeId.Parse("probe"), new(2026, 2, 1)) is { } second ? (second.Version, second.PersonQuota) : default);
        Assert.Null(catalogue.Find(ProgrammeId.Parse("probe"), "2026-1")?.PersonQuota);
    }

    [Theory]
    [InlineData("""{ "weekend": ["friday", "funday"] }""", "offices[0].weekend[1]: expected one of \"sunday\", \"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", found \"funday\"")]
    [InlineData("""{ "weekend": ["monday", "tuesday", "wednesday", "thursday"] }""", "offices[0].weekend: expected a list of at most 3, found 4")]
    [InlineData("""{ "deputy": "al-tirana" }""", "offices[0].deputy: expected the id of another office of the list, found \"al-tirana\"")]
    [InlineData("""{ "deputy": "nowhere" }""", "offices[0].deputy: expected the id of another office of the list, found \"nowhere\"")]
    [InlineData("""{ "deputy": 7 }""", "offices[0].deputy: expected an office id such as \"af-kabul\": lower-case letters, digits and single hyphens, at most 40 characters, found 7")]
    [InlineData("""{ "fax": "1" }""", "offices[0].fax: expected one of the fields country, deputy, id, name, region, weekend, found this unknown one")]
    public void A_mistake_in_an_office_is_named(string changes, string error)
    {
        var offices = JsonNode.Parse(Offices)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            Change(offices["offices"]![0]!.AsObject(), name, value);

        Assert.Equal([$"offices.json: {error}"], Errors(("probe.json", Probe), ("offices.json", offices.ToJsonString())));
    }

    [Fact]
    public void An_office_listed_twice_is_refused() =>
        Assert.Equal(
            ["offices.json: offices[1]: expected office ids that differ, found \"al-tirana\" again"],
            Errors(("probe.json", Probe), ("offices.json", Offices.Replace("} ]", """}, { "id": "al-tirana", "name": "Again", "country": "AL" } ]""", StringComparison.Ordinal))));

    [Fact]
    public void An_office_in_no_known_country_is_refused() =>
        Assert.Equal(
            ["offices.json: offices[0].country: expected an upper-case ISO 3166-1 alpha-2 country code such as \"FR\", found \"XX\""],
            Errors(("probe.json", Probe), ("offices.json", Offices.Replace("\"AL\"", "\"XX\"", StringComparison.Ordinal))));

    [Fact]
    public void All_mistakes_of_all_files_are_listed_at_once()
    {
        var exception = Assert.Throws<CatalogueException>(() => CatalogueReader.Read(
        [
            ("probe.json", Changed("""{ "hosts": ["UK"], "personQuota": 0, "window": 7 }""")),
            ("other.json", "{"),
            ("offices.json", "{}"),
        ]));

        Assert.Equal(5, exception.Errors.Count);
        Assert.StartsWith("The programme catalogue has 5 error(s):\n  offices.json: offices: expected", exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Errors(params (string FileName, string Json)[] files) =>
        Assert.Throws<CatalogueException>(() => CatalogueReader.Read(files)).Errors.Select(error => error.ToString());

    /// <summary>Changes the one version's rules; what is under <c>file</c>, and the id, in the file itself.</summary>
    private static string Changed(string changes)
    {
        var file = JsonNode.Parse(Probe)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            if (name == "file")
                value!.AsObject().ToList().ForEach(member => Change(file, member.Key, member.Value));
            else
                Change(file.ContainsKey(name) ? file : file["rules"]![0]!.AsObject(), name, value);
        }

        return file.ToJsonString();
    }

    /// <summary>The valid file with these versions, each as the valid one but for what is given.</summary>
    private static string WithVersions(string versions)
    {
        var file = JsonNode.Parse(Probe)!.AsObject();
        var valid = file["rules"]![0]!;
        file["rules"] = new JsonArray([.. JsonNode.Parse(versions)!.AsArray().Select(changes =>
        {
            var version = valid.DeepClone().AsObject();
            changes!.AsObject().ToList().ForEach(member => Change(version, member.Key, member.Value));
            return version;
        })]);
        return file.ToJsonString();
    }

    private static void Change(JsonObject target, string name, JsonNode? value)
    {
        if (value is null)
            target.Remove(name);
        else
            target[name] = value.DeepClone();
    }
}
