using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using Microsoft.Extensions.Logging;

namespace GrantFlow.Pipeline.Batches;

/// <summary>
/// Brings what became of a line to its batch, whichever way it came to the grant: an answer of a bank, of a wallet, of a desk, or a withdrawal. The grant's version
/// says what is newer, so that every change counts once, in whatever order it arrives.
/// </summary>
public sealed class BatchLines(BatchStore batches, DueLines due, IQueues queues, TimeProvider time, ILogger<BatchLines> log)
{
    /// <summary>A line moved in its grant.</summary>
    internal Task Show(BatchId batch, PaymentId payment, CashStanding line, int version, CancellationToken cancellationToken) =>
        Change(batch, payment, present => Shown(present, line, version), cancellationToken);

    /// <summary>A grant does not let a line go: it leaves what the batch pays, and another batch may take it.</summary>
    internal async Task Refuse(BatchId batch, PaymentId payment, RefusalCode code, string why, CancellationToken cancellationToken)
    {
        var line = await Change(
            batch, payment,
            present => present.State is BatchLineState.Gathered or BatchLineState.Releasing ? present with { State = BatchLineState.Refused, Why = $"{code.Slug()}: {why}" } : present,
            cancellationToken);
        if (line is { State: BatchLineState.Refused } && (await batches.Find(batch, cancellationToken))?.Batch is { } refused)
        {
            await due.GiveBack(new(refused.FundingLine, refused.Kind), DueLine.KeyOf(line.Country, payment, line.Attempt), batch, cancellationToken);
        }
    }

    /// <summary>A line of a draft is not due any more: the draft goes on without it, and has to be signed anew.</summary>
    internal async Task Drop(BatchId id, PaymentId payment, int attempt, CancellationToken cancellationToken)
    {
        while (await batches.Find(id, cancellationToken) is { Batch: { IsImmutable: false } batch } read
            && await batches.FindLine(id, payment, cancellationToken) is var (row, line)
            && line.State == BatchLineState.Gathered && line.Attempt == attempt
            && !await batches.Commit(id, [new(row, line, line with { State = BatchLineState.Excluded, Why = "It is not due any more." })], (read, batch with { Signatures = [] }), [], cancellationToken))
        {
        }
    }

    /// <summary>Brings a batch to where its lines say it stands, and asks for its file when the last of them is ready for it.</summary>
    internal async Task Follow(BatchId id, CancellationToken cancellationToken)
    {
        var tally = await batches.Tally(id, cancellationToken);
        var batch = await batches.Change(id, present => present.Follow(tally) is var followed && followed != present ? followed : null, cancellationToken);
        if (batch.NeedsFile(tally))
        {
            await queues.Send(QueueNames.Batches, MessageText.Write<BatchMessage>($"{id}-file", id.Value, id.Value, time.GetUtcNow(), new WriteBankFile(id)), null, cancellationToken);
        }
    }

    private async Task<BatchLine?> Change(BatchId id, PaymentId payment, Func<BatchLine, BatchLine> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await batches.FindLine(id, payment, cancellationToken) is not var (row, line))
            {
                log.LogWarning("Payment {Payment} is not in batch {Batch}, which it names.", payment, id);
                return null;
            }

            var changed = change(line);
            if (changed == line || await batches.Commit(id, [new(row, line, changed)], null, [], cancellationToken))
            {
                // Also where nothing changed: an earlier delivery may have stopped before this.
                await Follow(id, cancellationToken);
                return changed;
            }
        }
    }

    private static BatchLine Shown(BatchLine present, CashStanding line, int version)
    {
        if (line.Attempt != present.Attempt)
        {
            return present;
        }

        if (version > present.Version)
        {
            return present with { State = line.InBatch, Version = version, Why = line.Why ?? (line.InBatch == present.State ? present.Why : null) };
        }

        // The news of the failure itself, overtaken by that of the new route.
        return present.State == line.InBatch && present.Why is null ? present with { Why = line.Why } : present;
    }
}
