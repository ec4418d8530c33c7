using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Batches;

/// <summary>
/// Where finance changes a batch. A step is decided and stored at once, in one transaction with the caller's key; what has to be done for each of its lines is left to the queue. The message
/// that asks for it is sent before anything is stored, to come a little later, and once more behind it: so whatever dies in between, the work is not forgotten.
/// </summary>
public sealed class BatchDesk(BatchStore batches, DueLines due, BatchReleases releases, BatchWorker worker, BatchRates rates, BatchRules rules, Catalogue catalogue, ITables tables, TimeProvider time)
{
    /// <summary>The most lines that are taken out at once.</summary>
    public const int MostExclusions = BatchRows.Step;

    internal static readonly TimeSpan Reminder = TimeSpan.FromSeconds(30);

    private const int Tries = 8;

    /// <summary>Takes lines out of a draft.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="payments">1 to <see cref="MostExclusions"/>, each once.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<BatchAnswer> Exclude(BatchId id, BatchRequest request, IReadOnlyCollection<PaymentId> payments, string reason, CancellationToken cancellationToken)
    {
        var gone = new List<BatchLine>();
        var answer = await Step(id, request, async read =>
        {
            var found = await Task.WhenAll(payments.Select(payment => batches.FindLine(id, payment, cancellationToken)));
            var decision = read.Batch.Exclude(request.Actor, payments.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second?.Line));
            gone = [.. found.OfType<(Row Row, BatchLine Line)>().Select(pair => pair.Line)];
            return (decision, [.. found.OfType<(Row Row, BatchLine Line)>().Select(pair => new LineChange(pair.Row, pair.Line, pair.Line with { State = BatchLineState.Excluded, Why = reason }))]);
        }, cancellationToken);
        if (answer is BatchAnswer.Done { Batch: var batch })
        {
            foreach (var line in gone)
            {
                await due.GiveBack(new(batch.FundingLine, batch.Kind), DueLine.KeyOf(line.Country, line.Payment, line.Attempt), id, cancellationToken);
            }
        }

        return answer;
    }

    /// <summary>Calls a draft off.</summary>
    public Task<BatchAnswer> Cancel(BatchId id, BatchRequest request, string reason, CancellationToken cancellationToken) =>
        Step(id, request, read => Task.FromResult<(BatchDecision, LineChange[])>((read.Batch.Cancel(request.Actor, reason, time.GetUtcNow()), [])), cancellationToken);

    /// <summary>Signs the release.</summary>
    public Task<BatchAnswer> Release(BatchId id, BatchRequest request, CancellationToken cancellationToken) => Step(id, request, async read =>
    {
        var (batch, now) = (read.Batch, time.GetUtcNow());
        var tally = await batches.Tally(id, cancellationToken);
        var executesOn = ExecutionDay.Of(batch.Countries.Select(country => catalogue.Routes.Find(country, batch.Kind)?.CutOff), now);
        // Who may not sign at all does not make every grant be read.
        var decision = batch.Release(request.Actor, tally, [], await rates.Check(batch, executesOn, cancellationToken), rules, executesOn, now);
        if (decision is BatchDecision.Accepted)
        {
            var obstacles = await releases.Obstacles(batch, batches.Lines(id, cancellationToken), [.. batch.Signers, request.Actor.Id], cancellationToken);
            decision = batch.Release(request.Actor, tally, obstacles, null, rules, executesOn, now);
        }

        return (decision, []);
    }, cancellationToken);

    /// <summary>Notes that the bank has the file.</summary>
    public Task<BatchAnswer> HandOver(BatchId id, BatchRequest request, CancellationToken cancellationToken) =>
        Step(id, request, read => Task.FromResult<(BatchDecision, LineChange[])>((read.Batch.HandOver(request.Actor, time.GetUtcNow()), [])), cancellationToken);

    private async Task<BatchAnswer> Step(BatchId id, BatchRequest request, Func<LoadedBatch, Task<(BatchDecision Decision, LineChange[] Lines)>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await batches.Find(id, cancellationToken) is not { } read)
            {
                return new BatchAnswer.Refused(BatchSteps.NotFound(id));
            }

            if (await Before(read.Batch, request, cancellationToken) is { } before)
            {
                return before;
            }

            var (decision, lines) = await decide(read);
            if (decision is BatchDecision.Refused refused)
            {
                var kept = request.IsKeyed && refused.Code.Kind() != RefusalKind.Forbidden;
                if (!kept || await batches.Commit(id, [], null, [request.Row(id, new(request.Hash, refused.Code, refused.Why))], cancellationToken))
                {
                    return new BatchAnswer.Refused(refused);
                }
            }
            else
            {
                var becomes = ((BatchDecision.Accepted)decision).Batch;
                if (becomes.Work is not null)
                {
                    await worker.Ask(becomes, Reminder, cancellationToken);
                }

                if (await batches.Commit(id, lines, (read, becomes), [request.Row(id, new(request.Hash))], cancellationToken))
                {
                    return await GoOn(becomes, cancellationToken);
                }
            }
        }

        throw new InvalidOperationException($"Batch {id} changed {Tries} times while something was asked of it. Ask again.");
    }

    /// <summary>The answer that a key has; null for a new one.</summary>
    internal async Task<BatchAnswer?> Before(PaymentBatch batch, BatchRequest request, CancellationToken cancellationToken)
    {
        if (await tables.Find(TableNames.Batches, batch.Id.Value, request.RowKey, cancellationToken) is not { } row)
        {
            return null;
        }

        var entry = GrantRows.Read<RequestEntry>(row);
        return entry.Hash != request.Hash ? new BatchAnswer.KeyReused()
            : entry.Code is { } code ? new BatchAnswer.Refused(new(code, entry.Why!))
            : await GoOn(batch, cancellationToken);
    }

    /// <summary>Also for a repeated request: the first call may have died on the way.</summary>
    internal async Task<BatchAnswer> GoOn(PaymentBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Work is not null)
        {
            await worker.Ask(batch, null, cancellationToken);
        }

        return new BatchAnswer.Done(batch);
    }
}
