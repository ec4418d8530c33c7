using System.Collections.Concurrent;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Funding;

/// <summary>Why money was not reserved. <paramref name="Voided"/>: the grant ended meanwhile and nobody waits for an answer.</summary>
public sealed record FundingRefusal(string Why, bool Voided = false);

/// <summary>
/// Balances and reservations of funding lines. A line is cut into shards, each a partition with its share of money and
/// places, so that approvals do not queue behind one row; balance and reservation change in one transaction.
/// </summary>
public sealed class FundingStore(ITables tables)
{
    /// <summary>How often a shard is tried when others write to it at the same moment.</summary>
    private const int Tries = 50;

    /// <summary>Requests of this process on one shard go one after the other: it saves conflicts, correctness does not need it.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    /// <summary>Holds money and a place. Null when it is held (now or before under this key).</summary>
    public async Task<FundingRefusal?> Reserve(FundingLine line, int? personQuota, Reserve request, CancellationToken cancellationToken)
    {
        if (await FindShard(line, personQuota, request.Reservation, cancellationToken) is { } found)
        {
            return Reservation.From(found).Answer();
        }

        var home = Home(line, request.Reservation);
        for (var step = 0; step < line.Shards; step++)
        {
            var shard = (home + step) % line.Shards;
            var money = line.Amount is { } budget ? Share(budget.Minor, line.Shards, shard) : (long?)null;
            var places = personQuota is { } quota ? Share(quota, line.Shards, shard) : (long?)null;
            var held = await Change(line, shard, request.Reservation, (balance, reservation) =>
                reservation is null && (money is null || balance.Held + balance.Settled + request.Amount.Minor <= money) && (places is null || balance.Persons < places)
                    ? (balance with { Held = balance.Held + request.Amount.Minor, Persons = balance.Persons + 1 }, new Reservation(request.Amount.Minor, 0, false, ""))
                    : null,
                cancellationToken);
            if (held)
            {
                return null;
            }
        }

        // A no is stored too: a second delivery, with money free by then, must not hold what nobody will ever use.
        var why = $"{line.Id} has not enough left for {request.Amount}{(personQuota is null ? "" : $" or no place of {personQuota} left")}. Top up the line, or approve less.";
        await Change(line, home, request.Reservation, (balance, reservation) => reservation is null ? (balance, new Reservation(0, 0, true, "", why)) : null, cancellationToken);
        return await FindShard(line, personQuota, request.Reservation, cancellationToken) is { } stored ? Reservation.From(stored).Answer() : new FundingRefusal(why);
    }

    /// <summary>Gives held money back, once per key. Releasing what was never reserved voids a later reservation under the same name.</summary>
    public async Task Release(FundingLine line, int? personQuota, Release request, CancellationToken cancellationToken)
    {
        var shard = await ShardOf(line, personQuota, request.Reservation, cancellationToken);
        await Change(line, shard, request.Reservation, (balance, reservation) => reservation switch
        {
            null => (balance, new Reservation(0, 0, true, request.Key)),
            { } known when known.Has(request.Key) => null,
            { } known => (
                balance with
                {
                    Held = balance.Held - Math.Min(known.Held, request.Amount.Minor),
                    Persons = balance.Persons - (request.Ends && !known.Ended ? 1 : 0),
                },
                (known with { Held = known.Held - Math.Min(known.Held, request.Amount.Minor), Ended = known.Ended || request.Ends }).With(request.Key)),
        }, cancellationToken);
    }

    /// <summary>Turns held money into spent money, once per key.</summary>
    /// <exception cref="InvalidOperationException">Nothing, or less, is held: the reservation is not there yet or the books are wrong.</exception>
    public async Task Settle(FundingLine line, int? personQuota, Settle request, CancellationToken cancellationToken)
    {
        var shard = await ShardOf(line, personQuota, request.Reservation, cancellationToken);
        await Change(line, shard, request.Reservation, (balance, reservation) => reservation switch
        {
            { } known when known.Has(request.Key) => null,
            { } known when known.Held >= request.Amount.Minor => (
                balance with { Held = balance.Held - request.Amount.Minor, Settled = balance.Settled + request.Amount.Minor },
                (known with { Held = known.Held - request.Amount.Minor, Settled = known.Settled + request.Amount.Minor }).With(request.Key)),
            _ => throw new InvalidOperationException($"{request.Reservation} holds {reservation?.Held ?? 0} minor units; {request.Amount} is to be settled."),
        }, cancellationToken);
    }

    /// <summary>What a line holds and has spent over all shards, and how many places are taken.</summary>
    public async Task<(Money Held, Money Settled, long Persons)> Balance(FundingLine line, Currency currency, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, line.Shards).Select(shard => tables.Find(TableNames.Funding, Partition(line, shard), ShardBalance.Key, cancellationToken)));
        var balances = shards.Select(ShardBalance.From).ToList();
        return (new Money(balances.Sum(one => one.Held), currency), new Money(balances.Sum(one => one.Settled), currency), balances.Sum(one => one.Persons));
    }

    private async Task<bool> Change(
        FundingLine line, int shard, string reservationKey, Func<ShardBalance, Reservation?, (ShardBalance Balance, Reservation Reservation)?> change, CancellationToken cancellationToken)
    {
        var partition = Partition(line, shard);
        var turn = _turns.GetOrAdd(partition, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var balanceRow = await tables.Find(TableNames.Funding, partition, ShardBalance.Key, cancellationToken);
                var reservationRow = await tables.Find(TableNames.Funding, partition, Reservation.Key(reservationKey), cancellationToken);
                if (change(ShardBalance.From(balanceRow), reservationRow is null ? null : Reservation.From(reservationRow)) is not { } changed)
                {
                    return false;
                }

                var outcome = await tables.Commit(TableNames.Funding,
                [
                    Write(balanceRow, partition, ShardBalance.Key, changed.Balance.Values()),
                    Write(reservationRow, partition, Reservation.Key(reservationKey), changed.Reservation.Values()),
                ], cancellationToken);
                if (outcome == CommitOutcome.Committed)
                {
                    return true;
                }
            }
        }
        finally
        {
            turn.Release();
        }

        throw new InvalidOperationException($"Funding line {line.Id} changed {Tries} times at once. The queue tries again later.");
    }

    private static RowChange Write(Row? read, string partition, string key, Dictionary<string, object> values) =>
        read is null ? RowChange.Add(partition, key, values) : RowChange.Replace(read, values);

    /// <summary>A line without a limit never overflows into another shard, so there is only one place to look.</summary>
    private async Task<Row?> FindShard(FundingLine line, int? personQuota, string reservation, CancellationToken cancellationToken)
    {
        var places = line.Amount is null && personQuota is null ? [Home(line, reservation)] : Enumerable.Range(0, line.Shards);
        var rows = await Task.WhenAll(places
            .Select(shard => tables.Find(TableNames.Funding, Partition(line, shard), Reservation.Key(reservation), cancellationToken)));
        return rows.FirstOrDefault(row => row is not null);
    }

    private async Task<int> ShardOf(FundingLine line, int? personQuota, string reservation, CancellationToken cancellationToken) =>
        await FindShard(line, personQuota, reservation, cancellationToken) is { } row
            ? int.Parse(row.Partition[(row.Partition.LastIndexOf('|') + 1)..], System.Globalization.CultureInfo.InvariantCulture)
            : Home(line, reservation);

    private static string Partition(FundingLine line, int shard) => $"{line.Id.Value.Replace('/', '.')}|{shard}";

    private static int Home(FundingLine line, string reservation) => (int)(Shards.Hash(reservation) % (uint)line.Shards);

    /// <summary>Equal shares; what does not divide goes to the first ones.</summary>
    private static long Share(long whole, int shards, int shard) => (whole / shards) + (shard < whole % shards ? 1 : 0);
}
