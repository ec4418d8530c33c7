using System.Collections.Concurrent;
using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Funding;

/// <summary>Why money was not reserved. <paramref name="Voided"/>: the grant ended meanwhile and nobody waits for an answer.</summary>
public sealed record FundingRefusal(string Why, bool Voided = false);

/// <summary>
/// Balances and reservations of funding lines. A line is cut into shards, each a partition with its share of money and
/// places, so that approvals do not queue behind one row; balance and reservation change in one transaction. A
/// reservation starts at the shard its key hashes to. Where that has not enough left, a row there passes it on to the next
/// shard, for good: so two deliveries at once always meet in the same row. Money beyond every single share stays
/// unused; a line keeps its number of shards over all versions of the rules, which the catalogue reader sees to.
/// </summary>
public sealed partial class FundingStore(ITables tables)
{
    /// <summary>There since the first exchange loss on the line: a shard may hold more than its share.</summary>
    private const string Overdrafts = "overdrafts";

    /// <summary>How often a shard is tried when others write to it at the same moment.</summary>
    private const int Tries = 50;

    /// <summary>Requests of this process on one shard go one after the other: it saves conflicts, correctness does not need it.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();

    /// <summary>Holds money and a place. Null when it is held (now or before under this key); a no is remembered as well.</summary>
    public Task<FundingRefusal?> Reserve(FundingLine line, int? personQuota, Reserve request, CancellationToken cancellationToken) =>
        Reserve(line, personQuota, cut: false, request, cancellationToken);

    /// <summary>Holds money and a place of a line that may have been cut. Null when it is held (now or before under this key); a no is remembered as well.</summary>
    /// <param name="line">The line as it stands today.</param>
    /// <param name="personQuota">The programme's places as they stand today.</param>
    /// <param name="cut">There was more before: some shards may hold more than their share of today, and the others must make up for it.</param>
    /// <param name="request">What to hold.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="closed">Why nothing may be reserved at all now; null where it may. That no is remembered like any other.</param>
    public async Task<FundingRefusal?> Reserve(FundingLine line, int? personQuota, bool cut, Reserve request, CancellationToken cancellationToken, string? closed = null)
    {
        // Shards over their share take nothing more, so what is read here can only shrink: an old number is too careful, never too generous.
        var (moneyOver, placesOver) = cut || await MayBeOverdrawn(line, cancellationToken) ? await Over(line, personQuota, cancellationToken) : default;
        var reserved = await Change(line, request.Reservation, (shard, balance, known) =>
        {
            if (known is not null)
            {
                return null;
            }

            if (closed is not null)
            {
                return (balance, new Reservation(0, 0, true, "", closed));
            }

            var money = MoneyOf(line, shard, balance) - moneyOver;
            var places = PlacesOf(line, personQuota, shard) - placesOver;
            if ((money is null || balance.Used + request.Amount.Minor <= money) && (places is null || balance.Persons < places))
            {
                return (balance with { Held = balance.Held + request.Amount.Minor, Persons = balance.Persons + 1 }, new Reservation(request.Amount.Minor, 0, false, ""));
            }

            // A no is stored too: a second delivery, with money free by then, must not hold what nobody will ever use.
            var last = (shard + 1) % line.Shards == Home(line, request.Reservation);
            return (balance, last ? new Reservation(0, 0, true, "", Exhausted(line, personQuota, request)) : Reservation.Onward);
        }, cancellationToken);
        return reserved.Answer();
    }

    /// <summary>Gives held money back, once per key. Releasing what was never reserved voids a later reservation under the same name.</summary>
    /// <exception cref="InvalidOperationException">Less is held, although the money was: what was paid and came back is not held again yet.</exception>
    public Task Release(FundingLine line, Release request, CancellationToken cancellationToken) =>
        Change(line, request.Reservation, (_, balance, reservation) => reservation switch
        {
            null => (balance, new Reservation(0, 0, true, request.Key)),
            { } known when known.Has(request.Key) => null,
            { Settled: not 0 } known when known.Held < request.Amount.Minor => throw TooLittle(known, request, "released"),
            { } known => (
                balance with
                {
                    Held = balance.Held - Math.Min(known.Held, request.Amount.Minor),
                    Persons = balance.Persons - (request.Ends && !known.Ended ? 1 : 0),
                },
                (known with { Held = known.Held - Math.Min(known.Held, request.Amount.Minor), Ended = known.Ended || request.Ends }).With(request.Key)),
        }, cancellationToken);

    /// <summary>Turns held money into spent money, once per key.</summary>
    /// <exception cref="InvalidOperationException">Nothing, or less, is held: the reservation is not there yet or the books are wrong.</exception>
    public Task Settle(FundingLine line, Settle request, CancellationToken cancellationToken) =>
        Change(line, request.Reservation, (_, balance, reservation) => reservation switch
        {
            { } known when known.Has(request.Key) => null,
            { } known when known.Held >= request.Amount.Minor => (
                balance with { Held = balance.Held - request.Amount.Minor, Settled = balance.Settled + request.Amount.Minor },
                (known with { Held = known.Held - request.Amount.Minor, Settled = known.Settled + request.Amount.Minor }).With(request.Key)),
            _ => throw TooLittle(reservation, request, "settled"),
        }, cancellationToken);

    /// <summary>Turns spent money into held money again, once per key. The sum stays, so that it may happen before the money is noted as spent: the two meet in the end.</summary>
    /// <exception cref="InvalidOperationException">The reservation is not there yet.</exception>
    public Task Reopen(FundingLine line, Reopen request, CancellationToken cancellationToken) =>
        Change(line, request.Reservation, (_, balance, reservation) => reservation switch
        {
            null => throw TooLittle(null, request, "held again"),
            { } known when known.Has(request.Key) => null,
            { } known => (
                balance with { Held = balance.Held + request.Amount.Minor, Settled = balance.Settled - request.Amount.Minor },
                (known with { Held = known.Held + request.Amount.Minor, Settled = known.Settled - request.Amount.Minor }).With(request.Key)),
        }, cancellationToken);

    /// <summary>Notes that more was spent than was held, or less, once per key. It has happened: a line that has not enough for it stands overdrawn, and reserves nothing more until it has.</summary>
    /// <exception cref="InvalidOperationException">The reservation is not there yet.</exception>
    public async Task Adjust(FundingLine line, Adjust request, CancellationToken cancellationToken)
    {
        if (request.Amount.IsPositive && CanBeOverdrawnInPart(line))
        {
            // Before it is so: from here on a shard looks at the others' balances as well.
            await tables.Commit(TableNames.Funding, [RowChange.Upsert(Partition(line, 0), Overdrafts, new Dictionary<string, object> { ["since"] = request.Key })], cancellationToken);
        }

        await Change(line, request.Reservation, (_, balance, reservation) => reservation switch
        {
            null => throw TooLittle(null, request, "adjusted"),
            { } known when known.Has(request.Key) => null,
            { } known => (
                balance with { Settled = balance.Settled + request.Amount.Minor },
                (known with { Settled = known.Settled + request.Amount.Minor }).With(request.Key)),
        }, cancellationToken);
    }

    /// <summary>What a line holds and has spent over all shards, and how many places are taken.</summary>
    public async Task<(Money Held, Money Settled, long Persons)> Balance(FundingLine line, Currency currency, CancellationToken cancellationToken)
    {
        var balances = await ReadShards(line, cancellationToken);
        return (new Money(balances.Sum(one => one.Held), currency), new Money(balances.Sum(one => one.Settled), currency), balances.Sum(one => one.Persons));
    }

    /// <summary>How a line stands over all shards: read one after the other, so that what moves meanwhile may be in it or not.</summary>
    public async Task<LineStanding> Standing(FundingLine line, CancellationToken cancellationToken)
    {
        var balances = await ReadShards(line, cancellationToken);
        var currency = line.Amount?.Currency ?? Currency.Eur;
        return new(line.Amount, new(balances.Sum(one => one.Extra), currency), new(balances.Sum(one => one.Held), currency), new(balances.Sum(one => one.Settled), currency), balances.Sum(one => one.Persons));
    }

    private async Task<List<ShardBalance>> ReadShards(FundingLine line, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, line.Shards).Select(shard => tables.Find(TableNames.Funding, Partition(line, shard), ShardBalance.Key, cancellationToken)));
        return [.. shards.Select(ShardBalance.From)];
    }

    /// <summary>Changes a reservation where it is, or where it would be; a null change leaves it. Returns it as it stands then.</summary>
    private async Task<Reservation> Change(
        FundingLine line, string key, Func<int, ShardBalance, Reservation?, (ShardBalance Balance, Reservation Reservation)?> change, CancellationToken cancellationToken)
    {
        for (var step = 0; step < line.Shards; step++)
        {
            var reservation = await ChangeIn(line, (Home(line, key) + step) % line.Shards, key, change, cancellationToken);
            if (!reservation.PassedOn)
            {
                return reservation;
            }
        }

        throw new InvalidOperationException($"{key} was passed on by every shard of {line.Id}. Its number of shards has changed; put {line.Shards} back to what it was.");
    }

    private async Task<Reservation> ChangeIn(
        FundingLine line, int shard, string key, Func<int, ShardBalance, Reservation?, (ShardBalance Balance, Reservation Reservation)?> change, CancellationToken cancellationToken)
    {
        var partition = Partition(line, shard);
        var turn = _turns.GetOrAdd(partition, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var reservationRow = await tables.Find(TableNames.Funding, partition, Reservation.Key(key), cancellationToken);
                var known = reservationRow is null ? null : Reservation.From(reservationRow);
                if (known is { PassedOn: true })
                {
                    return known;
                }

                var balanceRow = await tables.Find(TableNames.Funding, partition, ShardBalance.Key, cancellationToken);
                if (change(shard, ShardBalance.From(balanceRow), known) is not { } changed)
                {
                    return known!;
                }

                var outcome = await tables.Commit(TableNames.Funding,
                [
                    Write(balanceRow, partition, ShardBalance.Key, changed.Balance.Values()),
                    Write(reservationRow, partition, Reservation.Key(key), changed.Reservation.Values()),
                ], cancellationToken);
                if (outcome == CommitOutcome.Committed)
                {
                    return changed.Reservation;
                }
            }
        }
        finally
        {
            turn.Release();
        }

        throw new InvalidOperationException($"Funding line {line.Id} changed {Tries} times at once. The queue tries again later.");
    }

    /// <summary>One shard over its share leaves the others theirs, unless they are told.</summary>
    private static bool CanBeOverdrawnInPart(FundingLine line) => line is { Shards: > 1, Amount: not null };

    private async Task<bool> MayBeOverdrawn(FundingLine line, CancellationToken cancellationToken) =>
        CanBeOverdrawnInPart(line) && await tables.Find(TableNames.Funding, Partition(line, 0), Overdrafts, cancellationToken) is not null;

    private static InvalidOperationException TooLittle(Reservation? known, ReservationRequest request, string what) =>
        new($"{request.Reservation} holds {known?.Held ?? 0} minor units; {request.Amount} is to be {what}.");

    private static RowChange Write(Row? read, string partition, string key, Dictionary<string, object> values) =>
        read is null ? RowChange.Add(partition, key, values) : RowChange.Replace(read, values);

    private static string Exhausted(FundingLine line, int? personQuota, Reserve request) =>
        $"{line.Id} has not enough left for {request.Amount}{(personQuota is null ? "" : $" or no place of {personQuota} left")}. Top up the line, or approve less.";

    private static string Partition(FundingLine line, int shard) => $"{line.Id.Value.Replace('/', '.')}|{shard}";

    private static int Home(FundingLine line, string reservation) => (int)(Shards.Hash(reservation) % (uint)line.Shards);

    private async Task<(long Money, long Places)> Over(FundingLine line, int? personQuota, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, line.Shards).Select(async shard =>
            (Shard: shard, Balance: ShardBalance.From(await tables.Find(TableNames.Funding, Partition(line, shard), ShardBalance.Key, cancellationToken)))));
        return (
            shards.Sum(one => Math.Max(0, one.Balance.Used - (MoneyOf(line, one.Shard, one.Balance) ?? long.MaxValue))),
            shards.Sum(one => Math.Max(0, one.Balance.Persons - (PlacesOf(line, personQuota, one.Shard) ?? long.MaxValue))));
    }

    /// <summary>A shard's share of what the rules say, and what amendments brought to it or took from it.</summary>
    private static long? MoneyOf(FundingLine line, int shard, ShardBalance balance) => line.Amount is { } budget ? Share(budget.Minor, line.Shards, shard) + balance.Extra : null;

    private static long? PlacesOf(FundingLine line, int? personQuota, int shard) => personQuota is { } quota ? Share(quota, line.Shards, shard) : null;

    /// <summary>Equal shares; what does not divide goes to the first ones.</summary>
    private static long Share(long whole, int shards, int shard) => (whole / shards) + (shard < whole % shards ? 1 : 0);
}
