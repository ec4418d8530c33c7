using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Ledger.Periods;

/// <summary>What is asked of a period leads to a change, or to a reason why not.</summary>
public abstract record PeriodDecision
{
    private PeriodDecision()
    {
    }

    /// <summary>It holds.</summary>
    public sealed record Accepted(PeriodChange Change) : PeriodDecision;

    /// <summary>It does not; nothing changes.</summary>
    /// <param name="Code">Stable code.</param>
    /// <param name="Why">Plain words: what is wrong and what would make it pass.</param>
    public sealed record Refused(RefusalCode Code, string Why) : PeriodDecision;
}

/// <summary>What a decision on a period knows of the ledger.</summary>
/// <param name="SealedTo">The last sealed day; null before the first.</param>
/// <param name="Counted">The periods in which anything counts.</param>
public sealed record PeriodFacts(DateOnly? SealedTo, IReadOnlySet<AccountingPeriod> Counted);

/// <summary>What finance does with periods. Of several reasons against it the one with the highest precedence is given (<see cref="RefusalCode"/>).</summary>
public static class PeriodSteps
{
    /// <summary>Decides on what is asked.</summary>
    /// <param name="history">What was done so far.</param>
    /// <param name="period">The month.</param>
    /// <param name="trigger">What is asked.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why; only who agrees gives none.</param>
    /// <param name="facts">The ledger.</param>
    /// <param name="now">When.</param>
    public static PeriodDecision Decide(
        this PeriodHistory history, AccountingPeriod period, PeriodTrigger trigger, Actor actor, string? reason, PeriodFacts facts, DateTimeOffset now)
    {
        var standing = history.Latest(period);
        return Reasons(history, standing, period, trigger, actor, facts, DateOnly.FromDateTime(now.UtcDateTime)).MinBy(refused => refused.Code) as PeriodDecision
            ?? new PeriodDecision.Accepted(new(history.Changes.Count + 1, period, trigger, actor.Id, now, HoldsFrom(history, now), reason));
    }

    /// <summary>Never before an earlier change, whose writer's clock may have been ahead.</summary>
    private static DateOnly HoldsFrom(PeriodHistory history, DateTimeOffset now) =>
        history.Changes is [.., var last] && last.HoldsFrom > PeriodChange.FirstDayAfter(now) ? last.HoldsFrom : PeriodChange.FirstDayAfter(now);

    private static IEnumerable<PeriodDecision.Refused> Reasons(
        PeriodHistory history, PeriodStanding standing, AccountingPeriod period, PeriodTrigger trigger, Actor actor, PeriodFacts facts, DateOnly today)
    {
        if (actor.Role != Role.Finance)
        {
            yield return new(RefusalCode.WrongRole, $"The role {actor.Role.Plain()} may not do this. Ask someone with the role {Role.Finance.Plain()}.");
        }

        if (trigger != PeriodTrigger.RejectReopening && history.ClosedTo(DateOnly.MaxValue) is { } last && last > period)
        {
            yield return new(RefusalCode.LaterPeriodClosed, $"{last} is closed, and {period} with it: what {last} began with would change. Reopen {last} first, then go back month by month.");
        }
        else if (!PeriodMachine.At(standing.State).CanFire(trigger))
        {
            yield return new(RefusalCode.WrongState, $"{period} is {standing.State.Plain()}. {Otherwise(standing.State)}");
        }

        if (trigger == PeriodTrigger.AgreeReopening && standing.Last is { Trigger: PeriodTrigger.AskReopening } asked && asked.By == actor.Id)
        {
            yield return new(RefusalCode.ReopenerIsFirst, $"{actor.Id} asked to reopen {period}. Another person of finance has to agree.");
        }

        foreach (var refused in trigger switch
        {
            PeriodTrigger.SoftClose when period.From > today => [new(RefusalCode.PeriodNotOver, $"{period} has not begun. Soft-close it from its first day on.")],
            PeriodTrigger.Close => Unready(history, period, facts, today),
            _ => [],
        })
        {
            yield return refused;
        }
    }

    private static IEnumerable<PeriodDecision.Refused> Unready(PeriodHistory history, AccountingPeriod period, PeriodFacts facts, DateOnly today)
    {
        if (period.To >= today)
        {
            yield return new(RefusalCode.PeriodNotOver, $"{period} runs until {Text(period.To)}. Close it afterwards; until then it can be soft-closed.");
        }

        if (facts.SealedTo is not { } to || to < period.To)
        {
            yield return new(RefusalCode.PeriodNotSealed, $"The days of {period} are sealed to {(facts.SealedTo is { } day ? Text(day) : "none")}, and {Text(period.To)} is its last. Close it when that day has its seal.");
        }

        if (facts.Counted.Where(one => one < period && !history.IsClosed(one, DateOnly.MaxValue)).Order().ToList() is [var first, ..])
        {
            yield return new(RefusalCode.EarlierPeriodOpen, $"{first} is not closed, and entries count in it. Close the months in their order.");
        }
    }

    private static string Otherwise(PeriodState state) => state switch
    {
        PeriodState.Open => "It can be soft-closed or closed.",
        PeriodState.SoftClosed => "It can be closed, or the soft closing be taken back.",
        PeriodState.Closed => "It can be reopened by two of finance.",
        _ => "Somebody else of finance can agree to reopen it, or say no.",
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
