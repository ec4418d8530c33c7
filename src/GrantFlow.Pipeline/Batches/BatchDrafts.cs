using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>What a batch is to be made of.</summary>
/// <param name="FundingLine">Which pays.</param>
/// <param name="Kind">How the money travels.</param>
/// <param name="PayCurrency">In which currency people are paid.</param>
/// <param name="Country">In one country alone; null for all.</param>
/// <param name="Maximum">The most lines.</param>
public sealed record BatchPlan(FundingLineId FundingLine, RouteKind Kind, Currency PayCurrency, CountryCode? Country, int Maximum);

/// <summary>Where finance makes batches: of what is due, or of what failed in an earlier one. The queue gathers their lines.</summary>
public sealed class BatchDrafts(BatchStore batches, BatchList list, BatchDesk desk, BatchWorker worker, BatchRates rates, ITables tables, TimeProvider time)
{
    /// <summary>Makes a draft of what is due.</summary>
    public Task<BatchAnswer> Draft(BatchPlan plan, BatchRequest request, CancellationToken cancellationToken) => Make(plan, request, null, BatchWork.Gathering, cancellationToken);

    /// <summary>Makes a draft of what failed in a batch and is due again; what can be tried on the same route is put back to due first.</summary>
    public async Task<BatchAnswer> FollowUp(BatchId id, RouteKind? kind, BatchRequest request, CancellationToken cancellationToken)
    {
        if ((await batches.Find(id, cancellationToken))?.Batch is not { } batch)
        {
            return new BatchAnswer.Refused(BatchSteps.NotFound(id));
        }

        if (batch.State is BatchState.Draft or BatchState.Cancelled)
        {
            return new BatchAnswer.Refused(new(RefusalCode.WrongState, "A follow-up is made of what failed in a batch; this one was never released."));
        }

        var plan = new BatchPlan(batch.FundingLine, kind ?? batch.Kind, batch.PayCurrency, null, PaymentBatch.MostLines);
        return await Make(plan, request, id, BatchWork.Retrying, cancellationToken);
    }

    private async Task<BatchAnswer> Make(BatchPlan plan, BatchRequest request, BatchId? follows, BatchWork work, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = BatchId.Derive(request.Actor.Id.Value, request.Key);
        if ((await batches.Find(id, cancellationToken))?.Batch is { } known)
        {
            return await desk.Before(known, request, cancellationToken) ?? new BatchAnswer.KeyReused();
        }

        var (rate, refused) = await rates.For(Currency.Eur, plan.PayCurrency, cancellationToken);
        if (refused is not null)
        {
            return new BatchAnswer.Refused(refused);
        }

        var draft = new PaymentBatch
        {
            Id = id,
            FundingLine = plan.FundingLine,
            Kind = plan.Kind,
            Currency = Currency.Eur,
            PayCurrency = plan.PayCurrency,
            Rate = rate,
            Country = plan.Country,
            Maximum = plan.Maximum,
            Follows = follows,
            Drafter = request.Actor.Id,
            DraftedAt = now,
            Work = work,
        };
        // Before it is stored, for whatever dies behind it: a list row or a message without a batch leads nowhere.
        await list.Add(draft, cancellationToken);
        await worker.Ask(draft, BatchDesk.Reminder, cancellationToken);
        RowChange[] rows = [RowChange.Add(id.Value, BatchRows.Batch, GrantRows.Values(draft)), request.Row(id, new(request.Hash))];
        return await tables.Commit(TableNames.Batches, rows, cancellationToken) == CommitOutcome.Committed
            ? await desk.GoOn(draft, cancellationToken)
            : await desk.Before(draft, request, cancellationToken) ?? throw new InvalidOperationException($"Batch {id} was made by another request at the same time. Ask again.");
    }
}
