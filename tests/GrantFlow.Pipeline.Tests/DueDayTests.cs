using System.Text.Json;
using System.Text.Json.Nodes;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Deadlines;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Tests;

/// <summary>The clock reads what is due and nothing else, and passes nobody by: not after a long sleep, not in a race, not after a crash.</summary>
public sealed class DueDayTests
{
    private readonly PipelineRun _run = new();

    private DateOnly Today => DateOnly.FromDateTime(_run.Time.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_tick_costs_what_is_due_and_not_what_is_open()
    {
        await Settled();
        await Open(2_000, _ => Today.AddDays(3 + (_ % 300)));
        for (var at = 0; at < 5; at++)
            await Show($"due {at}", Today.AddDays(at % 2));
        _run.Time.Advance(TimeSpan.FromDays(1));

        var before = _run.Watch.Calls.Count;
        Assert.Equal(5, await Tick());
        var few = _run.Watch.Calls.Skip(before).ToList();
        // The mark, the days since, five commands, and the mark again where it moves.
        Assert.Equal(5, few.Count(call => call is { Service: "queue", Operation: "send", Name: QueueNames.Commands }));
        Assert.True(few.Count(call => call.Service == "table") <= 6, string.Join(", ", few.GroupBy(call => call).Select(group => $"{group.Count()} {group.Key}")));

        await Open(2_000, at => Today.AddDays(2 + (at % 300)), "more");
        before = _run.Watch.Calls.Count;
        Assert.Equal(5, await Tick());
        Assert.InRange(_run.Watch.Calls.Skip(before).Count(call => call.Service == "table"), 1, few.Count(call => call.Service == "table"));
    }

    [Fact]
    public async Task A_day_with_more_than_a_page_is_read_to_its_end()
    {
        await Settled();
        await Open(2_345, _ => Today);
        Assert.Equal(2_345, await Tick());
        Assert.Equal(2_345, await _run.Queues.Count(QueueNames.Commands, default));
    }

    [Fact]
    public async Task After_a_long_sleep_every_day_is_caught_up_with_and_then_left_behind()
    {
        await Settled();
        var cases = Enumerable.Range(0, 6).Select(at => new Case($"Sleeper{at}") { Programme = World.Dated }).ToList();
        foreach (var one in cases)
        {
            await _run.Do(one.Submit());
            _run.Time.Advance(TimeSpan.FromDays(1));
        }

        // Their fourteenth days are in the middle of it.
        _run.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(6, await Tick());
        await _run.Deliver();
        Assert.Equal(0, await Tick());
        var before = _run.Watch.Calls.Count;
        Assert.Equal(0, await Tick());
        Assert.True(_run.Watch.Calls.Count - before <= 3, $"{_run.Watch.Calls.Count - before} calls with nothing to do.");
        Assert.All(cases, one => Assert.NotNull(Find(one.Grant).Escalation));
    }

    [Fact]
    public async Task A_grant_that_stays_due_is_asked_every_day_until_it_moves()
    {
        await Settled();
        await Show("stuck", Today);
        for (var day = 0; day < 4; day++)
        {
            Assert.Equal(1, await Tick());
            _run.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(4, (await _run.Bodies(QueueNames.Commands)).Select(body => (string)JsonNode.Parse(body)!["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_line_that_arrives_late_is_not_passed_by_whenever_the_clock_ticks()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var run = new PipelineRun(seed);
            var day = DateOnly.FromDateTime(run.Time.GetUtcNow().UtcDateTime);
            await run.Get<DeadlineClock>().Tick(default);
            var line = Line("late", day.AddDays(2)) with { ChangedAt = run.Time.GetUtcNow() };
            run.Time.Advance(TimeSpan.FromDays(9));

            run.Watch.Order = new Interleaving(seed);
            run.Watch.Order.Run(
                () => run.Get<GrantListStore>().Show(line, default),
                () => run.Get<DeadlineClock>().Tick(default),
                () => run.Get<DeadlineClock>().Tick(default));
            run.Watch.Order = null;
            Assert.Equal(1, await run.Get<DeadlineClock>().Tick(default));
        }
    }

    [Fact]
    public async Task A_crash_at_any_call_of_a_tick_loses_nobody()
    {
        foreach (var mishap in Enum.GetValues<Mishap>())
        {
            for (var n = 1; n <= 16; n++)
            {
                var run = new PipelineRun();
                var one = new Case("One") { Programme = World.Dated };
                await run.Do(one.Submit());
                run.Time.Advance(TimeSpan.FromDays(20));
                var from = run.Watch.Calls.Count;
                run.Watch.Plan((at, _) => at == from + n ? mishap : null);
                for (var hour = 0; hour < 3; hour++)
                {
                    try
                    {
                        await run.Get<DeadlineClock>().Tick(default);
                    }
                    catch (MishapException)
                    {
                        run.Restart();
                    }

                    run.Time.Advance(TimeSpan.FromDays(1));
                }

                run.Watch.Plan(null);
                await run.Deliver();
                var history = await run.Look(() => run.Get<GrantStore>().History(one.Grant, default));
                Assert.Single(history, happened => happened is Domain.Deadlines.GrantEscalated);
                await run.Finish();
                await Picture.Of(run);
            }
        }
    }

    [Fact]
    public async Task Grants_from_before_there_were_due_days_are_listed_once_the_clock_runs()
    {
        var (one, two) = (new Case("One") { Programme = World.Dated }, new Case("Two") { Programme = World.Dated });
        await _run.Do(one.Submit(), two.Submit());
        var message = Forget(one);
        Forget(two, line: true);
        Assert.Equal(0, await Tick());
        Assert.Contains(_run.Tables.Rows(TableNames.Views), row => row.Partition == "due|2026-01-19" && row.Key.StartsWith(one.Grant.Value, StringComparison.Ordinal));

        // The line of the other was under way, written by a host that knew no due days.
        await _run.Process(QueueNames.Views, message.Replace(one.Grant.Value, two.Grant.Value, StringComparison.Ordinal));
        _run.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await Tick());
        await Picture.Of(_run);

        var before = _run.Watch.Calls.Count;
        _run.Time.Advance(TimeSpan.FromDays(1));
        await Tick();
        Assert.DoesNotContain(_run.Watch.Calls.Skip(before), call => call.Name == TableNames.Grants);
        _run.Time.Advance(TimeSpan.FromDays(12));
        Assert.Equal(2, await Tick());
    }

    [Fact]
    public async Task A_deadline_of_the_last_century_sends_nobody_through_a_hundred_years_of_lists()
    {
        await Settled();
        await Show("old", new(1926, 1, 1));
        var before = _run.Watch.Calls.Count;
        Assert.Equal(1, await Tick());
        Assert.True(_run.Watch.Calls.Count - before <= 6, $"{_run.Watch.Calls.Count - before} calls.");
    }

    private Task<int> Tick() => _run.Get<DeadlineClock>().Tick(default);

    /// <summary>The clock has run for days, and knows that there are no earlier grants.</summary>
    private async Task Settled()
    {
        for (var day = 0; day < 3; day++)
        {
            await Tick();
            _run.Time.Advance(TimeSpan.FromDays(1));
        }
    }

    private async Task Open(int count, Func<int, DateOnly> due, string name = "open")
    {
        for (var at = 0; at < count; at++)
            await Show($"{name} {at}", due(at));
    }

    private Task Show(string name, DateOnly due) => _run.Get<GrantListStore>().Show(Line(name, due), default);

    private GrantSummary Line(string name, DateOnly due) =>
        new(GrantId.Derive("due", name), 2, GrantState.AwaitingApproval, Role.Officer, World.Erbil, World.Dated, World.Iraq, World.Eur(1_000), null, null, _run.Time.GetUtcNow()) { LookAgainOn = due };

    private Grant Find(GrantId grant) => _run.Look(() => _run.Get<GrantStore>().Find(grant, default)).GetAwaiter().GetResult()!.Grant;

    /// <summary>Makes a grant's rows what they were before there were due days. With <paramref name="line"/> it is on no list yet.</summary>
    private string Forget(Case one, bool line = false)
    {
        var message = "";
        _run.Look(async () =>
        {
            foreach (var row in _run.Tables.Rows(TableNames.Views).Where(row => row.Key.StartsWith(one.Grant.Value, StringComparison.Ordinal)).ToList())
            {
                var summary = JsonSerializer.Deserialize<GrantSummary>(row.Text("data")!, GrantJson.Options)! with { LookAgainOn = null };
                message = MessageText.Write(one.Grant.Value, one.Grant.Value, one.Grant, summary.ChangedAt, summary);
                var change = line || row.Partition.StartsWith("due|", StringComparison.Ordinal)
                    ? RowChange.Delete(row)
                    : RowChange.Replace(row, new Dictionary<string, object>(row.Values) { ["data"] = JsonSerializer.Serialize(summary, GrantJson.Options) });
                await _run.Tables.Commit(TableNames.Views, [change], default);
            }

            return true;
        }).GetAwaiter().GetResult();
        return message;
    }
}
