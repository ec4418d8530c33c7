using GrantFlow.Domain.Deadlines;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Split;

/// <summary>Where a programme gives packages, each part comes from one of them: within its amount, in its kind, before its deadline.</summary>
internal static class PackageRules
{
    /// <summary>To be asked once the parts are known to be above zero, in the grant's currency, and of a sum.</summary>
    public static IEnumerable<Decision.Refused> Check(Grant grant, IReadOnlyList<SplitPart> parts, Programme programme, DecisionContext context)
    {
        var packages = programme.PackagesFor(grant.Application.Category).ToList();
        if (parts.FirstOrDefault(part => !(part.Package is null ? packages.Count == 0 : packages.Exists(package => package.Id == part.Package))) is { } stray)
        {
            yield return new(RefusalCode.PackageUnknown, packages.Count == 0
                ? $"{programme.Id} has no package {stray.Package} for a {grant.Application.Category.Plain()}, nor any other. Leave package out."
                : $"{(stray.Package is null ? "A part names no package" : $"There is no package {stray.Package}")}; {programme.Id} gives a {grant.Application.Category.Plain()} {Names(packages)}. Name one with every part.");
            yield break;
        }

        foreach (var package in packages)
        {
            var planned = parts.Where(part => part.Package == package.Id).ToList();
            var (total, most) = (Money.Sum(planned.Select(part => part.Amount), SystemRules.Ceiling.Currency), package.Amount(grant.Application.HouseholdRole));
            if (total > most)
            {
                yield return new(RefusalCode.PackageExceeded, $"{total} is more than the {most} of the package {package.Id} for a {grant.Application.HouseholdRole.Plain()}. Plan at most {most} from it.");
            }

            if (!package.Cash && planned.Exists(part => !part.Kind.IsInKind()))
            {
                yield return new(RefusalCode.CashNotAllowed, $"The package {package.Id} is in kind only. Plan goods or services from it{InCash(packages)}.");
            }

            if (planned.Count > 0 && DueBy(grant, package, context) is { } last && context.Today > last)
            {
                yield return new(RefusalCode.PackageDeadlinePassed, $"The package {package.Id} had to be given within {package.WorkingDaysAfterArrival} working days of {grant.ArrivedOn:yyyy-MM-dd}; that was until {last:yyyy-MM-dd}. {StillOpen(grant, packages, context)}");
            }
        }
    }

    /// <summary>The last day for what comes from a package; null where it has no deadline or the person's arrival is not known.</summary>
    public static DateOnly? DueBy(Grant grant, string? package, DecisionContext context) =>
        context.RulesOf(grant)?.PackagesFor(grant.Application.Category).FirstOrDefault(one => one.Id == package) is { } known ? DueBy(grant, known, context) : null;

    /// <summary>Every day on hold since the arrival is a day more.</summary>
    private static DateOnly? DueBy(Grant grant, Package package, DecisionContext context) =>
        package.WorkingDaysAfterArrival is { } days && grant.ArrivedOn is { } arrived
            ? WorkingDays.After(arrived, days, context.Catalogue.Find(grant.Application.Office)?.Weekend ?? Office.DefaultWeekend).Shift(grant.DaysHeldSince(arrived))
            : null;

    private static string InCash(List<Package> packages) =>
        packages.Where(package => package.Cash).ToList() is { Count: > 0 } some ? $", and cash from {Names(some)}" : "";

    private static string StillOpen(Grant grant, List<Package> packages, DecisionContext context)
    {
        var open = packages.Where(package => !(DueBy(grant, package, context) < context.Today)).ToList();
        return open.Count == 0
            ? "No other package is open; an officer can look at the grant again."
            : $"Plan from {Names(open)}{(open.Exists(package => package.Cash) ? "" : ", in kind")}.";
    }

    private static string Names(IReadOnlyList<Package> packages) => string.Join(" or ", packages.Select(package => package.Id));
}
