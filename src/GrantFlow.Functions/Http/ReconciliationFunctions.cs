using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Postings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>Whether the ledger is the sum of the grants' journals.</summary>
public sealed class ReconciliationFunctions(Door door, LedgerReconciliation reconciliation, JobStore jobs, TimeProvider time)
{
    private const int PageSize = 20;

    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>Compares a part of a range of days and names the differences; <c>next</c> is the cursor to go on with, until it is absent.</summary>
    [Function("ReconcileLedger")]
    public Task<IResult> Reconcile([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ledger/reconciliation")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var query = new Query(request, "from", "to", "cursor");
            var (from, to) = (query.Day("from"), query.Day("to"));
            if (to < from)
            {
                throw new BadRequestException("to", "The last day is before the first.");
            }

            if (to.DayNumber - from.DayNumber >= LedgerRange.MaxDays)
            {
                throw new BadRequestException("to", $"At most {LedgerRange.MaxDays} days at once.");
            }

            try
            {
                var part = await reconciliation.Run(from, to, query["cursor"], cancellationToken);
                return Results.Json(
                    new
                    {
                        From = from,
                        To = to,
                        Journals = Totals(part.Journals),
                        Ledger = Totals(part.Ledger),
                        part.Late,
                        part.OnTheWay,
                        part.Differences,
                        Named = part.Named.Select(Shown),
                        part.Next,
                    },
                    HttpJson.Options);
            }
            catch (FormatException)
            {
                throw new BadRequestException("cursor", "This cursor was not handed out for these days: start again without it.");
            }
        });

    /// <summary>What the nights found, the latest first.</summary>
    [Function("ListReconciliations")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/reconciliation")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var query = new Query(request, "cursor", "limit");
            try
            {
                var page = await jobs.Page(ReconciliationJob.KindName, Actor.System.Id, query.Number("limit", 1, JobStore.MaxPage) ?? PageSize, query["cursor"], cancellationToken);
                var now = time.GetUtcNow();
                return Results.Json(
                    new
                    {
                        Reconciliations = page.Jobs.OfType<ReconciliationJob>().Select(job => new
                        {
                            job.Id,
                            job.From,
                            job.To,
                            State = HttpJson.Name(job.StateAt(now)),
                            Why = job.WhyAt(now),
                            job.AskedAt,
                            job.Journals,
                            job.Ledger,
                            job.Late,
                            job.OnTheWay,
                            job.Differences,
                            Named = job.Named.Select(Shown),
                        }),
                        page.Cursor,
                    },
                    HttpJson.Options);
            }
            catch (FormatException bad)
            {
                throw new BadRequestException("cursor", bad.Message);
            }
        });

    private static object Shown(LedgerDifference one) => new { Fault = HttpJson.Name(one.Fault), one.Entry, one.Day, one.Why };

    private static object Totals(ControlTotals totals) => new { totals.Entries, totals.Postings, Totals = totals.ByCurrency.Values.Select(sum => new { sum.Debits, sum.Credits }) };
}
