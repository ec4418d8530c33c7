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
public sealed record RouteTerms(RouteKind Kind, Currency Currency, Money? Minimum, Money? Maximum, CutOff? CutOff)
{
    /// <summary>Less than can be paid at once. Limits are in the grant's currency: another one is a matter of other rules.</summary>
    internal bool IsBelowMinimum(Money amount) => Minimum is { } least && least.Currency == amount.Currency && amount < least;

    /// <summary>More than can be paid at once.</summary>
    internal bool IsAboveMaximum(Money amount) => Maximum is { } most && most.Currency == amount.Currency && amount > most;
}

/// <summary>Which routes there are in which country, the preferred one first.</summary>
/// <param name="ByCountry">Empty where nothing is limited: every route in every country, in the grant's currency. Else a country that is not here has no route.</param>
public sealed record PaymentRoutes(IReadOnlyDictionary<CountryCode, IReadOnlyList<RouteTerms>> ByCountry)
{
    private static readonly IReadOnlyList<RouteTerms> Anything = [.. Enum.GetValues<RouteKind>().Select(kind => new RouteTerms(kind, Currency.Eur, null, null, null))];

    /// <summary>No country has terms.</summary>
    public static PaymentRoutes Unlimited { get; } = new(new Dictionary<CountryCode, IReadOnlyList<RouteTerms>>());

    /// <summary>The routes of a country in order of preference; none where it has none.</summary>
    public IReadOnlyList<RouteTerms> In(CountryCode country) => ByCountry.Count == 0 ? Anything : ByCountry.GetValueOrDefault(country) ?? [];

    /// <summary>The terms of a route; null where the country has no such route.</summary>
    public RouteTerms? Find(CountryCode country, RouteKind kind) => In(country).FirstOrDefault(one => one.Kind == kind);
}
