using System.Globalization;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;

namespace GrantFlow.Pipeline.Views;

/// <summary>The partitions of the views table: what can be listed without reading anything else.</summary>
internal static class Lists
{
    /// <summary>The deputies' list: nobody moved for too long.</summary>
    public const string Escalated = "escalated";

    /// <summary>Finance's list: payments that wait for somebody to find out, to pay again or to give back.</summary>
    public const string Repairs = "repairs";

    public static string Office(OfficeId office) => $"office|{office}";

    public static string State(GrantState state) => $"state|{state}";

    /// <summary>Grants on which a clock has something to say on this day.</summary>
    public static string Due(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"due|{day:yyyy-MM-dd}");

    /// <summary>Where a line stands beside its own office's list.</summary>
    public static IReadOnlyList<string> Beside(GrantSummary summary)
    {
        var lists = new List<string> { State(summary.State) };
        if (summary.DueOn is { } day)
        {
            lists.Add(Due(day));
        }

        if (summary.Escalated is not null)
        {
            lists.Add(Escalated);
        }

        if (summary.Repairs is not null)
        {
            lists.Add(Repairs);
        }

        if (summary.Deputy is { } deputy)
        {
            lists.Add(Office(deputy));
        }

        return lists;
    }
}
