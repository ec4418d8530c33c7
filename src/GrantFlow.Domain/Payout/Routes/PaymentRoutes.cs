using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Payout.Routes;

/// <summary>Until when on a day money can be sent to be on its way the same day.</summary>
/// <param name="At">Local time.</param>
/// <param name="TimeZone">IANA name of the place.</param>
public sealed record CutOff(TimeOnly At, string TimeZone);

/// <summary>On which terms one route pays in one country.</summary>
/// <param name="Kind">How the money travels.</param>
/// <param name="Currency">In which currency it arrives.</param>
/// <param name="Minimum">The least that can be paid at once, in the grant's currency; null where there is no limit.</param>
/// <param name="Maximum">The most that can be paid at once, in the grant's currency; null where there is no limit.</param>
/// <param name="CutOff">Null where there is none.</param>
public sealed record RouteTerms(RouteKind Kind, Currency Currency, Money? Minimum, Money? Maximum, CutOff? CutOff);

/// <summary>Which routes there are in which country, the preferred one first.</summary>
/// <param name="ByCountry">A country that is not here is not limited: every route, in the grant's currency.</param>
public sealed record PaymentRoutes(IReadOnlyDictionary<CountryCode, IReadOnlyList<RouteTerms>> ByCountry)
{
    /// <summary>No country has terms.</summary>
    public static PaymentRoutes Unlimited { get; } = new(new Dictionary<CountryCode, IReadOnlyList<RouteTerms>>());

    /// <summary>The terms of a route; null where the country has terms and this route is not among them.</summary>
    public RouteTerms? Find(CountryCode country, RouteKind kind) =>
        ByCountry.TryGetValue(country, out var terms) ? terms.FirstOrDefault(one => one.Kind == kind) : new(kind, Currency.Eur, null, null, null);
}
