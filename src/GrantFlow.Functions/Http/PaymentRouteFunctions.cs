using GrantFlow.Domain.Payout.Routes;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>How money reaches a country, asked before anything is promised to a person.</summary>
public sealed class PaymentRouteFunctions(Door door, Catalogue catalogue)
{
    /// <summary>Each route with the reason why it is offered or not, the one to take first at the top.</summary>
    [Function("ListPaymentRoutes")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "payment-routes")] HttpRequest request) =>
        door.Enter(request, Door.Anyone, _ =>
        {
            var query = new Query(request, "country", "amount");
            var country = query.Value<CountryCode>("country") ?? throw new BadRequestException("country", $"Expected {CountryCode.Expected}.");
            var offers = RouteOffer.For(catalogue.Routes, country, Amount(query));
            return Task.FromResult(Results.Json(
                new
                {
                    Country = country,
                    Routes = offers.Select(offer => new
                    {
                        Route = offer.Kind,
                        Account = offer.Terms is null ? (RouteForm?)null : offer.Kind.Form(country),
                        offer.IsOffered,
                        offer.IsFirst,
                        offer.Why,
                        offer.Terms?.Currency,
                        offer.Terms?.Minimum,
                        offer.Terms?.Maximum,
                        offer.Terms?.CutOff,
                        Desks = offer is { Terms: not null, Kind: Domain.Lifecycle.RouteKind.CashDesk } ? Desks(country) : null,
                    }),
                },
                HttpJson.Options));
        });

    private IEnumerable<OfficeId> Desks(CountryCode country) =>
        catalogue.Offices.Values.Where(office => office.Country == country).Select(office => office.Id).OrderBy(id => id.Value, StringComparer.Ordinal);

    private static Money? Amount(Query query) => query["amount"] switch
    {
        null => null,
        { } text when Money.TryParse(text, Currency.Eur, out var amount) && amount.IsPositive => amount,
        _ => throw new BadRequestException("amount", "Expected an amount in EUR above zero, such as 500.00."),
    };
}
