using Stateless;

namespace GrantFlow.Domain.Batches;

/// <summary>Where a payment batch stands. Names are stored: add, never rename.</summary>
public enum BatchState
{
    /// <summary>Lines are gathered and can still be taken out.</summary>
    Draft,

    /// <summary>Signed by finance; from here on nothing in it is added, exchanged or taken out.</summary>
    Released,

    /// <summary>With the bank, the wallet provider or the desks.</summary>
    Sent,

    /// <summary>Some people have their money; others do not, or not yet.</summary>
    PartiallySettled,

    /// <summary>Everybody whose grant let the money go has it.</summary>
    Settled,

    /// <summary>Nobody was paid, and nothing is under way.</summary>
    Failed,

    /// <summary>Called off before it was released. Final.</summary>
    Cancelled,
}

/// <summary>What moves a payment batch.</summary>
public enum BatchTrigger
{
    /// <summary>The last signature that is needed is there.</summary>
    Release,

    /// <summary>The file was handed to the bank, or every line is with its provider.</summary>
    Send,

    /// <summary>Some have their money.</summary>
    SettleSome,

    /// <summary>All have their money.</summary>
    SettleAll,

    /// <summary>All that was under way ended, and nobody has money.</summary>
    Fail,

    /// <summary>Called off.</summary>
    Cancel,
}

/// <summary>The batch's state machine, declared once. How its lines ended moves it; a late answer or returned money moves it again.</summary>
public static class BatchMachine
{
    /// <summary>States with no way out.</summary>
    public static IReadOnlyList<BatchState> Final { get; } = [BatchState.Cancelled];

    /// <summary>A machine that stands at <paramref name="state"/>.</summary>
    public static StateMachine<BatchState, BatchTrigger> At(BatchState state)
    {
        var machine = new StateMachine<BatchState, BatchTrigger>(state);

        machine.Configure(BatchState.Draft)
            .Permit(BatchTrigger.Release, BatchState.Released)
            .Permit(BatchTrigger.Cancel, BatchState.Cancelled);

        // An answer can be faster than the person who says that the file was handed over.
        machine.Configure(BatchState.Released)
            .Permit(BatchTrigger.Send, BatchState.Sent)
            .Permit(BatchTrigger.SettleSome, BatchState.PartiallySettled)
            .Permit(BatchTrigger.SettleAll, BatchState.Settled)
            .Permit(BatchTrigger.Fail, BatchState.Failed);

        machine.Configure(BatchState.Sent)
            .Permit(BatchTrigger.SettleSome, BatchState.PartiallySettled)
            .Permit(BatchTrigger.SettleAll, BatchState.Settled)
            .Permit(BatchTrigger.Fail, BatchState.Failed);

        machine.Configure(BatchState.PartiallySettled)
            .Permit(BatchTrigger.SettleAll, BatchState.Settled)
            .Permit(BatchTrigger.Fail, BatchState.Failed);

        machine.Configure(BatchState.Settled)
            .Permit(BatchTrigger.SettleSome, BatchState.PartiallySettled)
            .Permit(BatchTrigger.Fail, BatchState.Failed);

        machine.Configure(BatchState.Failed)
            .Permit(BatchTrigger.SettleSome, BatchState.PartiallySettled)
            .Permit(BatchTrigger.SettleAll, BatchState.Settled);

        return machine;
    }
}
