using GrantFlow.Domain.Programmes;
using GrantFlow.Domain.Values;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Funding;

/// <content>
/// Amendments of what a line holds, shard by shard. In each shard the amendment's row and the balance change in one transaction, and what the row says is never said otherwise: so
/// every delivery, also of two at once or after a crash, does what is left to do and comes to the same end. A reduction takes what is free and nothing else, under the same version of
/// the balance that reservations change: neither can take what the other took.
/// </content>
public sealed partial class FundingStore
{
    /// <summary>Brings more to a line. False when it was undone before.</summary>
    public async Task<bool> Raise(FundingLine line, AmendmentId amendment, Money amount, CancellationToken cancellationToken)
    {
        // In parts that hold a whole grant, as long as there is enough: what is spread thinner nobody could be granted.
        var parts = (int)Math.Clamp(amount.Minor / SystemRules.Ceiling.Minor, 1, line.Shards);
        for (var part = 0; part < parts; part++)
        {
            var extra = Share(amount.Minor, parts, part);
            if ((await Amend(line, Step(line, amendment, part), amendment, _ => new ShardAmendment(extra), cancellationToken)).Undone)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes away what is free. Null when all of it is taken (now or before under this amendment); else how much was free, and nothing is taken.</summary>
    /// <param name="line">The line as it stands today.</param>
    /// <param name="cut">There was more before by the rules: see <c>Reserve</c>.</param>
    /// <param name="amendment">Makes it happen once.</param>
    /// <param name="amount">How much.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Money?> Lower(FundingLine line, bool cut, AmendmentId amendment, Money amount, CancellationToken cancellationToken)
    {
        var over = cut || await MayBeOverdrawn(line, cancellationToken) ? (await Over(line, null, cancellationToken)).Money : 0;
        // Whoever writes the first row says for all whether it is tried: a second look might see money that this amendment holds already.
        var enough = await FreeIn(line, over, cancellationToken);
        var left = amount.Minor;
        for (var step = 0; step < line.Shards; step++)
        {
            var first = step == 0;
            var wanted = left;
            var shard = Step(line, amendment, step);
            var done = await Amend(
                line,
                shard,
                amendment,
                balance => first && enough < amount.Minor ? new(0, enough) : new(-Math.Min(wanted, FreeOf(line, shard, balance, over))),
                cancellationToken);
            if (done.Free is { } free)
            {
                return new Money(free, amount.Currency);
            }

            // Of what was given back the row still says how much it was: the second delivery counts the same.
            left += done.Extra;
        }

        if (left == 0 && !await IsUndone(line, amendment, cancellationToken))
        {
            return null;
        }

        await Undo(line, amendment, cancellationToken);
        return new Money(amount.Minor - left, amount.Currency);
    }

    /// <summary>Gives back what an amendment brought or took in any shard, and lets it happen in none any more. Doing it again changes nothing.</summary>
    public async Task Undo(FundingLine line, AmendmentId amendment, CancellationToken cancellationToken)
    {
        for (var step = 0; step < line.Shards; step++)
        {
            await UndoIn(line, Step(line, amendment, step), amendment, cancellationToken);
        }
    }

    private async Task<bool> IsUndone(FundingLine line, AmendmentId amendment, CancellationToken cancellationToken) =>
        await tables.Find(TableNames.Funding, Partition(line, Step(line, amendment, 0)), ShardAmendment.Key(amendment), cancellationToken) is { } row && ShardAmendment.From(row).Undone;

    /// <summary>Where an amendment begins follows from its id, so that small ones do not all go to the same shard.</summary>
    private static int Step(FundingLine line, AmendmentId amendment, int step) => (int)((Shards.Hash(amendment.Value) + (uint)step) % (uint)line.Shards);

    private async Task<long> FreeIn(FundingLine line, long over, CancellationToken cancellationToken)
    {
        var balances = await ReadShards(line, cancellationToken);
        return balances.Select((balance, shard) => FreeOf(line, shard, balance, over)).Sum();
    }

    /// <summary>What other shards hold beyond their share is not free in this one.</summary>
    private static long FreeOf(FundingLine line, int shard, ShardBalance balance, long over) =>
        MoneyOf(line, shard, balance) is { } money ? Math.Max(0, money - balance.Used - over) : throw new InvalidOperationException($"{line.Id} has no agreed amount: nothing can be taken from it.");

    private Task<ShardAmendment> Amend(FundingLine line, int shard, AmendmentId amendment, Func<ShardBalance, ShardAmendment> decide, CancellationToken cancellationToken) =>
        ChangeAmendment(line, shard, amendment, (balance, known) => known is null ? decide(balance) : null, cancellationToken);

    private Task<ShardAmendment> UndoIn(FundingLine line, int shard, AmendmentId amendment, CancellationToken cancellationToken) =>
        ChangeAmendment(line, shard, amendment, (_, known) => known switch
        {
            null => new ShardAmendment(0, Undone: true),
            { Undone: true } => null,
            _ => known with { Undone = true },
        }, cancellationToken);

    /// <summary>Changes an amendment's row and the balance with it; null leaves both. Returns the row as it stands then.</summary>
    private async Task<ShardAmendment> ChangeAmendment(
        FundingLine line, int shard, AmendmentId amendment, Func<ShardBalance, ShardAmendment?, ShardAmendment?> change, CancellationToken cancellationToken)
    {
        var partition = Partition(line, shard);
        var turn = _turns.GetOrAdd(partition, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var row = await tables.Find(TableNames.Funding, partition, ShardAmendment.Key(amendment), cancellationToken);
                var known = row is null ? null : ShardAmendment.From(row);
                var balanceRow = await tables.Find(TableNames.Funding, partition, ShardBalance.Key, cancellationToken);
                var balance = ShardBalance.From(balanceRow);
                if (change(balance, known) is not { } changed)
                {
                    return known!;
                }

                // What counts of a row before and after.
                var extra = (changed.Undone ? 0 : changed.Extra) - (known is null or { Undone: true } ? 0 : known.Extra);
                var outcome = await tables.Commit(TableNames.Funding,
                [
                    Write(balanceRow, partition, ShardBalance.Key, (balance with { Extra = checked(balance.Extra + extra) }).Values()),
                    Write(row, partition, ShardAmendment.Key(amendment), changed.Values()),
                ], cancellationToken);
                if (outcome == CommitOutcome.Committed)
                {
                    return changed;
                }
            }
        }
        finally
        {
            turn.Release();
        }

        throw new InvalidOperationException($"Funding line {line.Id} changed {Tries} times at once. The queue tries again later.");
    }
}
