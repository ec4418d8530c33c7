using GrantFlow.Pipeline.Attention;
using GrantFlow.Pipeline.Batches;
using GrantFlow.Pipeline.Decide;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Households;
using GrantFlow.Pipeline.Jobs;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Screening;
using GrantFlow.Pipeline.Statements;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.Pipeline.Views;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>The hosts' part: they take messages, hand them to their consumers, delete them or bring them back, put the fifth failure aside; they die and start again.</summary>
internal sealed partial class SimRun
{
    private const int MaxDequeueCount = 5, AtOnce = 4;

    /// <summary>How long a host has a message for itself.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly Life?[] _hosts = new Life?[2];
    private readonly List<string> _visible = [];
    private int _lives;

    /// <summary>A host that runs; null while none does.</summary>
    public Life? AnyHost()
    {
        var first = Random.Next(_hosts.Length);
        return _hosts[first] ?? _hosts[1 - first];
    }

    public TimeSpan? Late(TimeSpan? delay)
    {
        if (Random.NextDouble() >= Faults.Unruly)
        {
            return delay;
        }

        Tally.Add("message", "came late");
        return (delay ?? TimeSpan.Zero) + Seconds(1, 90);
    }

    public bool Doubles()
    {
        if (Random.NextDouble() >= Faults.Unruly)
        {
            return false;
        }

        Tally.Add("message", "came twice");
        return true;
    }

    /// <summary>A host is gone with everything it was at, and comes again with nothing in its memory.</summary>
    public void Dies(Life life)
    {
        var at = Array.IndexOf(_hosts, life);
        _hosts[at] = null;
        Say($"{life.Name} died");
        Turns.Bury(life);
        life.End();
        In(Seconds(1, 40), () => _hosts[at] ??= NewLife(at));
    }

    private void StartHosts()
    {
        for (var at = 0; at < _hosts.Length; at++)
        {
            _hosts[at] ??= NewLife(at);
        }
    }

    private Life NewLife(int at) => new($"host {at + 1}.{++_lives}")
    {
        Makes = life =>
        {
            var calls = new HostCalls(life, this);
            var given = Given(new HostTables(calls, Stores.Tables, PageSize), new HostQueues(calls, Stores.Queues, this), new HostVault(calls, Vault), new HostBlobs(calls, Blobs));
            return new(given);
        },
    };

    private bool TakesMessages()
    {
        var host = AnyHost();
        if (host is null || host.Busy >= AtOnce)
        {
            host = _hosts.FirstOrDefault(one => one?.Busy < AtOnce);
        }

        if (host is null)
        {
            return false;
        }

        _visible.Clear();
        Stores.Queues.Visible(_visible);
        _visible.RemoveAll(name => name.EndsWith("-poison", StringComparison.Ordinal));
        if (_visible.Count == 0)
        {
            return false;
        }

        var queue = _visible[Random.Next(_visible.Count)];
        foreach (var message in Now(Stores.Queues.Receive(queue, 1 + Random.Next(AtOnce - host.Busy), Lease, default)))
        {
            _lastNews = Clock.Now;
            Tally.Add("message", "delivered");
            if (message.DequeueCount > 1)
            {
                Tally.Add("message", "delivered again");
            }

            if (Trace is not null)
            {
                Say($"{host.Name} takes {queue} {message.Id} for the {message.DequeueCount}. time: {Head(message.Body)}");
            }

            host.Begin(() => Handle(host, queue, message), failure => Ends(host, queue, failure));
        }

        return true;
    }

    private async Task Handle(Life host, string queue, ReceivedMessage message)
    {
        var queues = (HostQueues)host.Parts.Get<IQueues>();
        try
        {
            await host.Parts.Get<FailureNotes>().Handle(queue, message.Body, () => Process(host.Parts, queue, message.Body), default);
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            Say($"{host.Name} could not do {queue} {message.Id}: {failure.Message}");
            if (message.DequeueCount < MaxDequeueCount)
            {
                await queues.Release(queue, message.Id, message.PopReceipt, RetryAfter);
                return;
            }

            await queues.Send(QueueNames.Poison(queue), message.Body, null, default);
            Tally.Add("message", "poisoned");
        }

        await queues.Delete(queue, message.Id, message.PopReceipt, default);
    }

    private void Tick(SimTimer timer)
    {
        // The platform lets one host tick; when its lock is lost, both do.
        foreach (var host in Random.Next(30) == 0 ? _hosts : [AnyHost()])
        {
            Tally.Add("timer", timer.Name);
            host?.Begin(() => timer.Tick(host.Parts), failure => Ends(host, timer.Name, failure));
        }
    }

    /// <summary>What a message or a timer met. Storage that fails, and what the pipeline itself says in words, is tried again; anything else is a mistake in a program.</summary>
    private void Ends(Life host, string what, Exception? failure)
    {
        if (failure is null)
        {
            return;
        }

        Say($"{host.Name} gave up on {what} for now: {failure.Message}");
        _lastNews = Clock.Now;
        if (!IsExpected(failure))
        {
            Breaks(failure);
        }
    }

    private static bool IsExpected(Exception failure) => failure switch
    {
        AggregateException many => many.InnerExceptions.All(IsExpected),
        _ => failure.GetType() == typeof(InvalidOperationException) || failure is MishapException or UnreadableMessageException,
    };

    private static Task Process(Parts parts, string queue, string body) => queue switch
    {
        QueueNames.Commands => parts.Get<CommandProcessor>().Process(body, default),
        QueueNames.Households => parts.Get<HouseholdProcessor>().Process(body, default),
        QueueNames.Screening => parts.Get<ScreeningProcessor>().Process(body, default),
        QueueNames.Funding => parts.Get<FundingProcessor>().Process(body, default),
        QueueNames.Payouts => parts.Get<PayoutProcessor>().Process(body, default),
        QueueNames.Batches => parts.Get<BatchProcessor>().Process(body, default),
        QueueNames.Statements => parts.Get<StatementProcessor>().Process(body, default),
        QueueNames.Postings => parts.Get<PostingProcessor>().Process(body, default),
        QueueNames.Views => parts.Get<ViewProcessor>().Process(body, default),
        QueueNames.Exports => parts.Get<JobProcessor>().Process(body, default),
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "No such queue."),
    };

    /// <summary>What storage in memory answers at once.</summary>
    public static T Now<T>(Task<T> answer)
    {
        Assert.True(answer.IsCompleted, "Storage in memory answers at once.");
        return answer.GetAwaiter().GetResult();
    }

    private static string Head(string body) => body.Length <= 160 ? body : body[..160];
}
