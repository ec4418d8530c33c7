using System.Globalization;
using GrantFlow.Domain.Batches;
using GrantFlow.Domain.Programmes;
using GrantFlow.Pipeline.Payouts;
using GrantFlow.Pipeline.Payouts.Sandbox;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Suppliers;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Simulation;

/// <summary>
/// One run of the whole pipeline: people, two hosts with all consumers and all timers, storage in memory, virtual time. Whatever happens follows from the seed: who asks what and when, which message is taken by whom, whose storage call
/// comes next, what fails, and who dies. Nothing of it runs on a second thread.
/// </summary>
internal sealed partial class SimRun
{
    private const int MostSteps = 200_000;
    private static readonly TimeSpan News = TimeSpan.FromSeconds(130);

    private readonly PriorityQueue<Action, (DateTimeOffset At, int Number)> _agenda = new();
    private readonly DateTimeOffset[] _due = new DateTimeOffset[SimTimer.All.Count];
    private DateTimeOffset _lastNews, _hourlyUntil;
    private int _steps, _planned;
    private Exception? _broken;

    public SimRun(int seed, bool traced)
    {
        Random = new Random(seed);
        Trace = traced ? [] : null;
        Clock = new(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).AddSeconds(Random.Next(86_400)));
        _lastNews = Clock.Now;
        Tally = new();
        Turns = new(Random);
        Faults = new(Random, Clock.Now, Tally);
        Stores = new(new MemoryTables(), new MemoryQueues(Clock, Random.Next()));
        PageSize = Random.Next(3) == 0 ? 1 + Random.Next(9) : 1000;
        Staff = new(this);
        Eyes = new(Given(Stores.Tables, Stores.Queues, Vault, Blobs));
        for (var timer = 0; timer < _due.Length; timer++)
        {
            _due[timer] = SimTimer.All[timer].After(Clock.Now);
        }
    }

    public Random Random { get; }

    public SimClock Clock { get; }

    public Turns Turns { get; }

    public Faults Faults { get; }

    public Tally Tally { get; }

    public Staff Staff { get; }

    public MemoryStorage Stores { get; }

    public MemoryVault Vault { get; } = new();

    public MemoryBlobs Blobs { get; } = new();

    /// <summary>Storage may end a page early.</summary>
    public int PageSize { get; }

    /// <summary>The pipeline as the test itself looks at it: past all that goes wrong.</summary>
    public Parts Eyes { get; }

    /// <summary>Some host stood still for longer than it had its messages for itself.</summary>
    public bool StoodStill { get; set; }

    /// <summary>What happened, one line each; null where nobody wants to know.</summary>
    public List<string>? Trace { get; }

    /// <summary>Plays all of it, and holds the end against the laws.</summary>
    public void Play()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Turns);
        try
        {
            StartHosts();
            Staff.Begin();
            Run();
            _hourlyUntil = Clock.Now + TimeSpan.FromMinutes(61);
            ComeToRest();
            Laws.AtRest(this);
            if (Random.Next(6) == 0)
            {
                Staff.GoOnToTheEnd();
                Laws.AtTheEnd(this);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public void Say(string what) => Trace?.Add(string.Create(CultureInfo.InvariantCulture, $"{Clock.Now:MM-dd HH:mm:ss.fff} {what}"));

    /// <summary>A storage call takes a moment.</summary>
    public void Passes() => Clock.GoTo(Clock.Now.AddMilliseconds(Random.Next(1, 20)));

    /// <summary>Plans something for later.</summary>
    public void In(TimeSpan wait, Action action) => _agenda.Enqueue(action, (Clock.Now + wait, _planned++));

    public TimeSpan Seconds(int least, int most) => TimeSpan.FromMilliseconds(Random.Next(least * 1_000, most * 1_000));

    /// <summary>Time jumps: nobody was there, and no host ran.</summary>
    public void Sleep(TimeSpan time)
    {
        Say($"nobody is there for {time}");
        Clock.GoTo(Clock.Now + time);
        _lastNews = Clock.Now;
    }

    /// <summary>What people did not see coming: the run is over, and the seed has failed.</summary>
    public void Breaks(Exception failure) => _broken ??= failure;

    /// <summary>Nothing fails any more, and time goes on until nothing moves.</summary>
    public void ComeToRest()
    {
        Faults.Off = true;
        Say("from here on nothing fails");
        StartHosts();
        do
        {
            _lastNews = Clock.Now;
            Run();
        }
        while (Staff.RedriveAll());
    }

    /// <summary>Goes on until nobody has anything to do.</summary>
    public void Run()
    {
        Turns.Pump();
        while (_broken is null)
        {
            Assert.True(++_steps < MostSteps, "Messages beget messages without end.");
            Turns.Wake(Clock.Now);
            if (Turns.AnyWaiting && Random.Next(4) > 0)
            {
                Turns.LetOne();
            }
            else if (BeginsSomething())
            {
                Turns.Pump();
            }
            else if (Turns.AnyWaiting)
            {
                Turns.LetOne();
            }
            else if (Next() is { } next)
            {
                Clock.GoTo(next);
            }
            else
            {
                return;
            }
        }

        throw new InvalidOperationException($"Nobody expected this: {_broken.Message}", _broken);
    }

    private bool BeginsSomething()
    {
        if (_agenda.TryPeek(out var act, out var when) && when.At <= Clock.Now)
        {
            _agenda.Dequeue();
            act();
            return true;
        }

        for (var timer = 0; timer < _due.Length; timer++)
        {
            if (_due[timer] <= Clock.Now)
            {
                var late = Clock.Now - _due[timer] > TimeSpan.FromMinutes(1);
                _due[timer] = SimTimer.All[timer].After(Clock.Now);
                if (!late && !(SimTimer.All[timer].LooksForPoison && NothingIsPoisoned()))
                {
                    Tick(SimTimer.All[timer]);
                    return true;
                }
            }
        }

        return TakesMessages();
    }

    /// <summary>
    /// The next moment at which anything can happen. Timers that tick every few minutes are played as long as there was news lately: before, they find nothing. The others are played while somebody still has something to do.
    /// </summary>
    private DateTimeOffset? Next()
    {
        DateTimeOffset? next = _agenda.TryPeek(out _, out var when) ? when.At : null;
        next = Earlier(next, Turns.NextAwake);
        next = Earlier(next, Stores.Queues.NextVisible());
        var others = next;
        for (var timer = 0; timer < _due.Length; timer++)
        {
            if (_due[timer] < Clock.Now)
            {
                _due[timer] = SimTimer.All[timer].After(Clock.Now);
            }

            if (SimTimer.All[timer].IsFrequent ? _due[timer] <= _lastNews + News : _due[timer] <= (others ?? _hourlyUntil))
            {
                next = Earlier(next, _due[timer]);
            }
        }

        return next;
    }

    /// <summary>Ten looks at empty queues, a minute: played now and then only.</summary>
    private bool NothingIsPoisoned() =>
        QueueNames.All.All(queue => Now(Stores.Queues.Count(QueueNames.Poison(queue), default)) == 0) && Random.Next(5) > 0;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private Dictionary<Type, object> Given(ITables tables, IQueues queues, IPersonVault vault, IBlobs blobs) => new()
    {
        [typeof(TimeProvider)] = Clock,
        [typeof(ITables)] = tables,
        [typeof(IQueues)] = queues,
        [typeof(IPersonVault)] = vault,
        [typeof(IBlobs)] = blobs,
        [typeof(IIdentityHash)] = Hash,
        [typeof(Catalogue)] = SimWorld.Catalogue,
        [typeof(IPayoutProvider)] = new SandboxProvider(tables),
        [typeof(PayoutPolicy)] = new PayoutPolicy(Staff.InBatches),
        [typeof(BatchRules)] = BatchRules.Strict,
        [typeof(SupplierPolicy)] = new SupplierPolicy(null),
    };

    private static readonly MemoryIdentityHash Hash = new();
}
