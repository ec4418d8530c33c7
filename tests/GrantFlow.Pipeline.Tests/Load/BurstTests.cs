using GrantFlow.Domain.Lifecycle;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Intake;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace GrantFlow.Pipeline.Tests.Load;

/// <summary>
/// Thousands hand in at the same moment, while other grants are on their way. Time is counted in rounds: in each, one host takes of every queue what <c>host.json</c> lets it work on at
/// once. The variable GRANTFLOW_BURST says how many (20000 for the figures in docs/reliability.md).
/// </summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    /// <summary><c>batchSize</c> and <c>newBatchThreshold</c> together.</summary>
    private const int AtOnce = 24;

    private static readonly string[] Syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi"];

    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    private readonly int _burst = int.TryParse(Environment.GetEnvironmentVariable("GRANTFLOW_BURST"), out var given) ? given : 1_000;
    private readonly PipelineRun _run = new() { With = services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning)) };
    private readonly Dictionary<string, int> _longest = [];

    [Fact]
    public async Task A_burst_costs_every_caller_the_same_and_no_other_queue_waits_for_it()
    {
        var under = new Case("UnderWay");
        await _run.Do(under.Submit(), under.Approve(1_000), under.Verify(), under.Split(Case.Goods(500), Case.Cash(500)));
        await _run.Process(QueueNames.Commands, under.Release().Text);

        var people = Enumerable.Range(0, _burst).Select(Person).ToList();
        var costs = new HashSet<int>();
        foreach (var person in people)
        {
            var before = _run.Watch.Calls.Count;
            Assert.IsType<GateAnswer.Passed>(await _run.Pass(person.Submit()));
            costs.Add(_run.Watch.Calls.Count - before);
        }

        Assert.Single(costs);
        Assert.Equal(_burst, await Waiting(QueueNames.Commands));

        // What was in the other queues before is done in the first round, though all of the burst is still to come.
        await Round();
        Assert.Single(_run.Tables.Rows(TableNames.Sandbox));
        Assert.True(await Waiting(QueueNames.Commands) >= _burst - AtOnce);

        var rounds = 1;
        while (await Round())
        {
            rounds++;
            Assert.True(rounds < _burst, "The burst does not come to an end.");
        }

        foreach (var person in people)
        {
            // Names are short of letters: some look alike.
            Assert.True((await _run.Look(() => _run.Get<GrantStore>().Find(person.Grant, default)))!.Grant.State is GrantState.AwaitingApproval or GrantState.NeedsAdjudication);
        }

        foreach (var queue in QueueNames.All)
        {
            Assert.Equal(0, await _run.Look(() => _run.Queues.Count(QueueNames.Poison(queue), default)));
        }

        // What follows from a round of commands is done about as fast as it comes: no queue behind grows with the burst.
        Assert.All(_longest.Where(queue => queue.Key != QueueNames.Commands), queue => Assert.InRange(queue.Value, 0, 4 * AtOnce));
        output.WriteLine($"{_burst} handed in at once: {costs.Single()} storage calls each to be accepted, {_run.Watch.Calls.Count / _burst} until screened; {rounds} rounds of one host; longest queues: {string.Join(", ", _longest.Select(queue => $"{queue.Key} {queue.Value}"))}.");
    }

    /// <summary>Takes of every queue what one host works on at once, all queues before the first message is done.</summary>
    private async Task<bool> Round()
    {
        var taken = new List<(string Queue, ReceivedMessage Message)>();
        foreach (var queue in QueueNames.All)
        {
            _longest[queue] = Math.Max(_longest.GetValueOrDefault(queue), await Waiting(queue));
            taken.AddRange((await _run.Look(() => _run.Queues.Receive(queue, AtOnce, Lease, default))).Select(message => (queue, message)));
        }

        foreach (var (queue, message) in taken)
        {
            await _run.Process(queue, message.Body);
            await _run.Look(() => _run.Queues.Delete(queue, message.Id, message.PopReceipt, default));
        }

        if (taken.Count == 0 && _run.Queues.NextVisible() is { } next)
        {
            _run.Time.AdvanceTo(next);
            return true;
        }

        return taken.Count > 0;
    }

    private Task<int> Waiting(string queue) => _run.Look(() => _run.Queues.Count(queue, default));

    /// <summary>Nobody who sounds like anybody else, or was born on the same day.</summary>
    private static Case Person(int number)
    {
        var letters = string.Concat(Enumerable.Range(0, 4).Select(at => Syllables[(number / (int)Math.Pow(Syllables.Length, at)) % Syllables.Length]));
        var one = new Case($"Burst{number}");
        return one with { Who = one.Who with { FamilyName = letters, GivenNames = letters, BirthDate = new DateOnly(1940, 1, 1).AddDays(number) } };
    }
}
