using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Tests.Support;

/// <summary>Months of the books, and finance who close them.</summary>
internal static class Months
{
    public static readonly AccountingPeriod January = AccountingPeriod.Parse("2026-01"), February = January.Next, March = February.Next, April = March.Next;

    /// <summary>All is sealed, and nothing counts in months that nobody closed.</summary>
    public static readonly PeriodFacts Sealed = new(DateOnly.MaxValue, new HashSet<AccountingPeriod>());

    /// <summary>At noon.</summary>
    public static DateTimeOffset On(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    public static PeriodDecision Decide(this PeriodHistory history, AccountingPeriod period, PeriodTrigger trigger, DateOnly day, Actor? by = null, PeriodFacts? facts = null) =>
        history.Decide(period, trigger, by ?? People.Finance, "It is time.", facts ?? Sealed, On(day));

    /// <summary>The history after it, which has to be accepted.</summary>
    public static PeriodHistory Do(this PeriodHistory history, AccountingPeriod period, PeriodTrigger trigger, DateOnly day, Actor? by = null) => history.Decide(period, trigger, day, by) switch
    {
        PeriodDecision.Accepted accepted => new([.. history.Changes, accepted.Change]),
        PeriodDecision.Refused refused => throw new InvalidOperationException(refused.Why),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>January, closed on 3 February.</summary>
    public static readonly PeriodHistory Closed = PeriodHistory.None.Do(January, PeriodTrigger.Close, new(2026, 2, 3));

    /// <summary>The same, and somebody asked to reopen it.</summary>
    public static readonly PeriodHistory Asked = Closed.Do(January, PeriodTrigger.AskReopening, new(2026, 2, 10));

    /// <summary>Why not, as a grant's decision is told.</summary>
    public static Decision Told(PeriodDecision decision) => decision is PeriodDecision.Refused refused ? new Decision.Refused(refused.Code, refused.Why) : new Decision.Refused(default, "It was accepted.");
}
