using System.Text.Json;
using GrantFlow.Domain.Ledger;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Balances;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Postings;
using GrantFlow.Pipeline.Postings.Periods;
using GrantFlow.Pipeline.Seals;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrantFlow.Pipeline.Tests.Seals;

/// <summary>A ledger, its seals and a clock, without the pipeline around them.</summary>
internal sealed class SealRun
{
    public static readonly DateOnly Day = new(2026, 1, 5);

    public SealRun()
    {
        Tables = new MemoryTables(probe: Watch);
        Seals = new SealStore(Tables);
        Periods = new PeriodBook(Tables, Time);
        Ledger = new LedgerStore(Tables, Seals, Periods);
        Balances = new BalanceBook(Tables, Ledger, Seals);
        Sealer = new Sealer(Ledger, Seals, Balances, Blobs, Time, NullLogger<Sealer>.Instance);
    }

    public StorageWatch Watch { get; } = new();

    public MemoryTables Tables { get; }

    public MemoryBlobs Blobs { get; } = new();

    /// <summary>Starts on <see cref="Day"/>.</summary>
    public ManualTime Time { get; } = new();

    public SealStore Seals { get; }

    public PeriodBook Periods { get; }

    public LedgerStore Ledger { get; }

    public BalanceBook Balances { get; }

    public Sealer Sealer { get; }

    public static PostedEntry Entry(int number, DateOnly? day = null)
    {
        var grant = GrantId.Derive("seals", $"{number % 7}");
        var programme = number % 3 == 0 ? World.Dated : World.Calais;
        return new(
            $"{grant}-{number:D4}-1", EntryKind.Commitment, day ?? Day, (day ?? Day).ToDateTime(new TimeOnly(9, 0).AddMinutes(number), DateTimeKind.Utc), grant, null, programme, World.LineOf(programme).Id, $"{grant}-{number:D4}",
            [Posting.Debit(Account.Committed, World.Eur(number + 1)), Posting.Credit(Account.Available, World.Eur(number + 1))]);
    }

    /// <summary>To the moment after which days before <paramref name="day"/> may be sealed.</summary>
    public void Until(DateOnly day) => Time.AdvanceTo(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + Sealer.Grace + TimeSpan.FromSeconds(1));

    /// <summary>As a queue does: again, until it goes through.</summary>
    public async Task Retried(Func<Task> act)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (MishapException)
            {
                Watch.Revive();
            }
        }
    }

    /// <summary>What is in the ledger is there once; every seal is that of its day, and the chain holds.</summary>
    public async Task Holds(IReadOnlyCollection<PostedEntry> stored)
    {
        Watch.Looking = true;
        var entries = Tables.Entries().ToList();
        Assert.Equal(stored.Select(entry => entry.Id).Distinct().Order(StringComparer.Ordinal), entries.Select(entry => entry.Id).Order(StringComparer.Ordinal));
        var chain = new SealChain();
        await foreach (var seal in Seals.Read(Day.AddDays(-400), Day.AddDays(400), default))
        {
            Assert.Equal(seal, await Sealer.SealOf(seal.Day, seal.Previous, default));
            Assert.Null(chain.Add(seal, seal.Hash, await Leaves(seal.Day)));
        }

        foreach (var entry in entries.Where(entry => stored.First(one => one.Id == entry.Id).PostedOn != entry.PostedOn))
        {
            Assert.True(entry.PostedOn > stored.First(one => one.Id == entry.Id).PostedOn, $"{entry.Id} went back.");
        }

        Watch.Looking = false;
    }

    public async Task<IReadOnlyList<SealedLeaf>> Leaves(DateOnly day)
    {
        await using var stream = await Blobs.Open(ContainerNames.Seals, Sealer.LeavesOf(day), default);
        using var reader = new StreamReader(stream!);
        return [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<SealedLeaf>(line, GrantJson.Options)!)];
    }
}
