using Stateless;

namespace GrantFlow.Domain.Lifecycle;

/// <summary>Where a cash line stands. Names are stored: add, never rename.</summary>
public enum CashState
{
    /// <summary>Part of the confirmed split.</summary>
    Planned,

    /// <summary>Can be released by finance.</summary>
    Due,

    /// <summary>Released by finance, on its way to the provider: only a withdrawal that is faster still stops it.</summary>
    Released,

    /// <summary>With the provider.</summary>
    Instructed,

    /// <summary>The person has the money. Done; only the provider can send it back.</summary>
    Paid,

    /// <summary>The provider could not pay; a new route, or another try on the same one, makes it due again.</summary>
    Failed,

    /// <summary>The money came back. Done, unless it is paid again on a new route or given back to the funding line.</summary>
    Returned,

    /// <summary>Not to be paid any more. Final.</summary>
    Cancelled,

    /// <summary>Nobody can say yet whether it was paid: it stands still until somebody can.</summary>
    Unknown,

    /// <summary>The money came back and went back to the funding line. Final.</summary>
    GivenBack,
}

/// <summary>What moves a cash line.</summary>
public enum CashTrigger
{
    /// <summary>The line may be paid from now on.</summary>
    FallDue,

    /// <summary>Finance releases.</summary>
    Release,

    /// <summary>The provider took it on.</summary>
    Instruct,

    /// <summary>The provider paid.</summary>
    Settle,

    /// <summary>The provider could not pay.</summary>
    Fail,

    /// <summary>The provider sends it back.</summary>
    Return,

    /// <summary>A new route is on file.</summary>
    Reroute,

    /// <summary>Called off.</summary>
    Cancel,

    /// <summary>The provider does not know whether it paid.</summary>
    Doubt,

    /// <summary>The provider paid after all, although it had said it could not.</summary>
    SettleLate,

    /// <summary>Finance has it tried once more on the same route.</summary>
    Retry,

    /// <summary>Nobody pays it again: what came back goes back to the funding line.</summary>
    GiveBack,
}

/// <summary>The cash line's state machine, declared once.</summary>
public static class CashMachine
{
    /// <summary>States with no way out.</summary>
    public static IReadOnlyList<CashState> Final { get; } = [CashState.Cancelled, CashState.GivenBack];

    /// <summary>States in which nothing is left to do for the line.</summary>
    public static IReadOnlyList<CashState> Done { get; } = [CashState.Paid, CashState.Returned, .. Final];

    /// <summary>A machine that stands at <paramref name="state"/>.</summary>
    public static StateMachine<CashState, CashTrigger> At(CashState state)
    {
        var machine = new StateMachine<CashState, CashTrigger>(state);

        machine.Configure(CashState.Planned)
            .Permit(CashTrigger.FallDue, CashState.Due)
            .Permit(CashTrigger.Cancel, CashState.Cancelled);

        machine.Configure(CashState.Due)
            .Permit(CashTrigger.Release, CashState.Released)
            .Permit(CashTrigger.SettleLate, CashState.Paid)
            .Permit(CashTrigger.Cancel, CashState.Cancelled);

        machine.Configure(CashState.Released)
            .Permit(CashTrigger.Instruct, CashState.Instructed)
            .Permit(CashTrigger.Doubt, CashState.Unknown)
            .Permit(CashTrigger.Fail, CashState.Failed);

        machine.Configure(CashState.Instructed)
            .Permit(CashTrigger.Settle, CashState.Paid)
            .Permit(CashTrigger.Doubt, CashState.Unknown)
            .Permit(CashTrigger.Fail, CashState.Failed)
            .Permit(CashTrigger.Return, CashState.Returned);

        machine.Configure(CashState.Unknown)
            .Permit(CashTrigger.Instruct, CashState.Instructed)
            .Permit(CashTrigger.Settle, CashState.Paid)
            .Permit(CashTrigger.Fail, CashState.Failed)
            .Permit(CashTrigger.Return, CashState.Returned);

        machine.Configure(CashState.Failed)
            .Permit(CashTrigger.Reroute, CashState.Due)
            .Permit(CashTrigger.Retry, CashState.Due)
            .Permit(CashTrigger.SettleLate, CashState.Paid)
            .Permit(CashTrigger.Cancel, CashState.Cancelled);

        machine.Configure(CashState.Paid)
            .Permit(CashTrigger.Return, CashState.Returned);

        machine.Configure(CashState.Returned)
            .Permit(CashTrigger.Reroute, CashState.Due)
            .Permit(CashTrigger.GiveBack, CashState.GivenBack);

        return machine;
    }
}
