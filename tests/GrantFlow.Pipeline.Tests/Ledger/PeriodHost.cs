using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Tests.Seals;

namespace GrantFlow.Pipeline.Tests.Ledger;

/// <summary>A process of its own on the same storage, whose clock is not the others'.</summary>
internal sealed class PeriodHost
{
    private static int _keys;

    private readonly SealRun _run;

    public PeriodHost(SealRun run, TimeSpan ahead)
    {
        _run = run;
        Time = new AheadTime(run.Time, ahead);
        Book = new PeriodBook(run.Tables, Time);
        Ledger = new LedgerStore(run.Tables, run.Seals, Book);
        Desk = new PeriodDesk(Book, run.Seals, run.Balances, Time);
    }

    public TimeProvider Time { get; }

    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

    public PeriodBook Book { get; }

    public LedgerStore Ledger { get; }

    public PeriodDesk Desk { get; }

    /// <summary>What a grant decides here and now.</summary>
    public PostedEntry Entry(int number) => SealRun.Entry(number, Today) with { At = Time.GetUtcNow() };

    public Task<PeriodAnswer> Ask(string who, AccountingPeriod period, PeriodTrigger trigger, string? key = null, string hash = "") =>
        Desk.Ask(period, trigger, "It is time.", new(new Actor(ActorId.Parse(who), Role.Finance), key ?? $"key-{Interlocked.Increment(ref _keys)}", hash), default);

    /// <summary>The same, which has to be done.</summary>
    public async Task Do(string who, AccountingPeriod period, PeriodTrigger trigger)
    {
        PeriodAnswer? answer = null;
        var key = $"key-{Interlocked.Increment(ref _keys)}";
        await _run.Retried(async () => answer = await Ask(who, period, trigger, key));
        Assert.True(answer is PeriodAnswer.Done, $"{trigger} of {period}: {answer}");
    }

    private sealed class AheadTime(TimeProvider time, TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + ahead;
    }
}
