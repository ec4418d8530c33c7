using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Ledger.Periods;

/// <summary>Something finance did with a period.</summary>
/// <param name="Number">Counted from 1 over all periods: the order in which it was done.</param>
/// <param name="Period">The month.</param>
/// <param name="Trigger">What was done.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When (UTC).</param>
/// <param name="HoldsFrom">The first ledger day on which it holds; what is placed on earlier days is not touched.</param>
/// <param name="Reason">Why; null where somebody agreed to a reason that was given.</param>
public sealed record PeriodChange(int Number, AccountingPeriod Period, PeriodTrigger Trigger, ActorId By, DateTimeOffset At, DateOnly HoldsFrom, string? Reason)
{
    /// <summary>How far the clocks of two hosts may be apart, with the time it takes to write a change.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>
    /// The first day that no host's clock can have reached yet: when the change is written nothing was placed on such a day, and whoever places something there later reads the change.
    /// </summary>
    public static DateOnly FirstDayAfter(DateTimeOffset now) => DateOnly.FromDateTime((now.ToUniversalTime() + Margin).DateTime).AddDays(1);
}

/// <summary>How a period stands.</summary>
/// <param name="State">Where.</param>
/// <param name="DecidedBefore">Where it is not open: only what was decided before this day counts in it, as long as it is not closed.</param>
/// <param name="Last">What was done last; null where nothing ever was.</param>
public sealed record PeriodStanding(PeriodState State, DateOnly? DecidedBefore, PeriodChange? Last)
{
    /// <summary>Nothing was ever done with it.</summary>
    public static PeriodStanding Untouched { get; } = new(PeriodState.Open, null, null);

    /// <summary>How it stands after a change.</summary>
    public PeriodStanding After(PeriodChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var machine = PeriodMachine.At(State);
        machine.Fire(change.Trigger);
        var before = machine.State == PeriodState.Open ? (DateOnly?)null : DecidedBefore ?? change.HoldsFrom;
        return new(machine.State, before, change);
    }
}
