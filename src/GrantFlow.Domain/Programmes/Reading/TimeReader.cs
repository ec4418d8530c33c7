using GrantFlow.Domain.Values;

namespace GrantFlow.Domain.Programmes.Reading;

/// <summary>Who has to agree, when, and until when.</summary>
internal static class TimeReader
{
    private const int MostMonths = 600;
    private const int MostDays = 366;

    public static (Money? SecondAbove, bool AlwaysTwo, bool TwoIfVulnerable) Approvals(JsonField field)
    {
        if (field.IsMissing || field.Object() is not { } approvals)
            return default;

        var above = approvals.EuroIfGiven("secondAbove", SystemRules.Ceiling);
        var always = approvals.FlagIfGiven("alwaysTwo");
        var ifVulnerable = approvals.FlagIfGiven("twoIfVulnerable");
        if (always && above is not null)
            approvals["secondAbove"].Refuse("no amount, because alwaysTwo is true");
        if (always && ifVulnerable)
            approvals["twoIfVulnerable"].Refuse("no such rule, because alwaysTwo is true");
        approvals.RefuseOthers();
        return (above, always, ifVulnerable);
    }

    public static Window Window(JsonField field)
    {
        if (field.IsMissing || field.Object() is not { } window)
            return new(null, null, null);

        var from = window.DayIfGiven("from");
        var until = window.DayIfGiven("until");
        var months = window.NumberIfGiven("months", 1, MostMonths);
        if (from is { } first && until < first)
            window["until"].Refuse($"a day on or after {first:yyyy-MM-dd}, the first day");
        if (until is not null && months is not null)
            window["months"].Refuse("no length, because the last day is given");
        window.RefuseOthers();
        return new(from, until, months);
    }

    public static (int? ExpiresMonthsAfterReturn, int? CoolingOff, int? Appeal, int? Silence, int? RepeatAfterMonths) Days(JsonFields rules) =>
    (
        rules.NumberIfGiven("expiresMonthsAfterReturn", 1, MostMonths),
        rules.NumberIfGiven("coolingOffDays", 1, MostDays),
        rules.NumberIfGiven("appealDays", 1, MostDays),
        rules.NumberIfGiven("silenceDays", 1, MostDays),
        rules.NumberIfGiven("repeatAfterMonths", 1, MostMonths)
    );
}
