using System.Globalization;
using GrantFlow.Domain.Ledger.Periods;
using GrantFlow.Pipeline.Commit;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Postings.Periods;

/// <summary>A change as it is stored.</summary>
/// <param name="Change">The change.</param>
/// <param name="Request">Hash of who asked and their key.</param>
/// <param name="Hash">Of the request: the same key with another hash is refused.</param>
internal sealed record StoredChange(PeriodChange Change, string Request, string Hash);

/// <summary>
/// What was done with periods: one row a change, under its number. Whoever adds the next number has seen all before it, so changes never pass each other by.
/// <para>
/// A copy read at some moment is good for the ledger days up to that moment's own. A change that the copy does not have was written after it; its writer took the time before that, at most
/// <see cref="PeriodChange.Margin"/> before (as the clocks of both go, and with the time the writing took), and it holds from a day after that time and the margin: later than the copy's day.
/// </para>
/// </summary>
public sealed class PeriodBook(ITables tables, TimeProvider time)
{
    private const string Partition = "periods";

    /// <summary>Well within the margin: what storage has not taken by then is given up, so that it cannot arrive when its day has begun.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private volatile Copy? _copy;

    /// <summary>What holds for entries that are placed on a ledger day. Reads storage once a day.</summary>
    public async ValueTask<PeriodHistory> For(DateOnly ledgerDay, CancellationToken cancellationToken)
    {
        if (_copy is { } copy && ledgerDay <= copy.GoodTo)
        {
            return copy.History;
        }

        var goodTo = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var read = new Copy(new((await Stored(cancellationToken)).Select(stored => stored.Change)), goodTo);
        _copy = read;
        return read.History;
    }

    /// <summary>Everything that was done, as it stands in storage now.</summary>
    public async Task<PeriodHistory> Read(CancellationToken cancellationToken) => new((await Stored(cancellationToken)).Select(stored => stored.Change));

    internal async Task<IReadOnlyList<StoredChange>> Stored(CancellationToken cancellationToken) =>
        await tables.Query(TableNames.Seals, new RowQuery(Partition), cancellationToken).Select(GrantRows.Read<StoredChange>).ToListAsync(cancellationToken);

    /// <summary>Adds a change under its number. False when another one has it.</summary>
    internal async Task<bool> Add(StoredChange change, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var row = RowChange.Add(Partition, change.Change.Number.ToString("D6", CultureInfo.InvariantCulture), GrantRows.Values(change));
        try
        {
            return await tables.Commit(TableNames.Seals, [row], either.Token) == CommitOutcome.Committed;
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Storage did not take change {change.Change.Number} of the periods in time. Ask again under the same key.", late);
        }
    }

    private sealed record Copy(PeriodHistory History, DateOnly GoodTo);
}
