using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Functions.Http.Exports;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>What finance tells a funder: budget, committed, spent, available, by component and month.</summary>
public sealed class FunderStatementFunctions(Door door, BalanceBook balances, SealStore seals, PeriodBook periods, FunderNames names, Catalogue catalogue, TimeProvider time)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>The funding lines of a funder, or all, as JSON or CSV. Out of the balances kept with the last seal and the days that are not sealed yet.</summary>
    [Function("GetFunderStatement")]
    public Task<IResult> Statement([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/funder-statement")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var query = new Query(request, "funder", "from", "to", "format");
            var (from, to) = PeriodDoor.Range(query);
            var format = query["format"] ?? "json";
            if (format is not ("json" or "csv"))
            {
                throw new BadRequestException("format", "Expected json or csv.");
            }

            var funder = query["funder"];
            var lines = funder is null ? null : new ExportRequest(catalogue).LinesOf(funder, null, null);
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

            // Before the balances: a day that is sealed by now does not change any more.
            var (history, sealedTo) = (await periods.Read(cancellationToken), await seals.LastDay(cancellationToken));
            var all = await balances.At(today, cancellationToken);
            var shown = new FunderStatementShown(names, from, to, today, sealedTo, history);
            foreach (var line in (lines ?? [.. catalogue.Lines(today).Select(one => one.Id), .. all.Select(one => one.Line)]).Distinct().OrderBy(names.Of, StringComparer.Ordinal).ThenBy(one => one.Value, StringComparer.Ordinal))
            {
                var rules = catalogue.Find(line, today < to.To ? today : to.To);
                foreach (var component in FunderStatement.Of(line, rules?.Agreement ?? FundingAgreement.Unknown, all, from, to, rules?.Amount?.Currency ?? Currency.Eur))
                {
                    shown.Add(rules?.Funder, component);
                }
            }

            return format == "csv"
                ? Download.Text(request, $"funder-statement_{from}_{to}.csv", "text/csv; charset=utf-8", output => shown.WriteCsv(output, cancellationToken))
                : Results.Json(shown.ToJson(funder), HttpJson.Options);
        });
}
