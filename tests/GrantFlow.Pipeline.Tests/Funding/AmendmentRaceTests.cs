using GrantFlow.Domain.Funding;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;
using static GrantFlow.Pipeline.Tests.Funding.AgreedWorld;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>Reservations, releases, top-ups and reductions of several hosts at once, each twice: in every order no shard promises more than it has, and the sums are right.</summary>
public sealed class AmendmentRaceTests
{
    [Fact]
    public async Task Reservations_and_amendments_at_once_never_promise_more_than_there_is()
    {
        var (refused, taken) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var order = new Interleaving(seed);
            MemoryTables? seen = null;
            var tables = seen = new MemoryTables(probe: new Watching(order, () => AssertNoShardIsOver(seen!.Rows(TableNames.Funding), Line)));
            var hosts = Enumerable.Range(0, 3).Select(_ => new FundingStore(tables)).ToList();
            for (var at = 0; at < 6; at++)
            {
                Assert.Null(await hosts[0].Reserve(Line, null, Reserve($"before-{at}", 2_000), default));
            }

            var held = new bool[6];
            Money?[] lowered = [null, null];
            var reductions = new[] { random.Next(1, 9_000), random.Next(1, 9_000) };
            var topUp = random.Next(1, 6_000);
            List<Func<Task>> tasks = [];
            for (var copy = 0; copy < 2; copy++)
            {
                var store = hosts[random.Next(3)];
                tasks.AddRange(Enumerable.Range(0, 6).Select(at => (Func<Task>)(async () => held[at] = await store.Reserve(Line, null, Reserve($"R{at}", 2_000), default) is null)));
                tasks.AddRange(Enumerable.Range(0, 2).Select(at => (Func<Task>)(async () => lowered[at] = await store.Lower(Line, cut: false, Id($"down-{at}"), World.Eur(reductions[at]), default))));
                tasks.Add(() => store.Raise(Line, Id("up"), World.Eur(topUp), default));
                tasks.Add(() => store.Release(Line, new Release(Grant("before-0"), TheLine, "before-0", World.Eur(2_000), "L", Ends: true), default));
            }

            var shuffled = tasks.ToArray();
            random.Shuffle(shuffled);
            order.Run(shuffled);

            var standing = await hosts[0].Standing(Line, default);
            var down = reductions.Where((_, at) => lowered[at] is null).Sum();
            refused += lowered.Count(one => one is not null);
            taken += lowered.Count(one => one is null);
            Assert.Equal(World.Eur(topUp - down), standing.Amended);
            Assert.Equal(World.Eur(10_000 + (2_000 * held.Count(one => one))), standing.Held);
            Assert.True(standing.Free!.Value.Minor >= 0);

            // Once more each, one after the other: nothing changes.
            for (var at = 0; at < 2; at++)
            {
                Assert.Equal(lowered[at] is null, await hosts[at].Lower(Line, cut: false, Id($"down-{at}"), World.Eur(reductions[at]), default) is null);
            }

            Assert.True(await hosts[2].Raise(Line, Id("up"), World.Eur(topUp), default));
            Assert.Equal(standing, await hosts[1].Standing(Line, default));
        }

        Assert.True(refused > 50 && taken > 50, $"{refused} reductions were refused and {taken} taken: one of both was hardly tried.");
    }

    [Fact]
    public async Task What_is_free_in_other_shards_is_found_and_a_reduction_leaves_it_together()
    {
        var store = new FundingStore(new MemoryTables());
        Assert.Null(await store.Lower(Line, cut: false, Id("down"), World.Eur(16_000), default));

        // EUR 4,000.00 are left of EUR 20,000.00: not EUR 1,000.00 in each of four shards, which would hold no whole grant.
        Assert.Null(await store.Reserve(Line, null, Reserve("R1", 2_000), default));
        Assert.Null(await store.Reserve(Line, null, Reserve("R2", 2_000), default));
        Assert.NotNull(await store.Reserve(Line, null, Reserve("R3", 1), default));
    }

    [Fact]
    public async Task Money_that_rates_have_cost_beyond_the_line_is_not_taken_away_a_second_time()
    {
        var store = new FundingStore(new MemoryTables());
        Assert.Null(await store.Reserve(Line, null, Reserve("R", 5_000), default));
        await store.Settle(Line, new Settle(Grant("R"), TheLine, "R", World.Eur(5_000), "S"), default);
        await store.Adjust(Line, new Adjust(Grant("R"), TheLine, "R", World.Eur(50), "X"), default);

        Assert.NotNull(await store.Lower(Line, cut: false, Id("down"), World.Eur(14_951), default));
        Assert.Null(await store.Lower(Line, cut: false, Id("less"), World.Eur(14_850), default));
        Assert.Equal(World.Eur(100), (await store.Standing(Line, default)).Free);
    }

    private static AmendmentId Id(string name) => AmendmentId.Derive("race", name);

    private static GrantId Grant(string name) => GrantId.Derive("race", name);

    private static Reserve Reserve(string name, long euro) => new(Grant(name), TheLine, name, World.Eur(euro));

    /// <summary>Looks after every call.</summary>
    private sealed class Watching(IStorageProbe order, Action look) : IStorageProbe
    {
        public Task Before(StorageCall call, CancellationToken cancellationToken) => order.Before(call, cancellationToken);

        public Task After(StorageCall call, CancellationToken cancellationToken)
        {
            if (call.Operation == "commit")
            {
                look();
            }

            return order.After(call, cancellationToken);
        }
    }
}
