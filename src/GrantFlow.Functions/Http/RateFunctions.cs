using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Payout.Rates;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Rates;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>Exchange rates: files as their sources publish them, and what of them holds on a day.</summary>
public sealed class RateFunctions(Door door, RateBook book, TimeProvider time)
{
    private const int Shown = 31;

    private static readonly Role[] Importers = [Role.ProgrammeAdmin, Role.Finance];

    private static readonly Role[] Readers = [Role.ProgrammeAdmin, Role.Finance, Role.Auditor];

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Imports a file of rates, all of it or nothing. The same file again changes nothing.</summary>
    [Function("ImportRates")]
    public Task<IResult> Import([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "rates")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Importers, async actor =>
        {
            var query = new Query(request, "source", "month", "reason");
            var source = query.Name<RateSource>("source") ?? throw new BadRequestException("source", HttpJson.Expected<RateSource>());
            var reason = query["reason"];
            if (Check.Optional("reason", reason).ToList() is { Count: > 0 } wrong)
            {
                throw new BadRequestException(wrong);
            }

            var (lines, errors) = RateFile.Read(source, await Body.Text(request, RateFile.MaxBytes, cancellationToken), Month(query["month"]), Today);
            var done = errors.Count > 0 ? RateImport.Failed(errors) : await book.Import(lines, actor.Id, reason, cancellationToken);
            return done.Errors.Count > 0
                ? Problems.BadRequest([.. done.Errors.Select(error => new FieldError(error.Line == 0 ? "body" : string.Create(CultureInfo.InvariantCulture, $"body line {error.Line}"), error.Message))])
                : Results.Json(new { source, done.Added, done.Unchanged, done.Corrected }, HttpJson.Options);
        });

    /// <summary>The rates of a currency up to a day, the newest first by source, and the one that a payment of that day is converted at.</summary>
    [Function("ListRates")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rates")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Readers, async _ =>
        {
            var query = new Query(request, "currency", "day");
            var currency = query.Value<Currency>("currency") ?? throw new BadRequestException("currency", $"Expected {Currency.Expected}.");
            var day = query["day"] is null ? Today : query.Day("day");
            var rates = new List<object>();
            foreach (var source in Enum.GetValues<RateSource>())
            {
                rates.AddRange((await book.Read(source, currency, day, Shown, cancellationToken)).Select(one => new
                {
                    source,
                    one.Rate.Rate.Day,
                    one.Rate.Until,
                    Rate = Text(one.Rate.Rate.Rate),
                    Holds = one.Rate.HoldsOn(day),
                    one.By,
                    one.At,
                    one.Reason,
                    Earlier = one.Earlier.Select(before => new { Rate = Text(before.Value), before.Until, before.By, before.At, before.Reason }),
                }));
            }

            var (used, refused) = await book.Find(Currency.Eur, currency, day, null, cancellationToken);
            return Results.Json(
                new
                {
                    currency,
                    day,
                    Used = used is null ? null : new { used.Source, used.Day, Rate = Text(used.Rate) },
                    Problem = refused is null ? null : new { Code = refused.Code.Slug(), refused.Why },
                    rates,
                },
                HttpJson.Options);
        });

    private static string Text(decimal rate) => rate.ToString(CultureInfo.InvariantCulture);

    private static DateOnly? Month(string? text) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= Check.FirstYear and <= Check.LastYear
            ? month
            : throw new BadRequestException("month", $"Expected a month such as 2026-03, from {Check.FirstYear} to {Check.LastYear}.");
}
