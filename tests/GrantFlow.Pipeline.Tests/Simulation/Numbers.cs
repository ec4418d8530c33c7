using System.Globalization;
using System.Text;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Tests;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>What all runs together came to: enough of everything, so that they cannot become empty; and a page of it.</summary>
internal static class Numbers
{
    private const string Page = "docs/simulation.md";

    private static readonly (string Kind, string Words)[] Kinds =
    [
        ("fault", "What went wrong"), ("message", "Messages"), ("answer", "Answers at the door"), ("grant at rest", "Grants when everything stood still"), ("grant at the end", "Grants when people had gone on to the end"),
        ("payment", "Payments, both times"), ("list", "Lists"), ("timer", "Timers"),
    ];

    /// <summary>Fails where a kind of trouble, an end or a timer hardly occurs any more.</summary>
    public static void MeanSomething(Tally tally)
    {
        Assert.All(Enum.GetValues<Mishap>(), mishap => AtLeast(tally, "fault", Faults.Words(mishap), 5_000));
        AtLeast(tally, "fault", "service away", 2_000);
        AtLeast(tally, "message", "came twice", 20_000);
        AtLeast(tally, "message", "came late", 20_000);
        AtLeast(tally, "message", "delivered again", 20_000);
        AtLeast(tally, "message", "poisoned", 500);
        AtLeast(tally, "message", "redriven", 300);
        AtLeast(tally, "message", "discarded", 300);
        AtLeast(tally, "answer", "accepted", 80_000);
        AtLeast(tally, "payment", nameof(CashState.Paid), 5_000);
        AtLeast(tally, "payment", nameof(CashState.Returned), 500);
        AtLeast(tally, "grant at the end", nameof(GrantState.Closed), 1_500);
        foreach (var state in new[] { GrantState.Withdrawn, GrantState.Rejected, GrantState.Referred, GrantState.Cancelled, GrantState.OnHold, GrantState.NeedsAdjudication })
        {
            AtLeast(tally, "grant at rest", state.ToString(), 50);
        }

        AtLeast(tally, "grant at rest", nameof(GrantState.Expired), 3);

        Assert.All(SimTimer.All, timer => AtLeast(tally, "timer", timer.Name, 300));
    }

    /// <summary>With GRANTFLOW_REGENERATE=1 the page is written. It is not compared: each change of the product moves these numbers a little.</summary>
    public static void Write(Tally tally, int seeds)
    {
        if (!Generated.IsWriting)
        {
            return;
        }

        var text = new StringBuilder();
        text.Append(string.Create(CultureInfo.InvariantCulture, $"""
            # The simulation in numbers

            {seeds:N0} runs of the whole pipeline, each from a seed: people, two hosts with every consumer and every timer, storage in memory, virtual time. After each run nothing was lost, nothing had happened twice, and nothing stood still
            without being somebody's turn. How it works, and what it does not show: [ADR 18](adr/0018-simulation.md). Written by the test, so that it is as true as its last run:

            ```
            GRANTFLOW_REGENERATE=1 dotnet test tests/GrantFlow.Pipeline.Tests --filter FullyQualifiedName~SimulationTests
            ```

            One seed alone, with its whole trace: `GRANTFLOW_SEED=4711` in the environment. Fewer or more seeds: `GRANTFLOW_SEEDS=100`.

            Lost: 0. Done twice: 0. Stuck: 0.

            """).ReplaceLineEndings("\n"));
        foreach (var (kind, words) in Kinds)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n| {words} | |\n|---|--:|\n");
            foreach (var (what, count) in tally.Of(kind))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {what} | {count:N0} |\n");
            }
        }

        Generated.Compare(Page, text.ToString());
    }

    private static void AtLeast(Tally tally, string kind, string what, long least) =>
        Assert.True(tally[kind, what] >= least, $"Only {tally[kind, what]:N0} times in all runs: {kind} {what}. There were to be {least:N0} at the least.");
}
