using Stateless;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>Where an in-kind line stands: goods, service, training, wage subsidy. Names are stored: add, never rename.</summary>
public enum InKindState
{
    /// <summary>Part of the confirmed split.</summary>
    Planned,

    /// <summary>Ordered from the supplier.</summary>
    Ordered,

    /// <summary>The office saw it handed over.</summary>
    Delivered,

    /// <summary>The office accepts it as ordered.</summary>
    Accepted,

    /// <summary>The supplier's invoice is settled. Final.</summary>
    Settled,

    /// <summary>Delivered wrong or not at all.</summary>
    Disputed,

    /// <summary>Not wanted any more. Final.</summary>
    Cancelled,
}

/// <summary>What moves an in-kind line.</summary>
public enum InKindTrigger
{
    /// <summary>Ordered, or ordered again after a dispute.</summary>
    Order,

    /// <summary>Handed over.</summary>
    Deliver,

    /// <summary>Found as ordered.</summary>
    Accept,

    /// <summary>Found wrong.</summary>
    Dispute,

    /// <summary>Invoice settled.</summary>
    Settle,

    /// <summary>Called off.</summary>
    Cancel,
}

/// <summary>The in-kind line's state machine, declared once.</summary>
public static class InKindMachine
{
    /// <summary>States with no way out.</summary>
    public static IReadOnlyList<InKindState> Final { get; } = [InKindState.Settled, InKindState.Cancelled];

    /// <summary>A machine that stands at <paramref name="state"/>.</summary>
    public static StateMachine<InKindState, InKindTrigger> At(InKindState state)
    {
        var machine = new StateMachine<InKindState, InKindTrigger>(state);

        machine.Configure(InKindState.Planned)
            .Permit(InKindTrigger.Order, InKindState.Ordered)
            .Permit(InKindTrigger.Cancel, InKindState.Cancelled);

        machine.Configure(InKindState.Ordered)
            .Permit(InKindTrigger.Deliver, InKindState.Delivered)
            .Permit(InKindTrigger.Dispute, InKindState.Disputed)
            .Permit(InKindTrigger.Cancel, InKindState.Cancelled);

        machine.Configure(InKindState.Delivered)
            .Permit(InKindTrigger.Accept, InKindState.Accepted)
            .Permit(InKindTrigger.Dispute, InKindState.Disputed);

        machine.Configure(InKindState.Accepted)
            .Permit(InKindTrigger.Settle, InKindState.Settled);

        machine.Configure(InKindState.Disputed)
            .Permit(InKindTrigger.Order, InKindState.Ordered)
            .Permit(InKindTrigger.Cancel, InKindState.Cancelled);

        return machine;
    }
}
