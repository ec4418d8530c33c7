using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using static GrantFlow.Domain.Tests.Programmes.Pages;

namespace GrantFlow.Domain.Tests.Programmes;

/// <summary>All rules of one version, each in a line that a programme manager can read. What limits nothing is said to be open.</summary>
internal static class RulesTable
{
    public static IEnumerable<(string Rule, string Says)> Of(Programme rules)
    {
        yield return ("From", Countries(rules.Hosts));
        yield return ("To", rules.DestinationRegion is { } region ? $"{region}, {Countries(rules.Destinations)}" : Countries(rules.Destinations));
        yield return ("For whom", Whom(rules));
        yield return ("Families", rules.Families ? "one decision may cover a family; each member keeps a grant of their own" : "one person, one decision");
        yield return ("Information and declarations", rules.Languages is { } languages ? $"in {languages.Count} languages: {string.Join(", ", languages.Select(language => language.Name).Order(StringComparer.Ordinal))}" : "language open");
        yield return ("Applications", Applications(rules.Window));
        yield return ("Persons", rules.PersonQuota?.ToString() ?? "open");
        foreach (var ceiling in Ceilings(rules))
            yield return ceiling;
        foreach (var package in rules.Packages)
            yield return ($"Package `{package.Id}`", Package(package));
        yield return ("Cash", Cash(rules));
        yield return ("Can be planned", rules.LineKinds.Count == Enum.GetValues<LineKind>().Length ? "open, any kind of line" : string.Join(", ", rules.LineKinds.Select(Plain)));
        foreach (var item in rules.Items)
            yield return ($"Item `{item.Code}`", $"{item.Name}; {Plain(item.Kind)}; {(item.MaxPrice is { } most ? $"at most {most} for each {item.Unit}" : $"by the {item.Unit}, price open")}");
        yield return ("Before cash", rules.InKindBeforeCash ? $"every planned line of {string.Join(", ", rules.BeforeCash.Select(Plain))}, one at the least" : "nothing has to come first");
        yield return ("Must be on file", string.Join(", ", rules.Gates.Order().Select(Plain)));
        yield return ("Second officer", SecondOfficer(rules));
        yield return ("Time to think again", rules.CoolingOffDays is { } cooling ? $"{cooling} days between declaration and approval" : "open");
        yield return ("Appeal", rules.AppealDays is { } appeal ? $"within {appeal} days" : "deadline open");
        yield return ("Ends", rules.ExpiresMonthsAfterReturn is { } months ? $"{months} months after the return" : "open");
        yield return ("Silence goes to a deputy", $"after {rules.SilenceDays} days");
        yield return ("Again for the same person", rules.RepeatAfterMonths is { } again ? $"after {again} months" : "never");
        yield return ("Identity", rules.Sealed ? "sealed: only the case's own office and approver may open it" : "with the grant's own office");
        yield return ("Toward banks, phones and funders", rules.NeutralName is { } neutral ? $"called \"{neutral}\"" : "by its own name");
        if (rules.RefersInto.Count > 0)
            yield return ("Refers into", string.Join(", ", rules.RefersInto.Select(other => $"[`{other}`](#{other})")));
        if (rules.ConfirmsDeparture)
            yield return ("Confirms", "the departure that another grant waits for");
        foreach (var line in rules.FundingLines)
            yield return ($"Funding line `{line.Id}`", $"{line.Component}; funder {line.Funder ?? "open"}; {(line.Amount is { } amount ? $"holds {amount}" : "amount open")}; {(line.PaysGrants ? "pays grants" : "never pays a grant")}{Agreed(line.Agreement)}");
    }

    /// <summary>With packages the category decides as well.</summary>
    private static IEnumerable<(string Rule, string Says)> Ceilings(Programme rules)
    {
        var roles = rules.Families ? Enum.GetValues<HouseholdRole>() : [HouseholdRole.Principal];
        IEnumerable<BeneficiaryCategory> categories = rules.Packages.Count > 0 ? rules.Categories! : [rules.Categories?.First() ?? BeneficiaryCategory.VoluntaryReturnee];
        foreach (var category in categories)
            yield return (rules.Packages.Count > 0 ? $"At most, {Plain(category)}" : "At most", string.Join("; ", roles.Select(role => $"{Plain(role)} {rules.Ceiling(role, category)}")));
    }

    private static string Package(Package package)
    {
        var amounts = Enum.GetValues<HouseholdRole>().Select(role => $"{Plain(role)} {package.Amount(role)}");
        var deadline = package.WorkingDaysAfterArrival is { } days ? $"; within {days} working days of arrival" : "";
        return $"{Plain(package.Category)}; {string.Join(", ", amounts)}; {(package.Cash ? "cash or in kind" : "in kind only")}{deadline}";
    }

    /// <summary>Only what the files say: nothing of it is known of most lines.</summary>
    private static string Agreed(FundingAgreement agreement) => string.Concat(
    [
        agreement.Reference is { } reference ? $"; agreement {reference}" : "",
        agreement.FunderSharePercent < 100 ? $"; the funder bears {agreement.FunderSharePercent} %" : "",
        agreement.Eligible != EligibleDays.Always ? $"; covers {agreement.Eligible}" : "",
        agreement.OverheadPercent is { } percent ? $"; overhead {percent} %" : "",
    ]);

    private static string SecondOfficer(Programme rules)
    {
        string[] when =
        [
            .. rules.AlwaysTwoApprovals ? ["always"] : Array.Empty<string>(),
            .. rules.SecondApprovalAbove is { } above ? [$"above {above}"] : Array.Empty<string>(),
            .. rules.TwoApprovalsIfVulnerable ? ["for vulnerable people"] : Array.Empty<string>(),
        ];
        return when.Length == 0 ? "for children alone" : string.Join(", ", [.. when, "for children alone"]);
    }
}
