using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>Places and money run out while approvals arrive all at once: nothing is oversold, and every loser hears why.</summary>
public sealed class LastPlacesTests
{
    private const int Contenders = 200;

    [Fact]
    public async Task Two_hundred_approvals_on_the_last_fifty_places_hold_exactly_fifty()
    {
        var run = new PipelineRun(seed: 50, atOnce: 32, processes: 3);
        var (won, lost) = await Contend(run, World.Places, taken: 10, euro: 1_000);

        Assert.Equal((50, 150), (won.Count, lost.Count));
        Assert.All(lost, grant => Assert.Equal("funds-exhausted: places/grants has not enough left for EUR 1000.00 or no place of 60 left. Top up the line, or approve less.", grant.Reason));
        Assert.Equal((World.Eur(60_000), World.Eur(0), 60L), await Balance(run, World.Places));
    }

    [Fact]
    public async Task Two_hundred_approvals_on_the_last_euros_hold_exactly_what_there_is()
    {
        // EUR 20,000.00, of which EUR 7,500.00 are taken: fifty times EUR 250.00 are left.
        var run = new PipelineRun(seed: 51, atOnce: 32, processes: 3);
        var (won, lost) = await Contend(run, World.Sharded, taken: 30, euro: 250);

        Assert.Equal((50, 150), (won.Count, lost.Count));
        Assert.All(lost, grant => Assert.Equal("funds-exhausted: sharded/grants has not enough left for EUR 250.00. Top up the line, or approve less.", grant.Reason));
        Assert.Equal((World.Eur(20_000), World.Eur(0), 80L), await Balance(run, World.Sharded));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public async Task No_row_is_hot_reservations_spread_over_the_shards(int shards)
    {
        const int Reservations = 1_600;
        var tables = new CountingTables();
        var store = new FundingStore(tables);
        var line = World.LineOf(World.Calais) with { Shards = shards };
        for (var at = 0; at < Reservations; at++)
        {
            var grant = GrantId.Derive("spread", $"{at}");
            await store.Reserve(line, 10_000, new Reserve(grant, line.Id, $"{grant}-1", World.Eur(100)), default);
        }

        // One write each, no partition with more than half again its even share.
        Assert.Equal((Reservations, shards), (tables.Writes.Values.Sum(), tables.Writes.Count));
        Assert.All(tables.Writes, partition => Assert.InRange(partition.Value, Reservations / shards / 2, Reservations / shards * 3 / 2));
    }

    private static async Task<(List<Grant> Won, List<Grant> Lost)> Contend(PipelineRun run, ProgrammeId programme, int taken, long euro)
    {
        var before = Enumerable.Range(0, taken).Select(at => Somebody(programme, at)).ToList();
        var cases = Enumerable.Range(taken, Contenders).Select(at => Somebody(programme, at)).ToList();
        await run.Send([.. before.Concat(cases).Select(one => one.Submit())]);
        await run.Deliver();
        await run.Send([.. before.Select(one => one.Approve(euro))]);
        await run.Deliver();
        await run.Send([.. cases.Select(one => one.Approve(euro))]);
        await run.Deliver();

        var grants = new List<Grant>();
        foreach (var one in cases)
        {
            grants.Add((await run.Look(() => run.Get<GrantStore>().Find(one.Grant, default)))!.Grant);
        }

        Assert.All(grants, grant => Assert.True(grant.State is GrantState.AwaitingVerification or GrantState.AwaitingApproval, $"{grant.State}: {grant.Reason}"));
        Assert.Empty(run.Failures);
        return (grants.Where(grant => grant.State == GrantState.AwaitingVerification).ToList(), grants.Where(grant => grant.State == GrantState.AwaitingApproval).ToList());
    }

    /// <summary>Nobody is like anybody else, so that screening finds nobody.</summary>
    private static Case Somebody(ProgrammeId programme, int number)
    {
        var random = new Random(number);
        return new Case($"Somebody{number}")
        {
            Programme = programme,
            Who = new PersonalData(Letters(), Letters(), new DateOnly(1950, 1, 1).AddDays(number * 53), $"DOC{number}{Letters()}", World.Iraq),
        };

        string Letters() => string.Concat(Enumerable.Range(0, 10).Select(_ => (char)('a' + random.Next(26))));
    }

    private static Task<(Money, Money, long)> Balance(PipelineRun run, ProgrammeId programme) =>
        run.Look(() => run.Get<FundingStore>().Balance(World.LineOf(programme), Currency.Eur, default));

    /// <summary>Counts transactions by partition.</summary>
    private sealed class CountingTables : ITables
    {
        private readonly MemoryTables _tables = new();

        public Dictionary<string, int> Writes { get; } = [];

        public Task<Row?> Find(string table, string partition, string key, CancellationToken cancellationToken) => _tables.Find(table, partition, key, cancellationToken);

        public IAsyncEnumerable<Row> Query(string table, RowQuery query, CancellationToken cancellationToken) => _tables.Query(table, query, cancellationToken);

        public Task<RowPage> Page(string table, RowQuery query, int size, string? continuation, CancellationToken cancellationToken) => _tables.Page(table, query, size, continuation, cancellationToken);

        public Task<CommitOutcome> Commit(string table, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
        {
            var partition = changes.Select(change => change.Row.Partition).Distinct().Single();
            Writes[partition] = Writes.GetValueOrDefault(partition) + 1;
            return _tables.Commit(table, changes, cancellationToken);
        }
    }
}
