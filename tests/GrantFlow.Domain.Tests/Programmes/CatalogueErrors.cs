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
          "id": "probe", "version": "2026-1", "name": "Probe", "source": "Test", "cash": { "allowed": true },
          "fundingLines": [ { "id": "probe/grants", "component": "Grants", "paysGrants": true } ]
        }
        """;

    private const string Packages =
        """
        "packages": [ { "id": "start", "category": "voluntary-returnee", "cash": true,
          "principal": { "amount": "1.00", "currency": "EUR" }, "familyMember": { "amount": "1.00", "currency": "EUR" } } ]
        """;

    /// <summary>What is wrong; the members to change in a valid file (null takes one away); the one error.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "unknown field", """{ "sealled": true }""", "sealled: expected one of the fields approvals, beforeCash, cash, categories, ceilings, departureConfirmedFirst, destinationRegion, destinations, expiresMonthsAfterReturn, families, fundingLines, hosts, id, languages, lineKinds, name, nationalities, notes, packages, personQuota, sealed, source, version, window, found this unknown one" },
        { "unknown field below", """{ "cash": { "allowed": true, "percent": 5 } }""", "cash.percent: expected one of the fields allowed, maxPercent, found this unknown one" },
        { "missing field", """{ "name": null }""", "name: expected a text of 1 to 200 characters, trimmed and in one line, found nothing" },
        { "missing cash rule", """{ "cash": null }""", "cash: expected an object, found nothing" },
        { "blank text", """{ "name": " " }""", "name: expected a text of 1 to 200 characters, trimmed and in one line, found \" \"" },
        { "text for a number", """{ "personQuota": "130" }""", "personQuota: expected a whole number from 1 to 10000000, found \"130\"" },
        { "fraction for a whole number", """{ "personQuota": 1.5 }""", "personQuota: expected a whole number from 1 to 10000000, found 1.5" },
        { "quota of nobody", """{ "personQuota": 0 }""", "personQuota: expected a whole number from 1 to 10000000, found 0" },
        { "text for a flag", """{ "families": "yes" }""", "families: expected true or false, found \"yes\"" },
        { "object for a list", """{ "hosts": { "FR": true } }""", "hosts: expected a list of at least one (leave the field out to set no limit), found an object" },
        { "empty list", """{ "hosts": [] }""", "hosts: expected a list of at least one (leave the field out to set no limit), found an empty list" },
        { "repeated list item", """{ "hosts": ["FR", "GB", "FR"] }""", "hosts[2]: expected each value once, found \"FR\"" },
        { "other id than the file", """{ "id": "prove" , "fundingLines": [ { "id": "prove/grants", "component": "Grants", "paysGrants": true } ] }""", "id: expected \"probe\", as the file is named, found \"prove\"" },
        { "version without number", """{ "version": "2026" }""", "version: expected a year and a number such as \"2026-1\", found \"2026\"" },
        { "unknown country", """{ "hosts": ["FR", "UK"] }""", "hosts[1]: expected an upper-case ISO 3166-1 alpha-2 country code such as \"FR\", found \"UK\"" },
        { "unknown language", """{ "languages": ["fas"] }""", "languages[0]: expected a lower-case language code such as \"fa\" or \"ckb\" (ISO 639-1, or a known three-letter code), found \"fas\"" },
        { "unknown category", """{ "categories": ["refugee"] }""", "categories[0]: expected one of \"voluntary-returnee\", \"forced-returnee\", \"victim-of-trafficking\", \"resettled-refugee\", \"relocated-applicant\", \"family-reunification\", \"residency-applicant\", found \"refugee\"" },
        { "unknown line kind", """{ "lineKinds": ["cash", "Goods"] }""", "lineKinds[1]: expected one of \"cash\", \"goods\", \"service\", \"training\", \"job-placement\", \"business-start-up\", \"wage-subsidy\", \"transit-assistance\", \"travel-assistance\", \"referral\", found \"Goods\"" },
        { "destination without an office", """{ "destinations": ["AL", "MA"] }""", "destinations: expected countries with an office in offices.json, found \"MA\"" },
        { "region without its country", """{ "destinationRegion": "North" }""", "destinationRegion: expected exactly one country in destinations beside it, found \"North\"" },
        { "region without an office", """{ "destinations": ["AL"], "destinationRegion": "North" }""", "destinationRegion: expected the region of an office in offices.json, found \"North\"" },
        { "trafficked persons unsealed", """{ "categories": ["victim-of-trafficking"] }""", "sealed: expected true, because the programme is for victims of trafficking, found false or nothing" },
        { "ceiling above the system's", """{ "ceilings": { "principal": { "amount": "2000.01", "currency": "EUR" } } }""", "ceilings.principal.amount: expected an amount of more than 0.00 and at most 2000.00, the system ceiling, found \"2000.01\"" },
        { "ceiling of nothing", """{ "ceilings": { "familyMember": { "amount": "0.00", "currency": "EUR" } } }""", "ceilings.familyMember.amount: expected an amount of more than 0.00 and at most 2000.00, the system ceiling, found \"0.00\"" },
        { "ceiling in another currency", """{ "ceilings": { "principal": { "amount": "1.00", "currency": "GBP" } } }""", "ceilings.principal.currency: expected \"EUR\", found \"GBP\"" },
        { "amount as a number", """{ "ceilings": { "principal": { "amount": 1, "currency": "EUR" } } }""", "ceilings.principal.amount: expected an amount of more than 0.00 and at most 2000.00, the system ceiling, found 1" },
        { "cash share over the whole", """{ "cash": { "allowed": true, "maxPercent": 101 } }""", "cash.maxPercent: expected a whole number from 1 to 100, found 101" },
        { "cash share without cash", """{ "cash": { "allowed": false, "maxPercent": 50 } }""", "cash.maxPercent: expected no share, because allowed is false, found 50" },
        { "cash kind without cash", """{ "cash": { "allowed": false }, "lineKinds": ["service", "cash"] }""", "lineKinds: expected no \"cash\", because cash.allowed is false, found \"cash\"" },
        { "cash without cash kind", """{ "lineKinds": ["service"] }""", "lineKinds: expected \"cash\" among the kinds, because cash.allowed is true, found none" },
        { "order before cash without cash", """{ "cash": { "allowed": false }, "beforeCash": ["training"] }""", "beforeCash: expected no such field, because cash.allowed is false, found a list" },
        { "cash before cash", """{ "beforeCash": ["training", "cash"] }""", "beforeCash: expected in-kind line kinds that the programme allows, found training, cash" },
        { "order of a kind not allowed", """{ "lineKinds": ["cash", "goods"], "beforeCash": ["training"] }""", "beforeCash: expected in-kind line kinds that the programme allows, found training" },
        { "second approval twice", """{ "approvals": { "alwaysTwo": true, "secondAbove": { "amount": "500.00", "currency": "EUR" } } }""", "approvals.secondAbove: expected no amount, because alwaysTwo is true, found an object" },
        { "day that does not exist", """{ "window": { "from": "2026-02-30" } }""", "window.from: expected a day such as \"2026-01-31\", found \"2026-02-30\"" },
        { "window reversed", """{ "window": { "from": "2026-02-02", "until": "2026-02-01" } }""", "window.until: expected a day on or after 2026-02-02, the first day, found \"2026-02-01\"" },
        { "window with end and length", """{ "window": { "from": "2026-02-02", "until": "2026-03-01", "months": 1 } }""", "window.months: expected no length, because the last day is given, found 1" },
        { "no funding line", """{ "fundingLines": [] }""", "fundingLines: expected a list of at least one (leave the field out to set no limit), found an empty list" },
        { "no paying funding line", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": false } ] }""", "fundingLines: expected exactly one line with paysGrants true, found none" },
        { "two paying funding lines", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true }, { "id": "probe/b", "component": "B", "paysGrants": true } ] }""", "fundingLines: expected exactly one line with paysGrants true, found probe/a, probe/b" },
        { "funding line of another programme", """{ "fundingLines": [ { "id": "other/a", "component": "A", "paysGrants": true } ] }""", "fundingLines[0].id: expected an id that starts with \"probe/\", found \"other/a\"" },
        { "funding line twice", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true }, { "id": "probe/a", "component": "B", "paysGrants": false } ] }""", "fundingLines[1]: expected funding line ids that differ, found \"probe/a\" again" },
        { "shards too small for a whole grant", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "amount": { "amount": "5000.00", "currency": "EUR" }, "shards": 3 } ] }""", "fundingLines[0].shards: expected a whole number from 1 to 2, found 3" },
        { "funding line in too many shards", """{ "fundingLines": [ { "id": "probe/a", "component": "A", "paysGrants": true, "shards": 65 } ] }""", "fundingLines[0].shards: expected a whole number from 1 to 64, found 65" },
        { "packages beside ceilings", $$"""{ "categories": ["voluntary-returnee"], "ceilings": {}, {{Packages}} }""", "ceilings: expected no ceilings, because the packages say what a grant may be worth, found an object" },
        { "category without a package", $$"""{ "categories": ["voluntary-returnee", "forced-returnee"], {{Packages}} }""", "packages: expected packages for exactly the categories the programme lists, found voluntary-returnee" },
        { "cash package without cash", $$"""{ "categories": ["voluntary-returnee"], "cash": { "allowed": false }, {{Packages}} }""", "packages[0].cash: expected false, because cash.allowed is false, found true" },
        { "package id no slug", $$"""{ "categories": ["voluntary-returnee"], {{Packages.Replace("start", "The Start", StringComparison.Ordinal)}} }""", "packages[0].id: expected lower-case letters, digits and single hyphens, found \"The Start\"" },
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
            ["probe.json: cash.allowed: expected the field once, found it again"],
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

    private static IReadOnlyList<string> Errors(params (string FileName, string Json)[] files) =>
        Assert.Throws<CatalogueException>(() => CatalogueReader.Read(files)).Errors;

    private static string Changed(string changes)
    {
        var file = JsonNode.Parse(Probe)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            if (value is null)
                file.Remove(name);
            else
                file[name] = value.DeepClone();
        }

        return file.ToJsonString();
    }
}
