using System.Text;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>
/// Kills the hosts of a service and starts them again, each time after storage has done what the host asked for and before the host
/// hears of it. Which calls follows from a seed: some are any calls; some are the two that matter most, because they are where
/// a careless service pays twice or forgets. Hosts take turns in being killed. In between, storage is stopped in good order and started again.
/// </summary>
internal sealed class Killer
{
    // What every run needs at the very least: everything falls within.
    private const int SureCallsOfOne = 120;
    private const double SurePaymentsOfOne = 0.5;
    private const int SureCommitsOfOne = 4;

    private readonly Lock _lock = new();
    private readonly Service _service;
    private readonly List<Moment> _moments;
    private readonly Queue<int> _restarts;
    private readonly List<string> _kills = [];
    private readonly List<Task> _all = [];
    private readonly Task[] _killing;
    private Task _restarting = Task.CompletedTask;
    private int _calls;
    private int _restarted;

    /// <param name="service">Whose hosts and storage.</param>
    /// <param name="size">How many people there are and how much goes away.</param>
    /// <param name="random">Decides when.</param>
    public Killer(Service service, RunSize size, Random random)
    {
        _service = service;
        _killing = [.. service.Hosts.Select(_ => Task.CompletedTask)];
        var (payments, commits) = (Math.Max(1, size.Kills / 3), Math.Max(1, size.Kills / 6));
        var calls = Math.Max(0, size.Kills - payments - commits);
        _moments =
        [
            .. Spread(calls, size.People * SureCallsOfOne, random).Select(number => new Moment("call", IsWork, number)),
            .. Spread(payments, (int)(size.People * SurePaymentsOfOne), random).Select(number => new Moment("payment in the provider's book", IsPayment, number)),
            .. Spread(Math.Min(commits, size.Kills - payments), size.People * SureCommitsOfOne, random).Select(number => new Moment("commit of a grant", IsCommit, number)),
        ];
        for (var at = 0; at < _moments.Count; at++)
        {
            _moments[at].Host = at % service.Hosts.Count;
        }

        _restarts = new Queue<int>(Spread(size.Restarts, size.People * SureCallsOfOne, random));
        for (var at = 0; at < service.Hosts.Count; at++)
        {
            var host = at;
            service.Middlemen[at].KeepsBack = call => Hear(host, call);
        }
    }

    /// <summary>The kills so far, in words.</summary>
    public IReadOnlyList<string> Kills
    {
        get
        {
            lock (_lock)
            {
                return [.. _kills];
            }
        }
    }

    /// <summary>How often storage was stopped and started again.</summary>
    public int Restarts => Volatile.Read(ref _restarted);

    /// <summary>How many calls the hosts have made to storage.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Completes when everything that went away is back.</summary>
    public Task Done
    {
        get
        {
            lock (_lock)
            {
                return Task.WhenAll(_all);
            }
        }
    }

    /// <summary>Hears of a call; true when its answer must never arrive.</summary>
    private async Task<bool> Hear(int host, StorageCall call)
    {
        Task killing;
        lock (_lock)
        {
            _calls++;
            foreach (var moment in _moments)
            {
                moment.Count(call);
            }

            // A host that starts while storage is away rightly says so and ends; who would start it again is not part of this.
            if (_restarts.TryPeek(out var number) && _calls >= number && _restarting.IsCompleted && _killing.All(one => one.IsCompleted))
            {
                _restarts.Dequeue();
                _all.Add(_restarting = Task.Run(RestartStorage));
            }

            if (!_restarting.IsCompleted || !_killing[host].IsCompleted || _moments.Find(moment => moment.HasCome(host, call)) is not { } now)
            {
                return false;
            }

            _moments.Remove(now);
            _kills.Add($"{now} ({call.Method} {call.Path.Split('?')[0]})");
            _all.Add(killing = _killing[host] = Task.Run(() => KillAndStart(_service.Hosts[host])));
        }

        await killing;
        return true;
    }

    private static async Task KillAndStart(HostProcess host)
    {
        await host.Kill();
        host.Start();
        await host.Ready();
    }

    private async Task RestartStorage()
    {
        await _service.RestartStorage();
        Interlocked.Increment(ref _restarted);
    }

    /// <summary>Numbers up to the most, one in each equal part: so that not all are at once.</summary>
    private static IEnumerable<int> Spread(int count, int most, Random random) =>
        Enumerable.Range(0, count).Select(part => random.Next((part * most / count) + 1, ((part + 1) * most / count) + 1));

    /// <summary>Not the making of tables and queues, with which every start begins.</summary>
    private static bool IsWork(StorageCall call) =>
        call.Path.Contains("/messages", StringComparison.Ordinal) || call.Path.Contains('(', StringComparison.Ordinal) || call.Path.Contains("/$batch", StringComparison.Ordinal);

    private static bool IsPayment(StorageCall call) => call.Method != "GET" && call.Path.Contains("/sandbox", StringComparison.Ordinal);

    private static bool IsCommit(StorageCall call) =>
        call.Path.Contains("/$batch", StringComparison.Ordinal) && Encoding.UTF8.GetString(call.Body.Span).Contains("/grants", StringComparison.Ordinal);

    /// <summary>The n-th call of some kind by any host, or the first one after it by the host that is to die.</summary>
    private sealed class Moment(string what, Func<StorageCall, bool> isKind, int number)
    {
        private int _seen;

        /// <summary>Which host is to die.</summary>
        public int Host { get; set; }

        public void Count(StorageCall call) => _seen += isKind(call) ? 1 : 0;

        public bool HasCome(int host, StorageCall call) => host == Host && _seen >= number && isKind(call);

        public override string ToString() => $"host {Host + 1}: {what} number {_seen}";
    }
}
