using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.Routes;

/// <summary>Whether a route is open to somebody, and why.</summary>
/// <param name="Kind">Which route.</param>
/// <param name="Terms">Its terms in the country; null where it has none.</param>
/// <param name="IsOffered">It can be taken.</param>
/// <param name="IsFirst">Of those that can be taken, it comes first.</param>
/// <param name="Why">In plain words.</param>
public sealed record RouteOffer(RouteKind Kind, RouteTerms? Terms, bool IsOffered, bool IsFirst, string Why)
{
    /// <summary>Every route there is, in the country's order of preference, then those it does not have.</summary>
    /// <param name="routes">The terms.</param>
    /// <param name="country">Where the money goes.</param>
    /// <param name="amount">What is to be paid at once; null when it is not known yet.</param>
    public static IReadOnlyList<RouteOffer> For(PaymentRoutes routes, CountryCode country, Money? amount)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var offers = new List<RouteOffer>();
        foreach (var terms in routes.In(country))
        {
            var limit = amount is { } asked ? Limit(terms, country, asked) : null;
            var better = offers.Where(one => one.IsOffered).ToList();
            var skipped = offers.Where(one => !one.IsOffered).ToList();
            var why = limit ?? (better.Count > 0
                ? $"{Name(terms.Kind)} pays in {country.Name} too, after {Names(better)}."
                : skipped.Count > 0
                    ? $"{Name(terms.Kind)} is the first that can pay this in {country.Name}; {Names(skipped)} cannot."
                    : $"{Name(terms.Kind)} is the first choice in {country.Name}.");
            offers.Add(new(terms.Kind, terms, limit is null, limit is null && better.Count == 0, why));
        }

        var missing = Enum.GetValues<RouteKind>().Where(kind => offers.All(one => one.Kind != kind));
        return [.. offers, .. missing.Select(kind => new RouteOffer(kind, null, IsOffered: false, IsFirst: false, $"There is no route by {kind.Plain()} to {country.Name}."))];
    }

    /// <summary>Why a route was taken, or stands although it could not be taken any more.</summary>
    public static RouteOffer For(PaymentRoutes routes, PayoutRoute route, Money? amount)
    {
        ArgumentNullException.ThrowIfNull(route);
        return For(routes, route.Country, amount).Single(one => one.Kind == route.Kind);
    }

    /// <summary>Why this much cannot be paid at once; null when it can.</summary>
    private static string? Limit(RouteTerms terms, CountryCode country, Money amount) =>
        terms.IsBelowMinimum(amount) ? $"{Name(terms.Kind)} in {country.Name} pays {terms.Minimum} or more at once; {amount} is less."
        : terms.IsAboveMaximum(amount) ? $"{Name(terms.Kind)} in {country.Name} pays at most {terms.Maximum} at once; {amount} is more."
        : null;

    private static string Name(RouteKind kind) => char.ToUpperInvariant(kind.Plain()[0]) + kind.Plain()[1..];

    private static string Names(IEnumerable<RouteOffer> offers) => string.Join(" and ", offers.Select(one => one.Kind.Plain()));
}
