using GrantFlow.Domain.Intake;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.Routes;

/// <summary>Whether money can take a route: it exists in that country, and what it would carry is within its limits.</summary>
internal static class RouteRules
{
    /// <summary>Before the split: the most that could become cash has to fit through the route at once.</summary>
    /// <param name="route">Nothing to say where there is none yet.</param>
    /// <param name="application">Whose.</param>
    /// <param name="programme">Where it gives no cash, no route is used.</param>
    /// <param name="amount">Asked for, or approved.</param>
    /// <param name="catalogue">Has the terms.</param>
    public static IEnumerable<Decision.Refused> Check(PayoutRoute? route, Application application, Programme? programme, Money amount, Catalogue catalogue)
    {
        if (programme is null || !programme.Cash.Allowed || amount.Currency != SystemRules.Ceiling.Currency || !amount.IsPositive)
        {
            return [];
        }

        return Check(route, [programme.CashCeiling(application.HouseholdRole, application.Category, amount)], application, catalogue, "the cash that could be planned, ", "; or leave the route open and give it with the split");
    }

    /// <summary>Once cash is planned: each payment has to fit.</summary>
    public static IEnumerable<Decision.Refused> Check(PayoutRoute? route, IEnumerable<Money> payments, Application application, Catalogue catalogue) => Check(route, payments, application, catalogue, "", "");

    private static IEnumerable<Decision.Refused> Check(PayoutRoute? route, IEnumerable<Money> payments, Application application, Catalogue catalogue, string what, string way)
    {
        var paid = payments.Where(payment => payment.IsPositive).ToList();
        if (route is null || paid.Count == 0)
        {
            yield break;
        }

        var (country, kind) = (route.Country, route.Kind.Plain());
        var others = catalogue.Routes.In(country).Where(one => one.Kind != route.Kind && !paid.Any(one.IsBelowMinimum) && !paid.Any(one.IsAboveMaximum)).Select(one => one.Kind.Plain()).ToList();
        var instead = others.Count == 0 ? "" : $" or pay by {string.Join(" or ", others)}";
        if (catalogue.Routes.Find(country, route.Kind) is not { } terms)
        {
            var there = string.Join(" or ", catalogue.Routes.In(country).Select(one => one.Kind.Plain()));
            yield return new(RefusalCode.RouteNotAvailable, there.Length > 0
                ? $"There is no route by {kind} to {country.Name}. Pay by {there}."
                : $"No payment route to {country.Name} is set up. Ask the programme administrator for one, or plan everything in kind.");
            yield break;
        }

        if (paid.Where(terms.IsBelowMinimum).ToList() is [var low, ..])
        {
            yield return new(RefusalCode.RouteBelowMinimum, $"{Upper(what)}{low}, is less than the {terms.Minimum} that {kind} in {country.Name} pays at the least. Make it that much{instead}{way}.");
        }

        if (paid.Where(terms.IsAboveMaximum).ToList() is [var high, ..])
        {
            yield return new(RefusalCode.RouteAboveMaximum, $"{Upper(what)}{high}, is more than the {terms.Maximum} that {kind} in {country.Name} pays at once. Make it that or less{instead}{way}.");
        }

        if (route.Desk is not { } desk)
        {
            yield break;
        }

        var own = application.Office;
        var name = catalogue.Find(own)?.Country == country ? $"Name {own}{instead}." : others.Count > 0 ? $"Pay by {string.Join(" or ", others)}." : "Take another route.";
        if (catalogue.Find(desk)?.Country != country)
        {
            yield return new(RefusalCode.RouteNotAvailable, $"{desk} is no office in {country.Name} whose desk could pay. {name}");
        }
        else if (desk != own)
        {
            // Nobody there may see the grant, issue its voucher or hand the money over.
            yield return new(RefusalCode.DeskOfOtherOffice, $"{desk} is not the office of this grant, and cash is handed over by the grant's own. {name}");
        }
    }

    private static string Upper(string what) => what.Length == 0 ? "One payment, " : char.ToUpperInvariant(what[0]) + what[1..];
}
