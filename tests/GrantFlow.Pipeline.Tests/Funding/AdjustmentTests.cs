using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Funding;
using GrantFlow.Pipeline.Tests.Support;
using GrantFlow.TestSupport;

namespace GrantFlow.Pipeline.Tests.Funding;

/// <summary>Money that came back, and money that the exchange rate cost: each once, in any order, and never the cause of promising more than there is.</summary>
public sealed class AdjustmentTests
{
    private static readonly FundingLine Sharded = World.LineOf(World.Sharded);
    private static readonly GrantId Grant = GrantId.Derive("tests", "One");

    private readonly FundingStore _store = new(new MemoryTables());

    public static TheoryData<string> Orders => [.. Permutations("srqxl")];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_payment_that_comes_back_and_is_made_again_is_spent_once_in_whatever_order_its_messages_arrive(string order)
    {
        // 800 are held: 500 are paid (s), come back and are held again (r), are paid anew (q) at a loss of 3 (x); 300 are given back (l).
        Assert.Null(await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, "R", World.Eur(800)), default));
        var messages = new Dictionary<char, Func<Task>>
        {
            ['s'] = () => _store.Settle(Sharded, new Settle(Grant, Sharded.Id, "R", World.Eur(500), "S"), default),
            ['r'] = () => _store.Reopen(Sharded, new Reopen(Grant, Sharded.Id, "R", World.Eur(500), "R"), default),
            ['q'] = () => _store.Settle(Sharded, new Settle(Grant, Sharded.Id, "R", World.Eur(500), "Q"), default),
            ['x'] = () => _store.Adjust(Sharded, new Adjust(Grant, Sharded.Id, "R", World.Eur(3), "X"), default),
            ['l'] = () => _store.Release(Sharded, new Release(Grant, Sharded.Id, "R", World.Eur(300), "L", Ends: false), default),
        };

        await DeliverUntilAllWent([.. order.Select(message => messages[message])]);

        Assert.Equal((World.Eur(0), World.Eur(503), 1L), await _store.Balance(Sharded, Currency.Eur, default));
    }

    [Fact]
    public async Task A_repaired_payment_that_is_called_off_before_it_is_held_again_is_given_back_whole()
    {
        await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, "R", World.Eur(500)), default);
        await _store.Settle(Sharded, new Settle(Grant, Sharded.Id, "R", World.Eur(500), "S"), default);
        Func<Task> release = () => _store.Release(Sharded, new Release(Grant, Sharded.Id, "R", World.Eur(500), "L", Ends: true), default);

        await Assert.ThrowsAsync<InvalidOperationException>(release);
        await _store.Reopen(Sharded, new Reopen(Grant, Sharded.Id, "R", World.Eur(500), "R"), default);
        await release();

        Assert.Equal((World.Eur(0), World.Eur(0), 0L), await _store.Balance(Sharded, Currency.Eur, default));
    }

    [Fact]
    public async Task What_is_given_back_for_good_can_be_granted_again()
    {
        await Fill(3);
        await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, "R", World.Eur(5_000)), default);
        await _store.Settle(Sharded, new Settle(Grant, Sharded.Id, "R", World.Eur(5_000), "S"), default);
        for (var times = 0; times < 2; times++)
        {
            await _store.Adjust(Sharded, new Adjust(Grant, Sharded.Id, "R", -World.Eur(2_000), "G"), default);
        }

        Assert.Equal((World.Eur(15_000), World.Eur(3_000), 4L), await _store.Balance(Sharded, Currency.Eur, default));
        Assert.Null(await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, "N", World.Eur(2_000)), default));
        Assert.NotNull(await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, "M", World.Eur(1)), default));
    }

    [Fact]
    public async Task A_loss_beyond_what_is_free_is_shown_and_no_shard_gives_away_what_another_lost()
    {
        // Three shards are full; in the one of R, 4,990 of 5,000 are spent, and 20 are lost.
        await Fill(3);
        await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, "R", World.Eur(4_990)), default);
        await _store.Settle(Sharded, new Settle(Grant, Sharded.Id, "R", World.Eur(4_990), "S"), default);
        await _store.Adjust(Sharded, new Adjust(Grant, Sharded.Id, "R", World.Eur(20), "X"), default);
        Assert.Equal((World.Eur(15_000), World.Eur(5_010), 4L), await _store.Balance(Sharded, Currency.Eur, default));

        // A full shard gives 30 back: 10 of them are what was lost beyond the line's money.
        await _store.Release(Sharded, new Release(Grant, Sharded.Id, "F0", World.Eur(30), "L", Ends: false), default);
        Assert.NotNull(await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, "N", World.Eur(21)), default));
        Assert.Null(await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, "M", World.Eur(20)), default));
        Assert.Equal((World.Eur(14_990), World.Eur(5_010), 5L), await _store.Balance(Sharded, Currency.Eur, default));
    }

    [Fact]
    public async Task Nothing_is_adjusted_or_held_again_before_it_was_reserved()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Adjust(Sharded, new Adjust(Grant, Sharded.Id, "R", World.Eur(1), "X"), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Reopen(Sharded, new Reopen(Grant, Sharded.Id, "R", World.Eur(1), "X"), default));
    }

    /// <summary>What comes too early goes to the end of the queue, and everything is delivered twice.</summary>
    private static async Task DeliverUntilAllWent(IReadOnlyList<Func<Task>> messages)
    {
        var waiting = new Queue<Func<Task>>(messages.Concat(messages));
        for (var tries = 0; waiting.TryDequeue(out var message); tries++)
        {
            Assert.True(tries < 100, "The messages wait for each other.");
            try
            {
                await message();
            }
            catch (InvalidOperationException)
            {
                waiting.Enqueue(message);
            }
        }
    }

    private async Task Fill(int shards)
    {
        for (var at = 0; at < shards; at++)
        {
            Assert.Null(await _store.Reserve(Sharded, null, new Reserve(Grant, Sharded.Id, $"F{at}", World.Eur(5_000)), default));
        }
    }

    private static IEnumerable<string> Permutations(string letters) => letters.Length == 1
        ? [letters]
        : letters.SelectMany((letter, at) => Permutations(letters.Remove(at, 1)).Select(rest => letter + rest));
}
