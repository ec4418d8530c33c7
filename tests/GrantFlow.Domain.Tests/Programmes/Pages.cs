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
        ];
        foreach (var programme in programmes)
            lines.AddRange(["", $"## {programme.Id}", "", $"{programme.Name}.", "", .. Details(programme).Select(detail => $"- {detail}")]);
        lines.AddRange(
        [
            "",
            "## Country offices",
            "",
            "Offices verify arrivals and confirm deliveries. They are configuration (`programmes/offices.json`): the list",
            "claims nothing about who has an office where.",
            "",
            "| office | city | country | region |",
            "|---|---|---|---|",
            .. catalogue.Offices.Values.Select(office => $"| `{office.Id}` | {office.Name} | {office.Country.Name} | {office.Region ?? "all"} |"),
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

    private static IEnumerable<string> Details(Programme programme)
    {
        yield return $"Rules: version {programme.Version}. Source: {programme.Source}.";
        yield return $"What can be planned: {Kinds(programme)}.";
        if (programme.InKindBeforeCash)
            yield return $"Before cash comes due: every planned line of {string.Join(", ", programme.BeforeCash.Select(Plain))}.";
        foreach (var package in programme.Packages)
            yield return Package(package);
        if (programme.Families)
            yield return "One decision may cover a family; each member keeps a grant of their own.";
        if (programme.Languages is { } languages)
            yield return $"Information and declarations in {languages.Count} languages: {string.Join(", ", languages.Select(language => language.Name).Order(StringComparer.Ordinal))}.";
        if (programme.AlwaysTwoApprovals || programme.SecondApprovalAbove is not null)
            yield return "A second approval is needed " + (programme.SecondApprovalAbove is { } above ? $"above {above}." : "always.");
        if (programme.Sealed)
            yield return "Identities are sealed: only the case's own office and approver may open them.";
        if (programme.Gates.Contains(Gate.Departure))
            yield return "The departure is confirmed before the arrival can be.";
        if (programme.ExpiresMonthsAfterReturn is { } months)
            yield return $"A grant ends {months} months after the return.";
        foreach (var line in programme.FundingLines)
            yield return $"Funding line `{line.Id}`: {line.Component}; funder {line.Funder ?? "open"}; {(line.Amount is { } amount ? $"holds {amount}" : "amount open")}; {(line.PaysGrants ? "pays grants" : "never pays a grant")}.";
        foreach (var note in programme.Notes)
            yield return note;
    }

    private static string Package(Package package) =>
        $"Package `{package.Id}` for {Plain(package.Category)}: {package.Principal}"
        + (package.FamilyMember == package.Principal ? " per person" : $" for the principal, {package.FamilyMember} for a family member")
        + (package.Cash ? ", cash or in kind" : ", in kind only")
        + (package.WorkingDaysAfterArrival is { } days ? $", within {days} working days of arrival." : ".");

    private static string Kinds(Programme programme) =>
        programme.LineKinds.Count == Enum.GetValues<LineKind>().Length ? "open, any kind of line" : string.Join(", ", programme.LineKinds.Select(Plain));

    private static string Whom(Programme programme)
    {
        var categories = programme.Categories is { } grounds ? string.Join(", ", grounds.Select(Plain)) : "open";
        return programme.Nationalities is { } nationalities ? $"{(programme.Categories is null ? "" : categories + "; ")}nationals of {Countries(nationalities)}" : categories;
    }

    private static string Most(Programme programme)
    {
        var amounts =
            from category in programme.Categories?.ToList() ?? [BeneficiaryCategory.VoluntaryReturnee]
            from role in programme.Families ? Enum.GetValues<HouseholdRole>() : [HouseholdRole.Principal]
            select (Text: programme.Packages.Count > 0 ? $"{Plain(category)}, {Plain(role)}: " : "", Ceiling: programme.Ceiling(role, category));
        return string.Join("<br>", amounts.Select(amount => amount.Text + amount.Ceiling).Distinct());
    }

    private static string Cash(Programme programme) => programme switch
    {
        { Cash.Allowed: false } => "never",
        { Packages.Count: > 0 } => "as the packages say",
        { Cash.MaxPercent: { } percent } => $"up to {percent} %",
        _ => "yes, share open",
    };

    private static string Applications(Window window) => window switch
    {
        { From: null, LastDay: null, Months: { } months } => $"for {months} months at first, start open",
        { From: null, LastDay: null } => "open",
        { From: { } from, LastDay: { } until } => $"{from:yyyy-MM-dd} to {until:yyyy-MM-dd}",
        { From: { } from } => $"from {from:yyyy-MM-dd}, end open",
        _ => $"until {window.LastDay:yyyy-MM-dd}",
    };

    private static string Countries(IEnumerable<CountryCode>? countries) =>
        countries is null ? "open" : string.Join(", ", countries.Select(country => country.Name));

    private static string Plain<T>(T choice)
        where T : struct, Enum =>
        Word(choice).Replace('-', ' ');
}
