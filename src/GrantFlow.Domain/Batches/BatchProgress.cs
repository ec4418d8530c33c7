using GrantFlow.Domain.Lifecycle;

namespace GrantFlow.Domain.Batches;

/// <summary>What follows for a released batch from how its lines stand.</summary>
public static class BatchProgress
{
    /// <summary>The batch after its lines moved; the same where that changes nothing.</summary>
    public static PaymentBatch Follow(this PaymentBatch batch, BatchTally tally)
    {
        if (Trigger(batch, tally) is not { } trigger)
        {
            return batch;
        }

        var machine = BatchMachine.At(batch.State);
        if (!machine.CanFire(trigger))
        {
            return batch;
        }

        machine.Fire(trigger);
        return batch with { State = machine.State };
    }

    /// <summary>Whether the file for the bank can be written: every line is with the bank's part of the pipeline, or never will be.</summary>
    public static bool NeedsFile(this PaymentBatch batch, BatchTally tally) =>
        batch is { Kind: RouteKind.BankAccount, State: BatchState.Released, File: null } && !IsUnderRelease(tally) && tally[BatchLineState.Instructed].Lines > 0;

    private static BatchTrigger? Trigger(PaymentBatch batch, BatchTally tally)
    {
        var settled = tally[BatchLineState.Settled].Lines;
        var lost = tally[BatchLineState.Failed].Lines + tally[BatchLineState.Returned].Lines;
        var open = IsUnderRelease(tally) || tally.Where(state => state.IsOpen()).Lines > 0;
        return (settled, lost, open) switch
        {
            _ when !batch.IsImmutable => null,
            ( > 0, 0, false) => BatchTrigger.SettleAll,
            ( > 0, _, _) => BatchTrigger.SettleSome,
            (0, _, false) => BatchTrigger.Fail,
            // A bank gets a file, and somebody who says that it did. Wallets and desks are asked line by line.
            _ => batch.Kind != RouteKind.BankAccount && !IsUnderRelease(tally) ? BatchTrigger.Send : null,
        };
    }

    private static bool IsUnderRelease(BatchTally tally) => tally[BatchLineState.Gathered].Lines > 0 || tally.Where(state => state.IsOnItsWay()).Lines > 0;
}
