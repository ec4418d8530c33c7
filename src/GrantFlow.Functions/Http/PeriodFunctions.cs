using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Functions.Http.Bodies;
using GrantFlow.Functions.Http.Doors;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GrantFlow.Functions.Http;

/// <summary>The months of the books: which are closed, since when and why, and what finance does with them.</summary>
public sealed class PeriodFunctions(Door door, PeriodDoor periods, PeriodBook book, SealStore seals)
{
    private static readonly Role[] Books = [Role.Finance, Role.Auditor];

    /// <summary>How months stand, with everything that was done with them.</summary>
    [Function("ListPeriods")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ledger/periods")] HttpRequest request, CancellationToken cancellationToken) =>
        door.Enter(request, Books, async _ =>
        {
            var (from, to) = PeriodDoor.Range(new Query(request, "from", "to"));
            var (history, sealedTo) = (await book.Read(cancellationToken), await seals.LastDay(cancellationToken));
            var months = new List<object>();
            for (var month = from; month <= to; month = month.Next)
            {
                months.Add(PeriodShown.Of(month, history, sealedTo));
            }

            return Results.Json(new { Periods = months, SealedTo = sealedTo }, HttpJson.Options);
        });

    /// <summary>From here on only what was decided before still counts in the month.</summary>
    [Function("SoftClosePeriod")]
    public Task<IResult> SoftClose([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ledger/periods/{period}/soft-closure")] HttpRequest request, string period, CancellationToken cancellationToken) =>
        periods.Serve<ReasonBody>(request, period, PeriodTrigger.SoftClose, body => body.Reason, cancellationToken);

    /// <summary>Takes a soft closing back.</summary>
    [Function("UndoSoftClosure")]
    public Task<IResult> Undo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ledger/periods/{period}/soft-closure/cancellation")] HttpRequest request, string period, CancellationToken cancellationToken) =>
        periods.Serve<ReasonBody>(request, period, PeriodTrigger.UndoSoftClose, body => body.Reason, cancellationToken);

    /// <summary>From here on nothing counts in the month.</summary>
    [Function("ClosePeriod")]
    public Task<IResult> Close([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ledger/periods/{period}/closure")] HttpRequest request, string period, CancellationToken cancellationToken) =>
        periods.Serve<ReasonBody>(request, period, PeriodTrigger.Close, body => body.Reason, cancellationToken);

    /// <summary>Asks to reopen a closed month.</summary>
    [Function("AskReopening")]
    public Task<IResult> Ask([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ledger/periods/{period}/reopening")] HttpRequest request, string period, CancellationToken cancellationToken) =>
        periods.Serve<ReasonBody>(request, period, PeriodTrigger.AskReopening, body => body.Reason, cancellationToken);

    /// <summary>Another of finance agrees; the month is soft-closed then.</summary>
    [Function("AgreeReopening")]
    public Task<IResult> Agree([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ledger/periods/{period}/reopening/approval")] HttpRequest request, string period, CancellationToken cancellationToken) =>
        periods.Serve<NoBody>(request, period, PeriodTrigger.AgreeReopening, _ => null, cancellationToken);

    /// <summary>Says no to a reopening, or takes it back.</summary>
    [Function("RejectReopening")]
    public Task<IResult> Reject([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ledger/periods/{period}/reopening/rejection")] HttpRequest request, string period, CancellationToken cancellationToken) =>
        periods.Serve<ReasonBody>(request, period, PeriodTrigger.RejectReopening, body => body.Reason, cancellationToken);
}
