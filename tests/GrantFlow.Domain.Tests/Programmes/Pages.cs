using System.Text.Json;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Programmes;

/// <summary>The catalogue as a page that a programme manager can read.</summary>
internal static class Pages
{
    public static string Programmes(Catalogue catalogue)
    {
        var programmes = catalogue.Versions.Values.Select(versions => versions[^1]).ToList();
        string[] gates = ["gates", .. Enum.GetValues<Gate>().Select(Plain)];
        List<string> lines =
        [
            "<!-- Generated from programmes/*.json by tests/GrantFlow.Domain.Tests. Run the tests with GRANTFLOW_REGENERATE=1 after a change. -->",
            "",
            "# Programmes",
            "",
            "What each programme allows, as the files in `programmes/` say it. *Open* means that the publications behind the",
            "catalogue do not say: there is then no limit. Whatever a programme says, nobody gets more than",
            $"**{SystemRules.Ceiling}** per person and grant. A programme that states no ceiling has exactly that one,",
            "also where it delivers services only, because a service has a value in the ledger too.",
            "",
            "## At a glance",
            "",
            "| programme | name | from | to | for whom | at most, per person | cash | persons | applications |",
            "|---|---|---|---|---|---|---|---|---|",
            .. programmes.Select(AtAGlance),
            "",
            "## What must be on file",
            "",
            "The declaration is asked of those who return of their own will. Guardian and best-interests papers are asked of a",
            "child alone, everywhere, and its grant always needs two officers.",
            "",
            $"| {string.Join(" | ", gates)} |",
            string.Concat(Enumerable.Repeat("|---", gates.Length)) + "|",
            .. programmes.Select(programme => $"| `{programme.Id}` | {string.Join(" | ", Enum.GetValues<Gate>().Select(gate => programme.Gates.Contains(gate) ? "yes" : "-"))} |"),
        ];
        foreach (var versions in catalogue.Versions.Values)
        {
            lines.AddRange(["", $"## {versions[^1].Id}", "", $"{versions[^1].Name}. Source: {versions[^1].Source}."]);
            // The latest rules first: they are what somebody who applies today is told.
            foreach (var rules in versions.Reverse())
                lines.AddRange(["", $"Version {rules.Version}, {Validity(versions, rules)}:", "", "| rule | |", "|---|---|", .. RulesTable.Of(rules).Select(row => $"| {row.Rule} | {row.Says} |")]);
            if (versions[^1].Notes.Count > 0)
                lines.AddRange(["", .. versions[^1].Notes.Select(note => $"- {note}")]);
        }

        lines.AddRange(
        [
            "",
            "## Country offices",
            "",
            "Offices verify arrivals and confirm deliveries. They are configuration (`programmes/offices.json`): the list",
            "claims nothing about who has an office where.",
            "",
            "| office | city | country | region | closed on | when silent |",
            "|---|---|---|---|---|---|",
            .. catalogue.Offices.Values.Select(office =>
                $"| `{office.Id}` | {office.Name} | {office.Country.Name} | {office.Region ?? "all"} | {string.Join(", ", office.Weekend.OrderBy(day => ((int)day + 6) % 7))} | {(office.Deputy is { } deputy ? $"`{deputy}`" : "-")} |"),
            "",
        ]);
        return string.Join('\n', lines);
    }

    /// <summary>A member as the files write it.</summary>
    public static string Word<T>(T choice)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());

    private static string AtAGlance(Programme programme) =>
        $"| [`{programme.Id}`](#{programme.Id}) | {programme.Name} | {Countries(programme.Hosts)} | {programme.DestinationRegion ?? Countries(programme.Destinations)} "
        + $"| {Whom(programme)} | {Most(programme)} | {Cash(programme)} | {programme.PersonQuota?.ToString() ?? "open"} | {Applications(programme.Window)} |";

    private static string Validity(IReadOnlyList<Programme> versions, Programme rules)
    {
        var next = versions.SkipWhile(other => other != rules).Skip(1).FirstOrDefault()?.ValidFrom;
        var from = rules.ValidFrom is { } first ? $"for applications from {first:yyyy-MM-dd}" : "for applications from the beginning";
        return next is { } day ? $"{from} to {day.AddDays(-1):yyyy-MM-dd}" : from;
    }

    public static string Whom(Programme programme)
    {
        var categories = programme.Categories is { } grounds ? string.Join(", ", grounds.Select(Plain)) : "open";
        return programme.Nationalities is { } nationalities ? $"{(programme.Categories is null ? "" : categories + "; ")}nationals of {Countries(nationalities)}" : categories;
    }

    public static string Most(Programme programme)
    {
        var amounts =
            from category in programme.Categories?.ToList() ?? [BeneficiaryCategory.VoluntaryReturnee]
            from role in programme.Families ? Enum.GetValues<HouseholdRole>() : [HouseholdRole.Principal]
            select (Text: programme.Packages.Count > 0 ? $"{Plain(category)}, {Plain(role)}: " : "", Ceiling: programme.Ceiling(role, category));
        return string.Join("<br>", amounts.Select(amount => amount.Text + amount.Ceiling).Distinct());
    }

    public static string Cash(Programme programme) => programme switch
    {
        { Cash.Allowed: false } => "never",
        { Packages.Count: > 0 } => "as the packages say",
        { Cash.MaxPercent: { } percent } => $"up to {percent} %",
        _ => "yes, share open",
    };

    public static string Applications(Window window) => window switch
    {
        { From: null, LastDay: null, Months: { } months } => $"for {months} months at first, start open",
        { From: null, LastDay: null } => "open",
        { From: { } from, LastDay: { } until } => $"{from:yyyy-MM-dd} to {until:yyyy-MM-dd}",
        { From: { } from } => $"from {from:yyyy-MM-dd}, end open",
        _ => $"until {window.LastDay:yyyy-MM-dd}",
    };

    public static string Countries(IEnumerable<CountryCode>? countries) =>
        countries is null ? "open" : string.Join(", ", countries.Select(country => country.Name));

    public static string Plain<T>(T choice)
        where T : struct, Enum =>
        Word(choice).Replace('-', ' ');
}
