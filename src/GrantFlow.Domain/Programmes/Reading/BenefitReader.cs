using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>What a grant may be worth and in which kinds.</summary>
internal static class BenefitReader
{
    private const int MostWorkingDays = 1_000;
    private const int MostPackages = 20;

    /// <summary>Asked for in every file: whether people are handed money is nothing to leave to a default.</summary>
    public static CashRule? Cash(JsonField field)
    {
        if (field.Object() is not { } cash)
            return null;

        var allowed = cash["allowed"].Flag();
        var percent = cash.NumberIfGiven("maxPercent", 1, 100);
        if (allowed == false && percent is not null)
            cash["maxPercent"].Refuse("no share, because allowed is false");
        cash.RefuseOthers();
        return allowed is { } known ? new(known, percent) : null;
    }

    public static (HashSet<LineKind> Allowed, HashSet<LineKind> BeforeCash) Kinds(JsonFields file, CashRule? cash)
    {
        var listed = file.SetIfGiven("lineKinds", item => item.Choice<LineKind>());
        if (listed is not null && cash is { Allowed: false } && listed.Contains(LineKind.Cash))
            file["lineKinds"].Refuse("no \"cash\", because cash.allowed is false", "\"cash\"");
        if (listed is not null && cash is { Allowed: true } && !listed.Contains(LineKind.Cash))
            file["lineKinds"].Refuse("\"cash\" among the kinds, because cash.allowed is true", "none");

        var kinds = listed ?? [.. Enum.GetValues<LineKind>().Where(kind => kind.IsInKind() || cash is { Allowed: true })];
        var beforeCash = file.SetIfGiven("beforeCash", item => item.Choice<LineKind>()) ?? [];
        if (beforeCash.Count > 0 && cash is { Allowed: false })
            file["beforeCash"].Refuse("no such field, because cash.allowed is false");
        if (beforeCash.Contains(LineKind.Cash) || !beforeCash.IsSubsetOf(kinds))
            file["beforeCash"].Refuse("in-kind line kinds that the programme allows", string.Join(", ", beforeCash.Select(JsonField.Word)));
        return (kinds, beforeCash);
    }

    public static Dictionary<HouseholdRole, Money> Ceilings(JsonFields file)
    {
        var ceilings = new Dictionary<HouseholdRole, Money>();
        if (file["ceilings"] is not { IsMissing: false } field || field.Object() is not { } given)
            return ceilings;

        if (given.EuroIfGiven("principal", SystemRules.Ceiling) is { } principal)
            ceilings[HouseholdRole.Principal] = principal;
        if (given.EuroIfGiven("familyMember", SystemRules.Ceiling) is { } member)
            ceilings[HouseholdRole.FamilyMember] = member;
        if (given.EuroIfGiven("minor", SystemRules.Ceiling) is { } minor)
            ceilings[HouseholdRole.Minor] = minor;
        given.RefuseOthers();
        if (!file["packages"].IsMissing)
            field.Refuse("no ceilings, because the packages say what a grant may be worth");
        return ceilings;
    }

    public static IReadOnlyList<Package> Packages(JsonFields file, HashSet<BeneficiaryCategory>? categories, CashRule? cash)
    {
        var field = file["packages"];
        if (field.IsMissing)
            return [];

        var packages = new List<Package>();
        var complete = true;
        foreach (var item in field.Items(MostPackages))
        {
            if (Package(item, cash) is not { } package)
                complete = false;
            else if (packages.Exists(other => other.Id == package.Id))
                item.Refuse("package ids that differ", $"\"{package.Id}\" again");
            else
                packages.Add(package);
        }

        // A category without a package would have a ceiling of zero, which nobody means.
        if (complete && (categories is null || !categories.SetEquals(packages.Select(package => package.Category))))
            field.Refuse("packages for exactly the categories the programme lists", string.Join(", ", packages.Select(package => JsonField.Word(package.Category)).Distinct()));
        return packages;
    }

    private static Package? Package(JsonField field, CashRule? cash)
    {
        if (field.Object() is not { } item)
            return null;

        var id = item["id"].Matching("lower-case letters, digits and single hyphens", text => Text.IsSlug(text, 40));
        var category = item["category"].Choice<BeneficiaryCategory>();
        var principal = item["principal"].Euro(SystemRules.Ceiling);
        var member = item["familyMember"].Euro(SystemRules.Ceiling);
        var minor = item.EuroIfGiven("minor", SystemRules.Ceiling);
        var paysCash = item["cash"].Flag();
        if (paysCash == true && cash is { Allowed: false })
            item["cash"].Refuse("false, because cash.allowed is false");
        var days = item.NumberIfGiven("workingDaysAfterArrival", 1, MostWorkingDays);
        item.RefuseOthers();

        return id is not null && category is { } ground && principal is { } most && member is { } mostForMember && paysCash is { } inCash
            ? new(id, ground, most, mostForMember, inCash, days) { Minor = minor }
            : null;
    }
}
