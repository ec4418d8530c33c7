using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Batches;

/// <summary>What finance does with a batch. Of several reasons against it the one with the highest precedence is given (<see cref="RefusalCode"/>).</summary>
public static class BatchSteps
{
    private const string Immutable = "A batch that was released is not changed any more. What its grants or providers refuse can be paid by a follow-up batch.";

    /// <summary>There is no such batch.</summary>
    public static BatchDecision.Refused NotFound(BatchId id) => new(RefusalCode.BatchNotFound, $"There is no payment batch {id}. Check the id.");

    /// <summary>Takes lines out of a draft. What was signed is not what is left: signatures are void.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="lines">The lines as they stand; null for one that is not in the batch.</param>
    public static BatchDecision Exclude(this PaymentBatch batch, Actor actor, IReadOnlyDictionary<PaymentId, BatchLine?> lines)
    {
        var missing = lines.Where(line => line.Value is null).Select(line => line.Key).ToList();
        var gone = lines.Values.Where(line => line is { State: not BatchLineState.Gathered }).Select(line => line!.Payment).ToList();
        return new BatchRuling(batch, actor)
            .Draft(Immutable)
            .Unless(missing.Count > 0, RefusalCode.LineNotFound, $"Not in batch {batch.Id}: {string.Join(", ", missing.Take(3))}. Name lines that are in it.")
            .Unless(gone.Count > 0, RefusalCode.WrongLineState, $"Taken out already: {string.Join(", ", gone.Take(3))}. Name lines that are still in the batch.")
            .Then(() => batch with { Signatures = [] });
    }

    /// <summary>Calls a draft off; its lines are free.</summary>
    public static BatchDecision Cancel(this PaymentBatch batch, Actor actor, string reason, DateTimeOffset now) =>
        new BatchRuling(batch, actor).Draft(Immutable).Then(() => batch.Fire(BatchTrigger.Cancel) with { Signatures = [], Ended = new(actor.Id, now), Reason = reason });

    /// <summary>
    /// Signs the release; the last signature that is needed releases. Neither the drafter signs nor anybody twice; nor anybody who had a part in one of its grants, which each
    /// grant says itself.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="actor">Who signs.</param>
    /// <param name="tally">Its lines.</param>
    /// <param name="obstacles">The lines that their grants would not let go.</param>
    /// <param name="rate">Why the exchange rate does not hold; null where it does, or where none is needed.</param>
    /// <param name="rules">How many have to sign.</param>
    /// <param name="executesOn">The day on which the money would leave.</param>
    /// <param name="now">When.</param>
    public static BatchDecision Release(
        this PaymentBatch batch, Actor actor, BatchTally tally, IReadOnlyList<LineObstacle> obstacles, BatchDecision.Refused? rate, BatchRules rules, DateOnly executesOn, DateTimeOffset now)
    {
        var total = tally.Paid();
        return new BatchRuling(batch, actor)
            .Draft("It is released already. What its grants or providers refused can be paid by a follow-up batch.")
            .Unless(total.Lines == 0 && batch.Work is null, RefusalCode.BatchEmpty, "There is no line in this batch. Cancel it and gather what is due.")
            .Unless(batch.Drafter == actor.Id, RefusalCode.ReleaserDrafted, "Who drafted a batch does not release it. Ask a colleague in finance.")
            .Unless(batch.Signers.Contains(actor.Id), RefusalCode.SecondReleaserIsFirst, $"You signed this batch already; above {Threshold(batch, rules)} a second person in finance has to. Ask a colleague.")
            .Unless(obstacles.Count == 0 ? null : new BatchDecision.Refused(RefusalCode.BatchLinesRefused, Said(obstacles)) { Lines = obstacles })
            .Unless(rate)
            .Then(() =>
            {
                var signed = batch with { Signatures = batch.Signatures.Add(new(actor.Id, now)) };
                return signed.Signatures.Count < rules.Releasers(new(total.Amount, batch.Currency))
                    ? signed
                    : signed.Fire(BatchTrigger.Release) with { Work = BatchWork.Releasing, Cursor = null, ReleasedAt = now, ExecutesOn = executesOn };
            });
    }

    /// <summary>Finance says that the bank has the file.</summary>
    public static BatchDecision HandOver(this PaymentBatch batch, Actor actor, DateTimeOffset now)
    {
        var state = batch.State;
        return new BatchRuling(batch, actor)
            .Unless(batch.Kind != RouteKind.BankAccount, RefusalCode.WrongState, "Only a batch for a bank has a file to hand over. Wallets and desks are asked line by line.")
            .Unless(state != BatchState.Released, RefusalCode.WrongState, $"The batch is {PlainWords.Plain(state.ToString())}; a file is handed over once, after the release.")
            .Unless(state == BatchState.Released && batch.File is null, RefusalCode.BatchNotReady, "The file is not written yet: some grants have not let their lines go. Wait until the batch shows its file.")
            .Then(() => batch.Fire(BatchTrigger.Send) with { Ended = new(actor.Id, now) });
    }

    private static string Said(IReadOnlyList<LineObstacle> obstacles) =>
        $"{obstacles.Count} lines would be refused by their grants, first {obstacles[0].Payment}: {obstacles[0].Why} Take them out of the batch, or settle what is in the way.";

    private static string Threshold(PaymentBatch batch, BatchRules rules) => rules.OneReleaserUpTo.TryGetValue(batch.Currency, out var most) ? most.ToString() : "any amount";

    private static PaymentBatch Fire(this PaymentBatch batch, BatchTrigger trigger)
    {
        var machine = BatchMachine.At(batch.State);
        machine.Fire(trigger);
        return batch with { State = machine.State };
    }
}
