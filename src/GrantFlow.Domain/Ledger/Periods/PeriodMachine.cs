using Stateless;

namespace GrantFlow.Domain.Ledger.Periods;

/// <summary>Where a month of the books stands. Names are stored: add, never rename.</summary>
public enum PeriodState
{
    /// <summary>What is posted on its days counts in it, and what comes late for them.</summary>
    Open,

    /// <summary>Only what was decided before it was soft-closed still counts in it, when it comes late.</summary>
    SoftClosed,

    /// <summary>Nothing counts in it any more.</summary>
    Closed,

    /// <summary>Closed; one of finance asked to reopen it, and another has not answered yet.</summary>
    ReopeningAsked,
}

/// <summary>What finance does with a period. Names are stored: add, never rename.</summary>
public enum PeriodTrigger
{
    /// <summary>What is decided from now on counts in a later one.</summary>
    SoftClose,

    /// <summary>The soft closing is taken back.</summary>
    UndoSoftClose,

    /// <summary>Nothing counts in it from now on.</summary>
    Close,

    /// <summary>One asks to reopen it.</summary>
    AskReopening,

    /// <summary>Another agrees.</summary>
    AgreeReopening,

    /// <summary>Somebody says no, or who asked takes it back.</summary>
    RejectReopening,
}

/// <summary>The period's state machine, declared once.</summary>
public static class PeriodMachine
{
    /// <summary>None: what is closed can be reopened.</summary>
    public static IReadOnlyList<PeriodState> Final { get; } = [];

    /// <summary>A machine that stands at <paramref name="state"/>.</summary>
    public static StateMachine<PeriodState, PeriodTrigger> At(PeriodState state)
    {
        var machine = new StateMachine<PeriodState, PeriodTrigger>(state);

        machine.Configure(PeriodState.Open)
            .Permit(PeriodTrigger.SoftClose, PeriodState.SoftClosed)
            .Permit(PeriodTrigger.Close, PeriodState.Closed);

        machine.Configure(PeriodState.SoftClosed)
            .Permit(PeriodTrigger.UndoSoftClose, PeriodState.Open)
            .Permit(PeriodTrigger.Close, PeriodState.Closed);

        machine.Configure(PeriodState.Closed)
            .Permit(PeriodTrigger.AskReopening, PeriodState.ReopeningAsked);

        // Reopened for what was missing, not for what is new.
        machine.Configure(PeriodState.ReopeningAsked)
            .Permit(PeriodTrigger.AgreeReopening, PeriodState.SoftClosed)
            .Permit(PeriodTrigger.RejectReopening, PeriodState.Closed);

        return machine;
    }

    /// <summary>Nothing counts in a period that stands there.</summary>
    public static bool IsClosed(this PeriodState state) => state is PeriodState.Closed or PeriodState.ReopeningAsked;
}
