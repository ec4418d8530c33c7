using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Support;

/// <summary>When a storage call goes wrong, and how much goes with it.</summary>
internal enum Mishap
{
    /// <summary>The call fails and did not happen; the process lives on.</summary>
    FailsBefore,

    /// <summary>The call happened, its answer is lost; the process lives on.</summary>
    FailsAfter,

    /// <summary>The process dies as it is about to call.</summary>
    DiesBefore,

    /// <summary>The process dies with the answer under way.</summary>
    DiesAfter,

    /// <summary>The call happened, its answer was lost, and the SDK made it again: what comes back is the second answer, and may deny the caller's own work.</summary>
    DoneTwice,
}

/// <summary>What a storage call throws here instead of answering.</summary>
internal sealed class MishapException(string message) : Exception(message);

/// <summary>Sees every storage call of the product: counts it, and lets it fail or the process die where a test says.</summary>
internal sealed class StorageWatch : IStorageProbe
{
    private readonly List<StorageCall> _calls = [];
    private readonly HashSet<StorageCall> _later = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<StorageCall> _twice = new(ReferenceEqualityComparer.Instance);
    private Func<int, StorageCall, Mishap?>? _plan;
    private Mishap _afterwards;

    /// <summary>What the test itself looks up is not counted and never fails.</summary>
    public bool Looking { get; set; }

    /// <summary>A dead process makes no more calls.</summary>
    public bool Dead { get; private set; }

    /// <summary>In which order calls of tasks that run at once take place; null when nothing runs at once.</summary>
    public Interleaving? Order { get; set; }

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<StorageCall> Calls => _calls;

    /// <summary>Says of the n-th call (from 1) what happens to it.</summary>
    public void Plan(Func<int, StorageCall, Mishap?>? plan) => _plan = plan;

    /// <summary>One mishap, at the n-th call.</summary>
    public void Plan(int n, Mishap mishap) => _plan = (at, _) => at == n ? mishap : null;

    public void Revive() => Dead = false;

    public async Task Before(StorageCall call, CancellationToken cancellationToken)
    {
        if (Looking)
        {
            return;
        }

        if (Order is { } order)
        {
            await order.Turn();
        }

        if (Dead)
        {
            throw new MishapException("A dead process calls nobody.");
        }

        _calls.Add(call);
        switch (_plan?.Invoke(_calls.Count, call))
        {
            case Mishap.FailsBefore:
                throw new MishapException($"{call} failed.");
            case Mishap.DiesBefore:
                throw Die(call);
            case Mishap.DoneTwice:
                _twice.Add(call);
                break;
            case { } after:
                _later.Add(call);
                _afterwards = after;
                break;
            default:
                break;
        }
    }

    public bool Again(StorageCall call) => _twice.Remove(call);

    public Task After(StorageCall call, CancellationToken cancellationToken)
    {
        if (!_later.Remove(call))
        {
            return Task.CompletedTask;
        }

        throw _afterwards == Mishap.DiesAfter ? Die(call) : new MishapException($"{call} happened and its answer was lost.");
    }

    private MishapException Die(StorageCall call)
    {
        Dead = true;
        return new MishapException($"The process died at {call}.");
    }
}
