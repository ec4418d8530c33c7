using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Seals;
using GrantFlow.Pipeline.Tests.Support;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>
/// Some months of books kept by three processes whose clocks differ, which die at any call: entries come at once, late or twice, days are sealed, and finance closes and reopens months all the
/// while. The clocks are as far apart as <see cref="PeriodChange.Margin"/> allows.
/// </summary>
internal sealed class PeriodWalk
{
    private readonly Random _random;
    private readonly PeriodHost[] _hosts;
    private readonly List<PostedEntry> _waiting = [];
    private readonly List<PostedEntry> _decided = [];

    public PeriodWalk(int seed)
    {
        _random = new Random(seed);
        _hosts = [new(Run, TimeSpan.Zero), new(Run, TimeSpan.FromMinutes(-34)), new(Run, TimeSpan.FromMinutes(25))];
    }

    public SealRun Run { get; } = new();

    public PeriodHost Host => _hosts[0];

    public IReadOnlyList<PostedEntry> Decided => _decided;

    public async Task Go(int steps)
    {
        Run.Watch.Plan((_, _) => _random.Next(25) == 0 ? (Mishap)_random.Next(5) : null);
        for (var step = 0; step < steps; step++)
        {
            // Often to just before midnight, where a day is one thing here and another there, and on from there in minutes.
            var now = Run.Time.GetUtcNow();
            Run.Time.AdvanceTo(_random.Next(5) switch
            {
                0 => now.Date.AddDays(_random.Next(1, 8)).AddMinutes(_random.Next(-70, 10)),
                1 => now.AddHours(_random.Next(60)),
                _ => now.AddMinutes(_random.Next(30)),
            });
            await Step(_random.GetItems(_hosts, 1)[0]);
        }

        foreach (var entry in _waiting)
        {
            await Run.Retried(() => Host.Ledger.Store(entry, default));
        }

        Run.Watch.Plan(null);
        Run.Time.Advance(LedgerReconciliation.Delivery + TimeSpan.FromHours(1));
    }

    public LedgerReconciliation Reconciliation => new(new GrantJournals(Run.Tables), Host.Ledger, Run.Seals, Host.Book, Host.Time);

    /// <summary>By a process that was not there.</summary>
    public LedgerRebuild Rebuild
    {
        get
        {
            var ledger = new PeriodHost(Run, TimeSpan.Zero).Ledger;
            return new(new GrantJournals(Run.Tables), ledger, Run.Seals, Run.Sealer, Run.Balances, Run.Blobs);
        }
    }

    private async Task Step(PeriodHost host)
    {
        switch (_random.Next(10))
        {
            case < 5:
                var entry = host.Entry(_decided.Count);
                _decided.Add(entry);
                await Run.Retried(() => Run.Tables.Commit(TableNames.Grants, [RowChange.Upsert(entry.Grant!.Value.Value, GrantRows.Journal(entry.Id), GrantRows.Values(entry))], default));
                await (_random.Next(3) > 0 ? Store(host, entry) : Keep(entry));
                break;
            case 5 when _waiting.Count > 0:
                var late = _waiting[_random.Next(_waiting.Count)];
                _waiting.Remove(late);
                await Store(host, late);
                break;
            case 6 when _decided.Count > 0:
                await Store(host, _decided[_random.Next(_decided.Count)]);
                break;
            case 7:
                await Run.Retried(() => Run.Sealer.Tick(default));
                break;
            default:
                var month = AccountingPeriod.Of(host.Today.AddMonths(-_random.Next(3)));
                var (who, trigger, key) = ($"finance-{_random.Next(2)}", await Likely(month), $"walk-{_random.Next(1_000_000)}");
                await Run.Retried(() => host.Ask(who, month, trigger, key));
                break;
        }
    }

    /// <summary>Mostly something that the month's state allows.</summary>
    private async Task<PeriodTrigger> Likely(AccountingPeriod month)
    {
        Run.Watch.Looking = true;
        var state = (await Host.Book.Read(default)).Latest(month).State;
        Run.Watch.Looking = false;
        return _random.GetItems([.. Enum.GetValues<PeriodTrigger>().Where(trigger => _random.Next(8) == 0 || PeriodMachine.At(state).CanFire(trigger))], 1)[0];
    }

    private Task Store(PeriodHost host, PostedEntry entry)
    {
        // A duplicate of one that waits is its first delivery.
        _waiting.Remove(entry);
        return Run.Retried(() => host.Ledger.Store(entry, default));
    }

    private Task Keep(PostedEntry entry)
    {
        _waiting.Add(entry);
        return Task.CompletedTask;
    }
}
