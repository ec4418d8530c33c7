using System.Text;

namespace GrantFlow.EndToEnd.Tests;

/// <summary>
/// Kills the host of a service and starts it again, each time after storage has done what the host asked for and before the host
/// hears of it. Which calls follows from a seed: some are any calls; some are the two that matter most, because they are where
/// a careless service pays twice or forgets.
/// </summary>
internal sealed class Killer
{
    private readonly Lock _lock = new();
    private readonly Service _service;
    private readonly List<Moment> _moments;
    private readonly List<string> _kills = [];
    private Task _killing = Task.CompletedTask;

    /// <param name="service">Whose host.</param>
    /// <param name="random">Decides when.</param>
    /// <param name="calls">How many calls there will be at the very least.</param>
    /// <param name="payments">How many payments there will be at the very least.</param>
    public Killer(Service service, Random random, int calls, int payments)
    {
        _service = service;
        _moments =
        [
            .. Spread(3, calls, random).Select(number => new Moment("call", IsWork, number)),
            .. Spread(2, payments, random).Select(number => new Moment("payment in the provider's book", IsPayment, number)),
            .. Spread(1, payments * 10, random).Select(number => new Moment("commit of a grant", IsCommit, number)),
        ];
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

    /// <summary>Completes when the last host that was killed is started again.</summary>
    public Task Done
    {
        get
        {
            lock (_lock)
            {
                return _killing;
            }
        }
    }

    /// <summary>Hears of a call; true when its answer must never arrive.</summary>
    public async Task<bool> Hear(StorageCall call)
    {
        Task killing;
        lock (_lock)
        {
            foreach (var moment in _moments)
            {
                moment.Count(call);
            }

            if (!_killing.IsCompleted || _moments.Find(moment => moment.HasCome(call)) is not { } now)
            {
                return false;
            }

            _moments.Remove(now);
            _kills.Add($"{now} ({call.Method} {call.Path.Split('?')[0]})");
            killing = _killing = KillAndStart();
        }

        await killing;
        return true;
    }

    private async Task KillAndStart()
    {
        await _service.KillHost();
        _service.StartHost();
    }

    /// <summary>Numbers up to the most, one in each equal part: so that not all are at once.</summary>
    private static IEnumerable<int> Spread(int count, int most, Random random) =>
        Enumerable.Range(0, count).Select(part => random.Next((part * most / count) + 1, (part + 1) * most / count));

    /// <summary>Not the making of tables and queues, with which every start begins.</summary>
    private static bool IsWork(StorageCall call) =>
        call.Path.Contains("/messages", StringComparison.Ordinal) || call.Path.Contains('(', StringComparison.Ordinal) || call.Path.Contains("/$batch", StringComparison.Ordinal);

    private static bool IsPayment(StorageCall call) => call.Method != "GET" && call.Path.Contains("/sandbox", StringComparison.Ordinal);

    private static bool IsCommit(StorageCall call) =>
        call.Path.Contains("/$batch", StringComparison.Ordinal) && Encoding.UTF8.GetString(call.Body.Span).Contains("/grants", StringComparison.Ordinal);

    /// <summary>The n-th call of some kind, or the first one after it that can be used.</summary>
    private sealed class Moment(string what, Func<StorageCall, bool> isKind, int number)
    {
        private int _seen;

        public void Count(StorageCall call) => _seen += isKind(call) ? 1 : 0;

        public bool HasCome(StorageCall call) => _seen >= number && isKind(call);

        public override string ToString() => $"{what} number {_seen}";
    }
}
