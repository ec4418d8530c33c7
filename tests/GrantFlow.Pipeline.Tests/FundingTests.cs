using GrantFlow.Domain.Lifecycle;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests;

/// <summary>Money on funding lines: each request once, never more than there is.</summary>
public sealed class FundingTests
{
    private static readonly FundingLine Unlimited = World.LineOf(World.Calais);
    private static readonly FundingLine Sharded = World.LineOf(World.Sharded);
    private static readonly FundingLine Scarce = World.LineOf(World.Scarce);
    private static readonly GrantId Grant = GrantId.Derive("tests", "One");

    private readonly MemoryTables _tables = new();

    [Fact]
    public async Task Money_is_reserved_released_and_settled_once_however_often_it_is_asked()
    {
        var store = new FundingStore(_tables);
        for (var times = 0; times < 3; times++)
        {
            Assert.Null(await store.Reserve(Unlimited, null, Reserve(Unlimited, "R", 1_000), default));
        }

        for (var times = 0; times < 3; times++)
        {
            await store.Settle(Unlimited, Settle(Unlimited, "R", 300, "S1"), default);
            await store.Release(Unlimited, Release(Unlimited, "R", 200, "L1", ends: false), default);
        }

        Assert.Equal((World.Eur(500), World.Eur(300), 1L), await store.Balance(Unlimited, Currency.Eur, default));
        await store.Settle(Unlimited, Settle(Unlimited, "R", 100, "S2"), default);
        await store.Release(Unlimited, Release(Unlimited, "R", 400, "L2", ends: true), default);
        await store.Release(Unlimited, Release(Unlimited, "R", 400, "L2", ends: true), default);
        Assert.Equal((World.Eur(0), World.Eur(400), 0L), await store.Balance(Unlimited, Currency.Eur, default));
    }

    [Theory]
    [InlineData("calais-avr")]
    [InlineData("sharded")]
    [InlineData("quota")]
    public async Task A_release_that_comes_first_voids_the_reservation_that_comes_late(string programme)
    {
        var (line, quota) = LineOf(programme);
        var store = new FundingStore(_tables);
        await store.Release(line, Release(line, "R", 1_000, "L", ends: true), default);
        Assert.Equal(new FundingRefusal("The grant ended before the money was reserved.", Voided: true), await store.Reserve(line, quota, Reserve(line, "R", 1_000), default));
        await store.Release(line, Release(line, "R", 1_000, "L", ends: true), default);
        Assert.Equal((World.Eur(0), World.Eur(0), 0L), await store.Balance(line, Currency.Eur, default));
    }

    [Fact]
    public async Task A_refusal_is_remembered_when_money_is_free_again()
    {
        var store = new FundingStore(_tables);
        Assert.Null(await store.Reserve(Scarce, null, Reserve(Scarce, "R1", 2_000), default));
        var refusal = await store.Reserve(Scarce, null, Reserve(Scarce, "R2", 2_000), default);
        Assert.Contains("has not enough left for EUR 2000.00", refusal?.Why, StringComparison.Ordinal);
        await store.Release(Scarce, Release(Scarce, "R1", 2_000, "L", ends: true), default);

        Assert.Equal(refusal, await store.Reserve(Scarce, null, Reserve(Scarce, "R2", 2_000), default));
        Assert.Null(await store.Reserve(Scarce, null, Reserve(Scarce, "R3", 2_000), default));
        Assert.Equal((World.Eur(2_000), World.Eur(0), 1L), await store.Balance(Scarce, Currency.Eur, default));
    }

    [Fact]
    public async Task Settling_what_is_not_held_stops_with_a_clear_text()
    {
        var store = new FundingStore(_tables);
        var nothing = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Settle(Unlimited, Settle(Unlimited, "R", 1, "S"), default));
        Assert.Equal("R holds 0 minor units; EUR 1.00 is to be settled.", nothing.Message);
        await store.Reserve(Unlimited, null, Reserve(Unlimited, "R", 10), default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Settle(Unlimited, Settle(Unlimited, "R", 11, "S"), default));
        Assert.Equal((World.Eur(10), World.Eur(0), 1L), await store.Balance(Unlimited, Currency.Eur, default));
    }

    [Fact]
    public async Task Two_hundred_reservations_at_once_never_take_more_than_there_is()
    {
        var store = new FundingStore(_tables);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(at => Task.Run(() => store.Reserve(Sharded, null, Reserve(Sharded, $"R{at}", 250), default))));
        // EUR 20,000.00 in four shards of EUR 5,000.00, each a multiple of EUR 250.00: all of it goes.
        Assert.Equal(80, answers.Count(answer => answer is null));
        Assert.Equal((World.Eur(20_000), World.Eur(0), 80L), await store.Balance(Sharded, Currency.Eur, default));
        Assert.Equal(80, Held());
    }

    [Fact]
    public async Task Reservations_of_several_hosts_at_once_never_take_more_than_there_is()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var order = new Interleaving(seed);
            var tables = new MemoryTables(probe: order);
            var hosts = Enumerable.Range(0, 3).Select(_ => new FundingStore(tables)).ToList();
            var answers = new FundingRefusal?[60];
            order.Run([.. Enumerable.Range(0, answers.Length).Select(at => (Func<Task>)(async () =>
                answers[at] = await hosts[at % 3].Reserve(Sharded, null, Reserve(Sharded, $"R{at}", 1_000), default)))]);
            Assert.Equal(20, answers.Count(answer => answer is null));
            Assert.Equal((World.Eur(20_000), World.Eur(0), 20L), await hosts[0].Balance(Sharded, Currency.Eur, default));
        }
    }

    [Fact]
    public async Task A_quota_is_never_exceeded_and_a_place_is_free_again_when_its_reservation_ends()
    {
        var (line, quota) = LineOf("quota");
        var store = new FundingStore(_tables);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(at => Task.Run(() => store.Reserve(line, quota, Reserve(line, $"R{at}", 10), default))));
        Assert.Equal(10, answers.Count(answer => answer is null));
        Assert.All(answers.Where(answer => answer is not null), answer => Assert.Contains("no place of 10 left", answer!.Why, StringComparison.Ordinal));

        var holder = Array.FindIndex(answers, answer => answer is null);
        await store.Release(line, Release(line, $"R{holder}", 10, "L", ends: true), default);
        Assert.Equal(9, (await store.Balance(line, Currency.Eur, default)).Persons);
        Assert.Null(await store.Reserve(line, quota, Reserve(line, "late", 10), default));
        Assert.NotNull(await store.Reserve(line, quota, Reserve(line, "later", 10), default));
    }

    [Theory]
    [InlineData("calais-avr")]
    [InlineData("sharded")]
    [InlineData("quota")]
    public async Task The_same_reservation_twice_at_once_is_held_once(string programme)
    {
        var (line, quota) = LineOf(programme);
        for (var seed = 0; seed < 100; seed++)
        {
            var order = new Interleaving(seed);
            var tables = new MemoryTables(probe: order);
            var (here, there) = (new FundingStore(tables), new FundingStore(tables));
            order.Run(
                () => here.Reserve(line, quota, Reserve(line, "R", 1_000), default),
                () => there.Reserve(line, quota, Reserve(line, "R", 1_000), default));
            Assert.Equal((World.Eur(1_000), World.Eur(0), 1L), await here.Balance(line, Currency.Eur, default));
        }
    }

    [Fact]
    public async Task A_reservation_and_its_release_at_once_leave_nothing_held_whatever_else_goes_on()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var order = new Interleaving(seed);
            var tables = new MemoryTables(probe: order);
            var (here, there) = (new FundingStore(tables), new FundingStore(tables));
            // The home shard is full, and something is given back there at the same moment.
            var home = await Fill(here, tables);
            order.Run(
                () => here.Reserve(Sharded, null, Reserve(Sharded, "R", 2_000), default),
                () => there.Reserve(Sharded, null, Reserve(Sharded, "R", 2_000), default),
                () => there.Release(Sharded, Release(Sharded, home, 5_000, "L", ends: true), default),
                () => here.Release(Sharded, Release(Sharded, "R", 2_000, "L", ends: true), default));
            Assert.Equal((World.Eur(0), World.Eur(0), 0L), await here.Balance(Sharded, Currency.Eur, default));
        }
    }

    [Fact]
    public async Task A_reservation_held_in_another_shard_is_settled_and_released_there()
    {
        var store = new FundingStore(_tables);
        await Fill(store, _tables);
        Assert.Null(await store.Reserve(Sharded, null, Reserve(Sharded, "R", 2_000), default));
        await store.Settle(Sharded, Settle(Sharded, "R", 500, "S"), default);
        await store.Release(Sharded, Release(Sharded, "R", 1_500, "L", ends: true), default);
        Assert.True((await store.Reserve(Sharded, null, Reserve(Sharded, "R", 2_000), default))?.Voided);
        Assert.Equal((World.Eur(5_000), World.Eur(500), 1L), await store.Balance(Sharded, Currency.Eur, default));
    }

    [Fact]
    public async Task An_exhausted_line_sends_the_grant_back_and_a_later_approval_works_once_money_is_free()
    {
        var run = new PipelineRun();
        var (one, two) = (new Case("One") { Programme = World.Scarce }, new Case("Two") { Programme = World.Scarce });
        await run.Do(one.Submit(), one.Approve(2_000), two.Submit(), two.Approve(2_000));
        var sentBack = await GrantOf(run, two);
        Assert.Equal(GrantState.AwaitingApproval, sentBack.State);
        Assert.StartsWith("funds-exhausted: scarce/grants has not enough left for EUR 2000.00", sentBack.Reason, StringComparison.Ordinal);

        await run.Do(two.Approve(1_000, "approve less"));
        Assert.Equal(GrantState.AwaitingVerification, (await GrantOf(run, two)).State);
        await run.Do(two.Withdraw(), one.Withdraw());
        var three = new Case("Three") { Programme = World.Scarce };
        await run.Do(three.Submit(), three.Approve(2_000));
        Assert.Equal(GrantState.AwaitingVerification, (await GrantOf(run, three)).State);
        await run.Finish();
        await Picture.Of(run);
    }

    [Fact]
    public async Task A_line_that_is_not_in_the_catalogue_stops_with_a_clear_text()
    {
        var run = new PipelineRun();
        var request = new Reserve(Grant, FundingLineId.Parse("calais-avr/gone"), "R", World.Eur(1));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            run.Process(QueueNames.Funding, MessageText.Write<FundingRequest>("x", "x", Grant, run.Time.GetUtcNow(), request)));
        Assert.Equal("Funding line calais-avr/gone is not in the catalogue. Put it back, then redrive.", failure.Message);
    }

    [Fact]
    public async Task A_shard_over_its_share_after_a_cut_leaves_no_place_in_the_others()
    {
        var two = Sharded with { Amount = null, Shards = 2 };
        var names = await Task.WhenAll(Enumerable.Range(0, 16).Select(async at => (Name: $"C{at}", Home: await HomeOf(two, $"C{at}"))));
        var (full, other) = (names.Where(one => one.Home == names[0].Home).Take(2).ToList(), names.First(one => one.Home != names[0].Home));
        var store = new FundingStore(_tables);
        foreach (var one in full)
            Assert.Null(await store.Reserve(two, 4, Reserve(two, one.Name, 1), default));

        Assert.NotNull(await store.Reserve(two, 2, cut: true, Reserve(two, other.Name, 1), default));
        Assert.Equal(2, (await store.Balance(two, Currency.Eur, default)).Persons);
    }

    private static async Task<string> HomeOf(FundingLine line, string reservation)
    {
        var scratch = new MemoryTables();
        await new FundingStore(scratch).Reserve(line, null, Reserve(line, reservation, 1), default);
        return ShardOf(scratch, reservation);
    }

    /// <summary>Fills the shard where reservation R would go, and leaves the others empty. Returns the reservation of EUR 5,000.00 that fills it.</summary>
    private static async Task<string> Fill(FundingStore store, MemoryTables tables)
    {
        // Which shard is R's is learnt by trying it out elsewhere.
        var scratch = new MemoryTables();
        await new FundingStore(scratch).Reserve(Sharded, null, Reserve(Sharded, "R", 1), default);
        var home = ShardOf(scratch, "R");
        for (var at = 0; ; at++)
        {
            var probe = new MemoryTables();
            await new FundingStore(probe).Reserve(Sharded, null, Reserve(Sharded, $"F{at}", 1), default);
            if (ShardOf(probe, $"F{at}") == home)
            {
                await store.Reserve(Sharded, null, Reserve(Sharded, $"F{at}", 5_000), default);
                Assert.Equal(home, ShardOf(tables, $"F{at}"));
                return $"F{at}";
            }
        }
    }

    private static string ShardOf(MemoryTables tables, string reservation) => tables.Rows(TableNames.Funding).Single(row => row.Key == $"res-{reservation}").Partition;

    private static (FundingLine Line, int? Quota) LineOf(string programme)
    {
        var id = ProgrammeId.Parse(programme);
        return (World.LineOf(id), World.Catalogue.InForce(id, DateOnly.MaxValue)!.PersonQuota);
    }

    private static Reserve Reserve(FundingLine line, string reservation, long euro) => new(Grant, line.Id, reservation, World.Eur(euro));

    private static Release Release(FundingLine line, string reservation, long euro, string key, bool ends) => new(Grant, line.Id, reservation, World.Eur(euro), key, ends);

    private static Settle Settle(FundingLine line, string reservation, long euro, string key) => new(Grant, line.Id, reservation, World.Eur(euro), key);

    private static async Task<Grant> GrantOf(PipelineRun run, Case @case) => (await run.Look(() => run.Get<GrantStore>().Find(@case.Grant, default)))!.Grant;

    private int Held() => _tables.Rows(TableNames.Funding).Count(row => row.Key != "balance" && row.Number("held") > 0);
}
